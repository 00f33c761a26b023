using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;
using static ChatOpsIncidents.Engine.Order.Steps.Guidance;

namespace ChatOpsIncidents.Engine.Order;

/// <summary>The one next action, with its buttons: what, by whom, by when.</summary>
/// <param name="Text">One sentence with marks, and in brackets who is to do it and by when.</param>
/// <param name="Actions">The buttons, the recommended one first; at most four.</param>
public sealed record NextStepView(string Text, IReadOnlyList<ChatAction> Actions)
{
    private const int ActionsMax = 4;

    /// <summary>By when it is to be done; null: nobody is to do it by a time.</summary>
    public DateTimeOffset? By { get; private init; }

    /// <summary>The next action while it runs; null: it does not.</summary>
    public static NextStepView? WhileItRuns(Incident incident, DecisionContext context) =>
        incident.IsRunning ? Of(incident, context) : null;

    /// <summary>The next action of an incident as it stands. Always exactly one.</summary>
    public static NextStepView Of(Incident incident, DecisionContext context)
    {
        var next = incident.IsRunning ? Running(incident, context) : Ended(incident, context);
        ChatAction[] actions = [.. next.Actions.Take(ActionsMax)];
        if (next.Owner is not { } owner)
            return new NextStepView(next.Text, actions);
        var by = ByWhen(incident, next, context);
        var when = by is { } at ? DueText.Of(at, context.Now) : "now";
        return new NextStepView($"{next.Text} ({owner}, {when})", actions) { By = by };
    }

    // The step's own time; else what one step may take from the last turn on. A time that is over is marked; it never
    // slides to a later one.
    private static DateTimeOffset? ByWhen(Incident incident, Guidance next, DecisionContext context)
    {
        var step = context.Policy.StepTime.GetValueOrDefault(incident.Severity, TimeSpan.FromHours(1));
        return next.By ?? LastTurn(incident) + step;
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
        if (incident.Armed is not null)
            next = next with { Actions = [.. next.Actions.Take(2), new ChatAction("Disarm", "disarm")] };
        if (incident.Running is null && incident.Phase is Phase.Contain or Phase.Diagnose or Phase.Waiting)
            next = next with { Actions = [.. next.Actions.Take(2), .. Runbook(incident), .. next.Actions.Skip(2)] };
        if (incident.IsPathOpen)
            return next;
        if (incident.MitigatedAt is not null && incident.UpdateDueAt <= context.Now)
            next = WithUpdate(incident, next, context);
        if (incident.Phase is Phase.Declared or Phase.Impact && NamedService(incident, context) is { } service)
            next = next with { Actions = [.. next.Actions.Take(2), service, .. next.Actions.Skip(2)] };
        return incident.IsSolo && incident.Severity <= Severity.Major
            ? next with
            {
                Actions = [.. next.Actions.Take(3), WakeBackup(incident)],
            }
            : next;
    }

    private static Guidance AtTurn(Incident incident, DecisionContext context)
    {
        if (DataGuidance.Of(incident) is { } data)
            return data;
        if (incident.Phase == Phase.Waiting)
            return ContainGuidance.Wait(incident);
        return incident.JustStarted is { } running
            ? ContainGuidance.Outcome(running)
            : SettledOrder.Turn(incident)!.Guide!(incident, context);
    }

    // What comes before the step whose turn it is: a promise, nobody in the lead, or a command that waits.
    private static Guidance? Urgent(Incident incident, DecisionContext context)
    {
        if (incident.Armed is { At: { } until })
            return Wait(incident, until, context);
        if (incident.Lead is null)
            return SettledOrder.Lead.Guide!(incident, context);
        if (incident.Phase is > Phase.Declared and < Phase.Mitigated && incident.UpdateDueAt <= context.Now)
            return PromisedUpdate(incident);
        if (incident.Running is not null || incident.Held.LastOrDefault() is not { } held)
            return null;
        return Held(held, incident, context);
    }

    // What a command waits for now comes next; one that is free waits for somebody who makes it.
    private static Guidance Held(HeldCommand held, Incident incident, DecisionContext context)
    {
        var words = Markup.Code(ShortText.Cut(held.Words, 80));
        if (GateTable.Stops(held, incident, context) is not [var first, ..])
        {
            return new(
                $"Start {words} or drop it; what it waited for is there.",
                held.By.Name,
                null,
                [Main("Start it now", held.Words), new ChatAction("Drop it", $"drop #{held.Number}")]
            );
        }

        if (first.Gate.Step is { } step)
            return step.Guide!(incident, context);
        return new(
            $"Give what {words} waits for: {first.Gate.Lacks}.",
            held.By.Name,
            null,
            [
                .. first
                    .Missing.Next.Where(one => one.IsComplete)
                    .Select((one, i) => i == 0 ? Main(one.Label, one.Command) : new ChatAction(one.Label, one.Command)),
            ]
        );
    }

    // A rollback may come before the impact is known; the question stays until it is answered.
    private static Guidance WithImpact(Incident incident, Guidance next) =>
        incident.IsImpactKnown || next.Actions.Any(action => action.Command == SettledOrder.Impact.Command)
            ? next
            : next with
            {
                Actions = [.. next.Actions.Take(1), new ChatAction("Impact", "impact"), .. next.Actions.Skip(1)],
            };

    private static Guidance Wait(Incident incident, DateTimeOffset until, DecisionContext context)
    {
        var disarm = new ChatAction("Disarm", "disarm");
        if (incident.WantsSecondLook(context.Now))
            return DiagnoseGuidance.SecondLook(incident, disarm);
        if (incident.IsDataOpen && DataGuidance.Of(incident) is { } data)
            return data with { Actions = [.. data.Actions.Take(2), disarm] };
        return new(
            incident.IsWatched
                ? $"Wait; it resolves itself at {Markup.Time(until)} if the checks hold, and wakes you if not."
                : $"Wait; at {Markup.Time(until)} you are asked to look once more, nobody but people looks.",
            Leader(incident),
            until,
            [Main("Show checks", "verify"), disarm]
        );
    }

    private static Guidance PromisedUpdate(Incident incident)
    {
        List<ChatAction> actions = [Main("Write it", "update")];
        if (!incident.Updates.IsEmpty)
            actions.Add(new ChatAction("Nothing new", "update same"));
        actions.Add(new ChatAction("In 15 min", "snooze 15m"));
        return new(
            $"Send the update that was promised for {Markup.Time(incident.UpdateDueAt!.Value)}.",
            Writer(incident),
            incident.UpdateDueAt,
            actions
        );
    }

    // No service was given, and the title names one.
    private static ChatAction? NamedService(Incident incident, DecisionContext context) =>
        incident.Services.IsEmpty && context.Catalog.NamedIn(incident.Title) is { } service
            ? new ChatAction($"Service: {service.Name}", $"service {service.Name}")
            : null;

    // The work on recovery goes on; the promised update stands beside it, not in its place.
    private static Guidance WithUpdate(Incident incident, Guidance next, DecisionContext context) =>
        next with
        {
            Text =
                $"{next.Text} The update is due too: {Writer(incident)}, "
                + $"{DueText.Of(incident.UpdateDueAt!.Value, context.Now)}.",
            Actions = [.. next.Actions.Take(1), new ChatAction("Write the update", "update"), .. next.Actions.Skip(1)],
        };

    // The runbook that is being followed, else the one for what it looks like, else the one that was offered.
    private static IEnumerable<ChatAction> Runbook(Incident incident) =>
        incident
            .Runbooks.Keys.Concat(new[] { incident.PathRunbook }.OfType<string>())
            .Concat(incident.RunbooksOffered)
            .Take(1)
            .Select(name => new ChatAction("Runbook", $"runbook {name}"));

    private static ChatAction WakeBackup(Incident incident) =>
        incident.Backup is { } backup
            ? new ChatAction("Wake Backup", $"page {backup.Id}")
            : new ChatAction("Name a backup", "role backup");
}
