using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Findings;

/// <summary>
/// <c>/incident anonymous</c>: a note for the review without a name. It becomes no fact, because facts have an
/// author and a time; nothing is stored of who left it, or when. It is taken from a form only: what is typed in a room
/// can be read there.
/// </summary>
/// <param name="Note">The note.</param>
public sealed record LeaveNote(NamelessNote Note) : IncidentCommand
{
    private const int LengthMax = 2_000;

    /// <summary>The kinds of notes.</summary>
    public static IReadOnlyList<FieldOption> Kinds { get; } =
    [new("confusion", "Confusion: something misled me"), new("near-miss", "Near miss: it almost went worse")];

    public static CommandWord Word { get; } =
        new("anonymous", "", "Leave a note for the review without your name", Read)
        {
            Synonyms = ["confide"],
            Keys = ["kind"],
            Topic = "Review",
            IsNameless = true,
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        incident.IsOver
            ? Refusals.Over(incident)
            : Decision.Answer(
                Reply.Text("Kept for the review, without your name or the time. Nobody can look up who wrote it.")
            );

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var kind = Kinds.FirstOrDefault(one => one.Value == line["kind"])?.Value;
        return kind is not null && line.Rest.Length is > 0 and <= LengthMax
            ? new LeaveNote(new NamelessNote(kind, line.Rest))
            : Parsed.Ask((_, _) => Ask(kind, line.Rest));
    }

    private static Form Ask(string? kind, string text) =>
        KindForm.Of("anonymous", "Without your name", Kinds, kind, text) with
        {
            Intro = "Write it so that it does not give you away. Neither your name nor the time is stored with it.",
            Submit = "Leave it",
        };
}
