using ChatOpsIncidents.Engine.Chat;
using static ChatOpsIncidents.Engine.Order.Steps.Guidance;

namespace ChatOpsIncidents.Engine.Order.Steps;

/// <summary>What is to be done until the bleeding has stopped.</summary>
internal static class ContainGuidance
{
    /// <summary>Nobody leads.</summary>
    public static Guidance Lead(Incident incident, DecisionContext context) =>
        new(
            "Nobody leads. Take it; it can be handed over at any time.",
            "anybody",
            null,
            incident.Impact is null
                ? [Main("I've got it", "lead"), new ChatAction("Impact", "impact")]
                : [Main("I've got it", "lead")]
        );

    /// <summary>The impact is not known.</summary>
    public static Guidance Impact(Incident incident, DecisionContext context) =>
        new(
            AskImpact(incident),
            Leader(incident),
            null,
            [Main("Impact", "impact"), new ChatAction("Not known yet", "impact unknown")]
        );

    /// <summary>Nobody has looked at the ways back.</summary>
    public static Guidance WaysBack(Incident incident, DecisionContext context) =>
        incident.IsPathOpen ? PathGuidance.Ask(incident) : LookBack(incident);

    private static Guidance LookBack(Incident incident) =>
        new(
            "Look at the rollback options before any other change.",
            Doer(incident),
            null,
            [Main("Rollback options", "rollback"), new ChatAction("No rollback possible", "rollback none")]
        );

    /// <summary>The bleeding goes on.</summary>
    public static Guidance Contain(Incident incident, DecisionContext context)
    {
        if (incident.Running is { } running)
            return Outcome(running);
        if (incident.ContainmentDecided)
            return DiagnoseGuidance.Theory(incident, context);
        if (incident.Path == IncidentPath.Supplier)
            return PathGuidance.Supplier(incident);
        if (incident.RollbackOptions.FirstOrDefault(option => option.Verdict) is { } back)
            return RollBack(incident, back);
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

    private static string AskImpact(Incident incident)
    {
        if (incident.ImpactSoFar is { IsWhole: false } part)
            return $"Say {part.Missing}; three taps.";
        return incident.Impact is { IsKnown: false }
            ? $"Find out {incident.ImpactSoFar?.Missing ?? "the impact"}."
            : "Say who is hit, how badly, and whether it is still happening; three taps.";
    }

    /// <summary>A change runs.</summary>
    public static Guidance Outcome(Mitigation running) =>
        new(
            $"Say what came of #{running.Number}, {Markup.Clean(ShortText.Cut($"{running.Kind} {running.What}", 80))}.",
            running.By.Name,
            null,
            [
                Main("It worked", $"outcome #{running.Number} worked"),
                new ChatAction("Partly", $"outcome #{running.Number} partial"),
                new ChatAction("No effect", $"outcome #{running.Number} failed"),
            ]
        );

    private static Guidance RollBack(Incident incident, RollbackOption back)
    {
        var line = back.To is { } to ? $"rollback {back.What} to {to}" : $"rollback {back.What}";
        return new(
            $"Roll back {Markup.Clean(back.What)}; it is the shortest way.",
            Doer(incident),
            null,
            [
                Main("Start it", line),
                new ChatAction("Another way", "mitigate"),
                new ChatAction("Nothing helps", "mitigate none"),
            ]
        );
    }

    /// <summary>Others have it in their hands.</summary>
    public static Guidance Wait(Incident incident) =>
        new(
            $"Ask {Markup.Clean(incident.WaitingFor ?? "them")} for news.",
            Leader(incident),
            incident.UpdateDueAt,
            [
                Main("It works again", "outcome worked"),
                .. incident.Updates.IsEmpty ? [new ChatAction("Tell people", "update")] : Array.Empty<ChatAction>(),
                new ChatAction("Note the answer", "note"),
                new ChatAction("Switch over", "mitigate"),
            ]
        );
}
