using ChatOpsIncidents.Engine.Chat;
using static ChatOpsIncidents.Engine.Order.Steps.Guidance;

namespace ChatOpsIncidents.Engine.Order;

/// <summary>The one next action, with its buttons: what, by whom, by when.</summary>
/// <param name="Text">One sentence with marks, and in brackets who is to do it and by when.</param>
/// <param name="Actions">The buttons, the recommended one first; at most four.</param>
public sealed record NextStepView(string Text, IReadOnlyList<ChatAction> Actions)
{
    private const int ActionsMax = 4;

    /// <summary>The next action of an incident as it stands. Always exactly one.</summary>
    public static NextStepView Of(Incident incident, DecisionContext context)
    {
        var next = incident.IsRunning ? Running(incident, context) : Ended(incident, context);
        ChatAction[] actions = [.. next.Actions.Take(ActionsMax)];
        return next.Owner is { } owner
            ? new NextStepView($"{next.Text} ({owner}, {ByWhen(incident, next, context)})", actions)
            : new NextStepView(next.Text, actions);
    }

    // The step's own time; else what one step may take from the last turn on; else the next update. A time that is over
    // says "now".
    private static string ByWhen(Incident incident, Guidance next, DecisionContext context)
    {
        var box =
            LastTurn(incident) + context.Policy.StepTime.GetValueOrDefault(incident.Severity, TimeSpan.FromHours(1));
        foreach (var at in new[] { next.By, box, incident.UpdateDueAt })
        {
            if (at > context.Now)
                return $"by {Ink.Time(at.Value)}";
        }

        return "now";
    }

    private static DateTimeOffset? LastTurn(Incident incident) =>
        new[]
        {
            incident.DeclaredAt,
            incident.ImpactAt,
            incident.RollbackReviewedAt,
            incident.MitigatedAt,
            incident.VerifyStartedAt,
            incident.Mitigations.LastOrDefault()?.StartedAt,
            incident.Mitigations.LastOrDefault()?.OutcomeAt,
        }.Max();

    private static Guidance Ended(Incident incident, DecisionContext context) =>
        SettledOrder.Turn(incident)?.Guide?.Invoke(incident, context) ?? EndGuidance.Nothing(incident);

    private static Guidance Running(Incident incident, DecisionContext context)
    {
        if (Urgent(incident, context) is { } urgent)
            return urgent;
        var next = WithImpact(incident, AtTurn(incident, context));
        if (incident.Running is null && incident.Phase is Phase.Contain or Phase.Diagnose)
            next = next with { Actions = [.. next.Actions.Take(2), .. Runbook(incident), .. next.Actions.Skip(2)] };
        return incident.IsSolo && incident.Severity <= Severity.Major
            ? next with
            {
                Actions = [.. next.Actions.Take(3), WakeBackup(incident)],
            }
            : next;
    }

    private static Guidance AtTurn(Incident incident, DecisionContext context) =>
        incident.Phase == Phase.Waiting
            ? ContainGuidance.Wait(incident)
            : SettledOrder.Turn(incident)!.Guide!(incident, context);

    // What comes before the step whose turn it is: a promise, nobody in the lead, or a command that waits.
    private static Guidance? Urgent(Incident incident, DecisionContext context)
    {
        if (incident.Armed is { } armed)
            return Wait(incident, armed);
        if (incident.Lead is null)
            return SettledOrder.Lead.Guide!(incident, context);
        if (incident.Phase != Phase.Declared && incident.UpdateDueAt <= context.Now)
            return PromisedUpdate(incident);
        if (incident.Running is not null || incident.Held.LastOrDefault() is not { } held)
            return null;
        return GateTable.Find(held.Gate)?.Step is { } step && !IsGiven(incident, step)
            ? step.Guide!(incident, context)
            : null;
    }

    // A gate may still stand for another reason when its step was done once.
    private static bool IsGiven(Incident incident, OrderStep step)
    {
        if (step == SettledOrder.Impact)
            return incident.IsImpactKnown;
        return step == SettledOrder.WaysBack && incident.RollbackReviewed;
    }

    // A rollback may come before the impact is known; the question stays until it is answered.
    private static Guidance WithImpact(Incident incident, Guidance next) =>
        incident.IsImpactKnown || next.Actions.Any(action => action.Command == SettledOrder.Impact.Command)
            ? next
            : next with
            {
                Actions = [.. next.Actions.Take(1), new ChatAction("Impact", "impact"), .. next.Actions.Skip(1)],
            };

    private static Guidance Wait(Incident incident, ArmedResolve armed) =>
        new(
            armed.At is { } at
                ? $"Wait; it resolves itself at {Ink.Time(at)} if the checks hold, and wakes you if not."
                : "Prove recovery once; it resolves itself when the checks have held.",
            Leader(incident),
            armed.At,
            [Main("Show checks", "verify"), new ChatAction("Status", "status")]
        );

    private static Guidance PromisedUpdate(Incident incident)
    {
        List<ChatAction> actions = [Main("Write it", "update")];
        if (!incident.Updates.IsEmpty)
            actions.Add(new ChatAction("Nothing new", "update same"));
        actions.Add(new ChatAction("In 15 min", "snooze 15m"));
        return new(
            $"Send the update that was promised for {Ink.Time(incident.UpdateDueAt!.Value)}.",
            Writer(incident),
            incident.UpdateDueAt,
            actions
        );
    }

    // The runbook that is being followed, else the one that was offered.
    private static IEnumerable<ChatAction> Runbook(Incident incident) =>
        incident
            .Runbooks.Keys.Concat(incident.RunbooksOffered)
            .Take(1)
            .Select(name => new ChatAction("Runbook", $"runbook {name}"));

    private static ChatAction WakeBackup(Incident incident) =>
        incident.Backup is { } backup
            ? new ChatAction("Wake Backup", $"page {backup.Id}")
            : new ChatAction("Name a backup", "role backup");
}
