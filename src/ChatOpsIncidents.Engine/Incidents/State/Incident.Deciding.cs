using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents.State;

public sealed partial record Incident
{
    /// <summary>Decisions that were put to everybody; the first has number 1.</summary>
    public ImmutableList<OpenDecision> Decisions { get; init; } = [];
}
