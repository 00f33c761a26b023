using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>A gate that stops an intention.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Missing">What it waits for.</param>
/// <param name="Hardness">How firm it stands here.</param>
public sealed record Stop(Gate Gate, Refusal Missing, Hardness Hardness);

/// <summary>The gates, in the order in which what is missing is asked for.</summary>
public static class GateTable
{
    /// <summary>Every gate.</summary>
    public static IReadOnlyList<Gate> All { get; } =
    [
        ImpactFirstGate.Row,
        RollbackFirstGate.Row,
        ContainmentFirstGate.Row,
        OneHypothesisGate.Row,
        OneChangeGate.Row,
        CauseForFixGate.Row,
        EvidenceFirstGate.Row,
        EvidenceFirstGate.Target,
        VerifiedRecoveryGate.Row,
        DataAnsweredGate.Row,
        ReviewCompleteGate.Row,
        ReviewNotRushedGate.Row,
    ];

    /// <summary>Their names, in that order.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. All.Select(gate => gate.Code).Distinct()];

    /// <summary>The gate of that name; null: none.</summary>
    public static Gate? Find(string code) => All.FirstOrDefault(gate => gate.Code == code);

    /// <summary>How firm a gate stands in a workspace.</summary>
    public static Hardness HardnessOf(this Policy policy, Gate gate, Severity severity) =>
        policy.GateChanges.TryGetValue((gate.Code, severity), out var changed) ? changed : gate.Firmness.At(severity);

    /// <summary>The first gate that stops a command; null: none.</summary>
    public static Stop? Before(IncidentCommand command, Incident incident, DecisionContext context) =>
        Stops(command, incident, context).FirstOrDefault();

    /// <summary>Every gate that stops a command, in the order in which what is missing is asked for.</summary>
    public static IEnumerable<Stop> Stops(IncidentCommand command, Incident incident, DecisionContext context)
    {
        if (command.Intends(incident) is not { } intention)
            yield break;
        foreach (var gate in All)
        {
            var hardness = context.Policy.HardnessOf(gate, incident.Severity);
            if (hardness == Hardness.Off || incident.IsOpen(gate.Code, context.Now))
                continue;
            if (gate.Missing(incident, intention, context) is { } missing)
                yield return new Stop(gate, missing, hardness);
        }
    }

    /// <summary>All that a held command waits for now; empty: it is free.</summary>
    public static IReadOnlyList<Stop> Stops(HeldCommand held, Incident incident, DecisionContext context)
    {
        var asGiver = context with { By = held.By };
        return asGiver.Read(held.Words).Command is { } command ? [.. Stops(command, incident, asGiver)] : [];
    }
}
