using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Correcting;

/// <summary><c>/incident undo</c>: takes back one's own last fact of the last ten minutes.</summary>
public sealed record UndoLast : IncidentCommand
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public static CommandWord Word { get; } =
        new("undo", "", "Take back your own last entry of the last ten minutes", (_, _) => new UndoLast())
        {
            Topic = "Timeline",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var last = incident.LastEntry(entry => entry.By.Id == context.By.Id && Counts(entry.Fact));
        if (last is null || context.Now - last.RecordedAt > Window)
        {
            return new Refusal(
                "nothing-to-undo",
                "You have recorded nothing in the last ten minutes.",
                new NextStep("Correct an entry", "fix <entry> <text>"),
                new NextStep("Show the timeline", "timeline")
            );
        }

        if (
            last.Fact is not IUndoable
            || (
                last.Fact is IUndoableWhileLast
                && incident.LastEntry(entry => entry.Fact is not (IBookkeeping or FactUndone)) != last
            )
        )
        {
            return new Refusal(
                "cannot-undo",
                $"Entry {last.Seq} ({last.Fact.Describe()}) cannot be taken back: others acted on it.",
                new NextStep("Correct its words", $"fix {last.Seq} <text>"),
                new NextStep("Add a note", "note")
            );
        }

        return Decision.Accept(new FactUndone(last.Seq, context.Language.NameOf(last.Fact)));
    }

    // What the product records in somebody's name on the way is nothing that the person did.
    private static bool Counts(IncidentEvent fact) => fact is not (IBookkeeping or CommandHeld or FactUndone);
}
