using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary>The question whether there is news from those outside loses its buttons when it is answered, when we wait
/// for them no longer, and when it is asked anew.</summary>
public sealed class AnsweredWaits : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context) =>
        before is { WaitAskedBy: { } asked, WaitingFor: { } whom, IsRunning: true }
        && (after.WaitAskedBy != asked || !after.IsRunning)
            ? Decision.NothingToDo with
            {
                Effects = [Edit(asked, Question(after.Id, whom), Mark(after, whom, context.By))],
            }
            : Decision.NothingToDo;

    /// <summary>The question.</summary>
    internal static string Question(string incidentId, string whom) =>
        $"{incidentId}: any news from {Markup.Clean(whom)}?";

    /// <summary>The key of its message.</summary>
    internal static string KeyOf(long fact) => $"wait-{fact}";

    private static Effect.Edit Edit(long asked, string question, string mark) =>
        new(KeyOf(asked), ChatMessage.Text(question) with { Footer = mark }) { IfThere = true };

    private static string Mark(Incident after, string whom, Person by)
    {
        if (!after.IsRunning)
            return "It is over.";
        if (after.WaitAskedBy is not null)
            return "Asked again below.";
        var said = after.WaitingFor == whom ? "Still waiting" : "Waiting no longer";
        return by.IsHuman ? $"✓ {said} · {Markup.Clean(by.Name)}" : $"✓ {said}";
    }
}
