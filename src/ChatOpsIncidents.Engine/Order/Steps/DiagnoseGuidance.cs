using ChatOpsIncidents.Engine.Chat;
using static ChatOpsIncidents.Engine.Order.Steps.Guidance;

namespace ChatOpsIncidents.Engine.Order.Steps;

/// <summary>What is to be done from the cause to the proof of recovery.</summary>
internal static class DiagnoseGuidance
{
    /// <summary>There is no theory. While somebody looks for something, the next thing is what that person
    /// brings.</summary>
    public static Guidance Theory(Incident incident, DecisionContext context)
    {
        ChatAction[] actions =
        [
            Main("One theory", "hypothesis"),
            new ChatAction("Another change", "mitigate"),
            new ChatAction("Note", "note"),
        ];
        var task = incident
            .Tasks.Where(task => task.IsUnderWay)
            .MinBy(task => incident.DueOf(task) ?? DateTimeOffset.MaxValue);
        return task is null
            ? new("Gather signals, form one theory, test it.", Leader(incident), incident.UpdateDueAt, actions)
            : new(
                $"Bring what task {Markup.Clean(ShortText.Cut(task.ToString(), 80))} shows, then form one theory.",
                Markup.Clean(task.Owner!.Name),
                incident.DueOf(task),
                actions
            );
    }

    /// <summary>A theory is being tested.</summary>
    public static Guidance Test(Incident incident, DecisionContext context)
    {
        if (incident.ActiveHypothesis is not { } theory)
            return Theory(incident, context);
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

    /// <summary>The hold time is over; where only people look, somebody looks once more.</summary>
    public static Guidance SecondLook(Incident incident, ChatAction also) =>
        new(RecoveryPromise.Question(incident), Leader(incident), null, [.. RecoveryPromise.Answers(incident), also]);

    /// <summary>The bleeding has stopped.</summary>
    public static Guidance Verify(Incident incident, DecisionContext context)
    {
        if (incident.Phase == Phase.Mitigated)
        {
            return new(
                "Prove recovery with a value from monitoring; that nobody complains proves nothing.",
                Doer(incident),
                null,
                [
                    Main("Verify", "verify"),
                    new ChatAction("By hand", "verify manual"),
                    new ChatAction("Resolve", "resolve"),
                ]
            );
        }

        var checks = new ChatAction("Show checks", "verify");
        if (incident.WantsSecondLook(context.Now))
            return SecondLook(incident, checks);
        if (incident.IsVerified(context.Now))
            return new("Resolve it; recovery is proven.", Leader(incident), null, [Main("Resolve", "resolve"), checks]);
        return new(
            incident.IsWatched
                ? "Let the checks hold, then resolve."
                : "Let it hold, then look once more and resolve; nobody but people looks.",
            Leader(incident),
            incident.HoldUntil,
            [Main("Resolve when they hold", "resolve"), checks]
        );
    }
}
