using System.Collections.Immutable;
using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary><c>/incident redact 12 it names a customer</c></summary>
/// <param name="Entry">The entry's number.</param>
/// <param name="Why">The reason.</param>
/// <param name="Confirm">The entry's number once more, after it was shown; null: it is shown first.</param>
public sealed record RedactEntry(long Entry, string Why, string? Confirm = null) : IncidentCommand
{
    private const int ShownMax = 600;
    private const int WhyMax = 500;

    public static CommandWord Word { get; } =
        new(
            "redact",
            "<entry> <why> · note",
            "Erase an entry's or a note's words for good; that it was there stays",
            Read
        )
        {
            Keys = ["entry", "confirm"],
            Topic = "Timeline",
            Example = "redact 12 it names a customer",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Stored(Entry) is not { } recorded)
            return EntryWords.NoSuch(incident, Entry);
        var said = Redaction.TextsOf(recorded.Fact);
        if (said.Count == 0)
            return NoWords(incident, recorded);
        if (incident.IsRedacted(Entry) && said.All(text => text == ForgottenWords.Mark))
            return Decision.NothingToDo;
        var erasure = Redaction.Of(incident, recorded, Why, text => IsName(text, incident, context));
        if (erasure.Count == 0)
            return NoWords(incident, recorded);
        if (Confirm is null)
            return Decision.Answer(new Reply { Message = Shown(incident, recorded, erasure, context) });
        if (Confirm.TrimStart('#') != Entry.ToString(CultureInfo.InvariantCulture))
            return WrongConfirm();
        return Decision.Accept([.. erasure, .. Waiting(incident, erasure)]) with
        {
            Effects = [.. Waiting(incident, erasure).Select(fact => Told(incident, (CommandLapsed)fact.Event))],
            Reply = Reply.Text(Done(erasure)),
        };
    }

    // A command that waited in these words does not run any more.
    private static IEnumerable<NewFact> Waiting(Incident incident, IReadOnlyList<NewFact> erasure) =>
        erasure
            .Select(fact => ((EntryRedacted)fact.Event).Remains)
            .OfType<CommandHeld>()
            .Where(held => incident.Held.Any(waiting => waiting.Number == held.Number))
            .Select(held => new NewFact(new CommandLapsed(held.Number, held.Words)));

    private static Effect.Tell Told(Incident incident, CommandLapsed lapsed) =>
        new(
            incident.Held.First(held => held.Number == lapsed.Number).By.Id,
            ChatMessage.Text("A command of yours that was waiting was redacted; it does not run."),
            $"redacted-{lapsed.Number}"
        );

    // What the catalogue, monitoring or the platform call something is no person's word, also where a person typed it.
    private static bool IsName(string text, Incident incident, DecisionContext context) =>
        context.Catalog.Find(text) is not null
        || context.Catalog.Services.Any(service => service.Owners.Contains(text))
        || context.Policy.OnCall == text
        || RecordFinding.Kinds.Any(kind => kind.Value == text)
        || context.FindPerson(text)?.Id == text
        || incident.AllStored().Any(fact => fact.Fact is CheckChanged seen && seen.Check == text);

    private ChatMessage Shown(
        Incident incident,
        Recorded recorded,
        IReadOnlyList<NewFact> erasure,
        DecisionContext context
    )
    {
        var others = erasure.Select(fact => ((EntryRedacted)fact.Event).Entry).Where(entry => entry != Entry).ToArray();
        var entries = others.Length == 1 ? "entry" : "entries";
        var listed = string.Join(", ", others.Select(entry => "#" + entry));
        var copies = others.Length == 0 ? "" : $"\nIts words stand in {entries} {listed} too; there they go as well.";
        return new ChatMessage
        {
            Title = $"Redact entry {Entry}?",
            Body =
                $"> {Markup.Clean(ShortText.Cut(recorded.Fact.Describe(), ShownMax)).Replace("\n", "\n> ")}\n"
                + $"{Markup.Bold(recorded.By.Name)}, {Times.Say(recorded.ObservedAt, context)}{copies}\n"
                + "Captured messages, files, posts and answers with these words go with it. "
                + "That it was there, when and by whom, stays. This cannot be undone.",
            Actions =
            [
                new ChatAction(
                    "Redact for good",
                    (
                        Word.Line(ShortText.Cut(Why, WhyMax)) with
                        {
                            Keys = ImmutableSortedDictionary<string, string>
                                .Empty.Add("entry", Entry.ToString(CultureInfo.InvariantCulture))
                                .Add("confirm", Entry.ToString(CultureInfo.InvariantCulture)),
                        }
                    ).ToWords(),
                    ActionStyle.Danger
                ),
                new ChatAction("Correct it instead", $"fix entry: {Entry}"),
            ],
        };
    }

    private static string Done(IReadOnlyList<NewFact> erasure)
    {
        var redacted = (EntryRedacted)erasure[0].Event;
        var copies = erasure.Count - 1;
        var others = copies == 1 ? "is 1 entry" : $"are {copies} entries";
        return redacted.Describe() + (copies == 0 ? "" : $"\nSo {others} with the same words.");
    }

    private Refusal NoWords(Incident incident, Recorded recorded) =>
        new(
            "no-words",
            $"Entry {Entry} of {incident.Id} ({recorded.Fact.Describe()}) holds nobody's words: there is nothing to "
                + "redact.",
            new NextStep("Show the timeline", "timeline")
        );

    private Refusal WrongConfirm() =>
        new(
            "wrong-confirm",
            $"“{Confirm}” is not entry {Entry}: nothing was redacted.",
            new NextStep("Show entry " + Entry, $"redact {Entry} {ShortText.Cut(Why, WhyMax)}")
        )
        {
            Fields = new Dictionary<string, string> { ["confirm"] = $"That is not {Entry}." },
        };

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        if (line.RestWords is [var first, ..] && first.ToLowerInvariant() is "note" or "notes")
            return RedactNote.Read(line.RestWords, line["confirm"]);
        var (entry, why) = EntryWords.Read(line);
        return entry is { } number && why.Length > 0
            ? new RedactEntry(number, why, line["confirm"])
            : Parsed.Ask((_, _) => EntryWords.Ask("redact", "Redact an entry", "Why", entry, why));
    }
}
