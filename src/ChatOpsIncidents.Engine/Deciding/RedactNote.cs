using System.Security.Cryptography;
using System.Text;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary><c>/incident redact note</c>: takes a note without a name out of the review again. The lead or the
/// backup may; it is shown and asked once.</summary>
/// <param name="Mark">Which note, by a mark of its words; null: they are listed.</param>
/// <param name="Confirm">The mark once more, after the note was shown; null: it is shown first.</param>
public sealed record RedactNote(string? Mark, string? Confirm) : IncidentCommand
{
    private const int MarkLength = 6;
    private const int ListMax = 10;
    private const int ListedMax = 150;
    private const int ShownMax = 600;

    /// <inheritdoc/>
    public override Access Access => Access.Command;

    /// <inheritdoc/>
    public override bool NeedsNotes => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (Mark is null && context.Notes.Count > 0)
            return Decision.Answer(new Reply { Message = List(context.Notes) });
        var meant = context.Notes.Where(note => MarkOf(note) == Mark).ToArray();
        if (meant is not [var found])
            return NoSuch(incident);
        if (Confirm is null)
            return Decision.Answer(new Reply { Message = Shown(found) });
        if (Confirm != Mark)
            return NoSuch(incident);
        return Decision.Accept(new NoteTakenOut()) with { TakesOut = found };
    }

    internal static RedactNote Read(string[] words, string? confirm) =>
        new(words.ElementAtOrDefault(1)?.ToLowerInvariant(), confirm);

    /// <summary>What a note is called for as long as it is there; too short to tell its words by.</summary>
    internal static string MarkOf(NamelessNote note) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(note.Text)))[..MarkLength];

    private static ChatMessage List(IReadOnlyList<NamelessNote> notes) =>
        new()
        {
            Title = "Which note is taken out?",
            Body = string.Join('\n', notes.Select((note, i) => $"{i + 1}. {Quoted(note, ListedMax)}")),
            Actions =
            [
                .. notes
                    .Take(ListMax)
                    .Select((note, i) => new ChatAction($"Note {i + 1}", $"redact note {MarkOf(note)}")),
            ],
        };

    private static ChatMessage Shown(NamelessNote note) =>
        new()
        {
            Title = "Take this note out?",
            Body =
                $"> {Quoted(note, ShownMax).Replace("\n", "\n> ")}\n"
                + "Its words go from the review and from all that is stored; an entry that quotes it is redacted by "
                + "itself. "
                + "That a note was taken out, when and by whom, stays. This cannot be undone.",
            Actions =
            [
                new ChatAction(
                    "Take it out for good",
                    $"redact note {MarkOf(note)} confirm: {MarkOf(note)}",
                    ActionStyle.Danger
                ),
                new ChatAction("Leave it", "review"),
            ],
        };

    private static string Quoted(NamelessNote note, int most) =>
        $"{note.Kind}: {Markup.Clean(ShortText.Cut(note.Text, most))}";

    private static Refusal NoSuch(Incident incident) =>
        new(
            "no-such-note",
            $"{incident.Id} has no such note without a name.",
            new NextStep("Show the notes", "redact note"),
            new NextStep("Show the review", "review")
        );
}

/// <summary>A note without a name was taken out of the review.</summary>
public sealed record NoteTakenOut : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe() => "A note without a name was taken out of the review";
}
