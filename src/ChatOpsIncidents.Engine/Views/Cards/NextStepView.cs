using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>The one next action, with its buttons: what, by whom, by when.</summary>
/// <param name="Text">One sentence with marks, and in brackets who is to do it and by when.</param>
/// <param name="Actions">The buttons, the recommended one first; at most four.</param>
public sealed record NextStepView(string Text, IReadOnlyList<ChatAction> Actions)
{
    private const int ActionsMax = 4;

    /// <summary>The next action of an incident as it stands. Always exactly one.</summary>
    public static NextStepView Of(Incident incident, DecisionContext context)
    {
        var step = incident.IsRunning ? Running(incident, context) : Ended(incident, context);
        var actions = step
            .Actions.Where(action => action.Url is not null || IsKnown(action.Command))
            .Take(ActionsMax)
            .ToArray();
        if (step.Owner is not { } owner)
            return new NextStepView(step.Text, actions);
        return new NextStepView($"{step.Text} ({owner}, {ByWhen(incident, step, context)})", actions);
    }

    // The step's own time; else what one step may take from the last turn on; else the next update. A time that is over
    // says "now".
    private static string ByWhen(Incident incident, Step step, DecisionContext context)
    {
        var box = Turn(incident) + context.Policy.StepTime.GetValueOrDefault(incident.Severity, TimeSpan.FromHours(1));
        foreach (var at in new[] { step.By, box, incident.UpdateDueAt })
        {
            if (at > context.Now)
                return $"by {Ink.Time(at.Value)}";
        }

        return "now";
    }

    private static DateTimeOffset? Turn(Incident incident) =>
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

    // A rollback may come before the impact is known; the question stays until it is answered.
    private static Step WithImpact(Incident incident, Step step) =>
        incident is { Impact: { IsKnown: true } } || step.Actions.Any(action => action.Command == "impact")
            ? step
            : step with
            {
                Actions = [.. step.Actions.Take(1), new ChatAction("Impact", "impact"), .. step.Actions.Skip(1)],
            };

    private static Step Running(Incident incident, DecisionContext context)
    {
        if (incident.Armed is { } armed)
            return ArmedStep(incident, armed);
        if (incident.Lead is null)
            return NoLead(incident);
        if (incident.Phase != Phase.Declared && incident.UpdateDueAt <= context.Now)
            return UpdateStep(incident);
        if (incident is { Held.Count: > 0, Running: null } && ForGate(incident, incident.Held[^1].Gate) is { } asked)
            return asked;
        var step = WithImpact(
            incident,
            incident.Phase switch
            {
                Phase.Declared => ImpactStep(incident),
                Phase.Impact => RollbackStep(incident),
                Phase.Contain => ContainStep(incident),
                Phase.Diagnose => DiagnoseStep(incident),
                Phase.Waiting => WaitingStep(incident),
                Phase.Mitigated => MitigatedStep(incident),
                _ => VerifyStep(incident, context),
            }
        );
        if (incident.Running is null && incident.Phase is Phase.Contain or Phase.Diagnose)
            step = step with { Actions = [.. step.Actions.Take(2), .. Runbook(incident), .. step.Actions.Skip(2)] };
        return incident is { IsSolo: true, Severity: <= Severity.Major }
            ? step with
            {
                Actions = [.. step.Actions.Take(3), WakeBackup(incident)],
            }
            : step;
    }

    private static Step Ended(Incident incident, DecisionContext context) =>
        incident.Phase switch
        {
            Phase.Undeclared => new(
                "Declare an incident; a few words are enough.",
                null,
                null,
                [Main("Declare", "declare")]
            ),
            Phase.Merged => new(
                $"Nothing here; it goes on in {incident.MergedInto}.",
                null,
                null,
                [new ChatAction("Show it", $"{incident.MergedInto} status")]
            ),
            Phase.Cancelled => new(
                "Nothing; it was a false alarm.",
                null,
                null,
                [new ChatAction("Reopen", "reopen"), new ChatAction("Export", "export")]
            ),
            Phase.Closed => new(
                "Nothing; it is closed.",
                null,
                null,
                [new ChatAction("Export", "export"), new ChatAction("Reopen", "reopen")]
            ),
            Phase.Review => ReviewStep(incident, context),
            _ => new(
                "Rest; the review comes later. The timeline can be taken along.",
                Leader(incident),
                incident.ResolvedAt + context.Policy.ReviewWithin,
                [Main("Export timeline", "export html"), new ChatAction("Reopen", "reopen")]
            ),
        };

    private static Step ReviewStep(Incident incident, DecisionContext context)
    {
        var by = incident.ResolvedAt + context.Policy.ReviewWithin;
        ChatAction[] also = [new ChatAction("Show the review", "review"), new ChatAction("Export", "export html")];
        if (ReviewGaps.Of(incident).FirstOrDefault() is { } gap)
            return new(
                $"The review, at leisure; next: {Ink.Clean(gap.Missing)}.",
                Leader(incident),
                by,
                [Main(gap.Step.Label, gap.Step.Command), .. also]
            );
        return incident.Shared is null
            ? new("Share the report.", Leader(incident), by, [Main("Share the report", "share"), .. also])
            : new(
                "Close it; the review is complete.",
                Leader(incident),
                incident.Session?.At ?? by,
                [
                    Main("Close", "close"),
                    .. incident.Session is null
                        ? [new ChatAction("Plan a session", "session")]
                        : Array.Empty<ChatAction>(),
                    .. also,
                ]
            );
    }

    private static Step ArmedStep(Incident incident, ArmedResolve armed) =>
        new(
            armed.At is { } at
                ? $"Wait; it resolves itself at {Ink.Time(at)} if the checks hold, and wakes you if not."
                : "Prove recovery once; it resolves itself when the checks have held.",
            Leader(incident),
            armed.At,
            [Main("Show checks", "verify"), new ChatAction("Status", "status")]
        );

    private static Step NoLead(Incident incident) =>
        new(
            "Nobody leads. Take it; it can be handed over at any time.",
            "anybody",
            null,
            [
                Main("I've got it", "lead"),
                .. incident.Impact is null ? [new ChatAction("Impact", "impact")] : Array.Empty<ChatAction>(),
            ]
        );

    private static Step UpdateStep(Incident incident) =>
        new(
            $"Send the update that was promised for {Ink.Time(incident.UpdateDueAt!.Value)}.",
            Writer(incident),
            incident.UpdateDueAt,
            [
                Main("Write it", "update"),
                .. incident.Updates.IsEmpty
                    ? Array.Empty<ChatAction>()
                    : [new ChatAction("Nothing new", "update same")],
                new ChatAction("In 15 min", "snooze 15m"),
            ]
        );

    private static Step? ForGate(Incident incident, string gate) =>
        gate switch
        {
            "impact-first" when incident.Impact is not { IsKnown: true } => ImpactStep(incident),
            "rollback-first" when !incident.RollbackReviewed => RollbackStep(incident),
            "one-change" when incident.Running is not null => ContainStep(incident),
            "containment-first" => ContainStep(incident),
            "cause-for-fix" => Theorize(incident),
            _ => null,
        };

    private static Step ImpactStep(Incident incident) =>
        new(
            incident.ImpactSoFar is { IsWhole: false } part ? $"Say {part.Missing}; three taps."
                : incident.Impact is { IsKnown: false } ? $"Find out {incident.ImpactSoFar?.Missing ?? "the impact"}."
                : "Say who is hit, how badly, and whether it goes on; three taps.",
            Leader(incident),
            null,
            [Main("Impact", "impact"), new ChatAction("Not known yet", "impact unknown")]
        );

    private static Step RollbackStep(Incident incident) =>
        new(
            "Look at the ways back before anything cleverer.",
            Doer(incident),
            null,
            [Main("Rollback options", "rollback"), new ChatAction("No way back", "rollback none")]
        );

    private static Step ContainStep(Incident incident)
    {
        if (incident.Running is { } running)
        {
            return new(
                $"Say what came of #{running.Number}, "
                    + $"{Ink.Clean(CardView.Short($"{running.Kind} {running.What}", 80))}.",
                running.By.Name,
                null,
                [
                    Main("It worked", $"outcome #{running.Number} worked"),
                    new ChatAction("Partly", $"outcome #{running.Number} partial"),
                    new ChatAction("No effect", $"outcome #{running.Number} failed"),
                ]
            );
        }

        if (incident.ContainmentDecided)
            return Theorize(incident);
        if (incident.RollbackOptions.FirstOrDefault(option => option.Verdict) is { } back)
        {
            return new(
                $"Roll back {Ink.Clean(back.What)}; it is the shortest way.",
                Doer(incident),
                null,
                [
                    Main("Start it", $"rollback {back.What}{(back.To is { } to ? $" to {to}" : "")}"),
                    new ChatAction("Another way", "mitigate"),
                    new ChatAction("Nothing helps", "mitigate none"),
                ]
            );
        }

        return new(
            "Stop the bleeding: flag off, fail over, scale, shed, or stop it.",
            Doer(incident),
            null,
            [
                Main("Contain it", "mitigate"),
                new ChatAction("Nothing helps", "mitigate none"),
                new ChatAction("Update", "update"),
            ]
        );
    }

    // While somebody looks for something, the next thing is what that person brings.
    private static Step Theorize(Incident incident)
    {
        ChatAction[] actions =
        [
            Main("One theory", "hypothesis"),
            new ChatAction("Another change", "mitigate"),
            new ChatAction("Note", "note"),
        ];
        var task = incident
            .Tasks.Where(task => task is { DoneAt: null, Owner: not null, Needs: null })
            .MinBy(task => incident.DueOf(task) ?? DateTimeOffset.MaxValue);
        return task is null
            ? new("Gather signals, form one theory, test it.", Leader(incident), incident.UpdateDueAt, actions)
            : new(
                $"Bring what task {Ink.Clean(CardView.Short(task.ToString(), 80))} shows, then form one theory.",
                Ink.Clean(task.Owner!.Name),
                incident.DueOf(task),
                actions
            );
    }

    private static Step DiagnoseStep(Incident incident)
    {
        if (incident.ActiveHypothesis is not { } theory)
            return Theorize(incident);
        return new(
            $"Test theory #{theory.Number} and give the verdict with its evidence.",
            theory.By.Name,
            incident.UpdateDueAt,
            [
                Main("Verdict", $"verdict #{theory.Number}"),
                new ChatAction("Evidence", "evidence"),
                new ChatAction("Test", "test"),
                new ChatAction("Change", "mitigate"),
            ]
        );
    }

    private static Step WaitingStep(Incident incident) =>
        new(
            $"Ask {Ink.Clean(incident.WaitingFor ?? "them")} for news.",
            Leader(incident),
            incident.UpdateDueAt,
            [Main("Note the answer", "note"), new ChatAction("Change", "mitigate"), new ChatAction("Update", "update")]
        );

    private static Step MitigatedStep(Incident incident) =>
        new(
            "Prove recovery in monitoring; silence is no signal.",
            Doer(incident),
            null,
            [Main("Verify", "verify"), new ChatAction("By hand", "verify manual"), new ChatAction("Resolve", "resolve")]
        );

    private static Step VerifyStep(Incident incident, DecisionContext context) =>
        incident.IsVerified(context.Now)
            ? new(
                "Resolve it; recovery is proven.",
                Leader(incident),
                null,
                [Main("Resolve", "resolve"), new ChatAction("Show checks", "verify")]
            )
            : new(
                "Let the checks hold, then resolve.",
                Leader(incident),
                incident.HoldUntil,
                [Main("Resolve when they hold", "resolve"), new ChatAction("Show checks", "verify")]
            );

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

    private static ChatAction Main(string label, string command) => new(label, command, ActionStyle.Primary);

    private static string Leader(Incident incident) => incident.Lead?.Name ?? "anybody";

    private static string Doer(Incident incident) =>
        (incident.Roles.GetValueOrDefault(Role.Ops) ?? incident.Lead)?.Name ?? "anybody";

    private static string Writer(Incident incident) =>
        (incident.Roles.GetValueOrDefault(Role.Comms) ?? incident.Lead)?.Name ?? "anybody";

    private static bool IsKnown(string command)
    {
        var words = command.Split(' ');
        var verb = words[0].StartsWith("INC-", StringComparison.Ordinal) && words.Length > 1 ? words[1] : words[0];
        return Vocabulary.Find(verb) is not null;
    }

    private sealed record Step(string Text, string? Owner, DateTimeOffset? By, IReadOnlyList<ChatAction> Actions);
}
