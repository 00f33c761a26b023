using System.Collections.Immutable;
using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Correcting;

/// <summary><c>/incident fix 12 first 502s at 13:58, not 14:02</c></summary>
/// <param name="Entry">The entry's number.</param>
/// <param name="Text">What it should say.</param>
/// <param name="Confirm">The entry's number once more, after it was shown; null: it is shown first.</param>
public sealed record CorrectEntry(long Entry, string Text, string? Confirm = null) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("fix", "<entry> <text>", "Correct a line of the timeline; both stay readable", Read)
        {
            Synonyms = ["correct"],
            Keys = ["entry", "confirm"],
            Topic = "Timeline",
            Example = "fix 12 first 502s at 13:58, not 14:02",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (EntryWords.LineOf(incident, Entry) is not { } line)
            return EntryWords.NoSuch(incident, Entry);
        if (line.Text == Text)
            return Decision.NothingToDo;
        return Confirm?.TrimStart('#') == Entry.ToString(CultureInfo.InvariantCulture)
            ? Decision.Accept(new EntryCorrected(Entry, Text))
            : Decision.Answer(new Reply { Message = Shown(line) });
    }

    // Which entry is meant is seen before it is changed: a number is easily mistyped.
    private ChatMessage Shown(LogLine line)
    {
        var number = Entry.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            Title = $"Correct entry {number}?",
            Body =
                $"{Markup.Bold(line.By.Name)}, {Markup.Time(line.At)}:\n> {Quoted(line.Text)}\n"
                + $"It will say:\n> {Quoted(Text)}",
            Actions =
            [
                new ChatAction("Correct it", LineOf(number), ActionStyle.Primary),
                new ChatAction("Another entry", "timeline"),
            ],
            Footer = "Both stay readable in the timeline.",
        };
    }

    private string LineOf(string number) =>
        (
            Word.Line(Text) with
            {
                Keys = ImmutableSortedDictionary<string, string>.Empty.Add("entry", number).Add("confirm", number),
            }
        ).ToWords();

    private static string Quoted(string text) => Markup.Clean(ShortText.Cut(text, 600)).Replace("\n", "\n> ");

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var (entry, text) = EntryWords.Read(line);
        if (entry is { } number && text.Length > 0)
            return new CorrectEntry(number, text, line["confirm"]);
        return Parsed.Ask(
            (incident, _) =>
                EntryWords.Ask(
                    "fix",
                    "Correct an entry",
                    "What it should say",
                    entry,
                    text.Length > 0 ? text : EntryWords.LineOf(incident, entry)?.Text
                )
        );
    }
}

/// <summary>A line of the timeline was corrected; the first version stays in the store.</summary>
/// <param name="Entry">The corrected entry's number.</param>
/// <param name="Text">What it says now.</param>
public sealed record EntryCorrected(long Entry, string Text) : IncidentEvent, IChangesReport, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var at = before.Log.FindIndex(line => line.Seq == Entry);
        return at < 0
            ? before
            : before with
            {
                Log = before.Log.SetItem(at, before.Log[at] with { Text = Text, Corrected = true }),
            };
    }

    /// <inheritdoc/>
    public override string Describe() => Opening(Entry) + Text;

    /// <summary>How the sentence begins; the words that count now follow. Exports are checked by it: it never
    /// changes.</summary>
    internal static string Opening(long entry) => $"Entry {entry} corrected: ";
}

/// <summary>Words about an entry of the timeline.</summary>
internal static class EntryWords
{
    /// <summary>The entry's number and the text after it; either may be missing.</summary>
    public static (long? Entry, string Text) Read(CommandLine line)
    {
        if (line["entry"] is { } keyed)
            return (Number(keyed), line.Rest);
        var first = line.RestWords.FirstOrDefault();
        return first is not null && Number(first) is { } entry
            ? (entry, line.Rest[first.Length..].Trim())
            : (null, line.Rest);
    }

    /// <summary>The line of that number, unless it was taken back.</summary>
    public static LogLine? LineOf(Incident incident, long? entry) =>
        incident.Log.Find(line => line.Seq == entry && !line.Undone);

    /// <summary>There is no such entry.</summary>
    public static Refusal NoSuch(Incident incident, long entry) =>
        new("no-such-entry", $"{incident.Id} has no entry {entry}.", new NextStep("Show the timeline", "timeline"))
        {
            Fields = new Dictionary<string, string> { ["entry"] = "No such entry." },
        };

    /// <summary>Asks for the entry and the words.</summary>
    public static Form Ask(string verb, string title, string label, long? entry, string? text) =>
        new()
        {
            Verb = verb,
            Title = title,
            Fields =
            [
                new FormField
                {
                    Key = "entry",
                    Label = "Entry number",
                    Value = entry?.ToString(CultureInfo.InvariantCulture),
                    Hint = "The numbers stand in “timeline”.",
                },
                new FormField
                {
                    Key = "rest",
                    Label = label,
                    Kind = FieldKind.Paragraph,
                    Value = text,
                    LengthMax = 3_000,
                },
            ],
        };

    private static long? Number(string word) =>
        long.TryParse(
            word.TrimStart('#').TrimEnd(':', '.', ','),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var entry
        )
        && entry > 0
            ? entry
            : null;
}
