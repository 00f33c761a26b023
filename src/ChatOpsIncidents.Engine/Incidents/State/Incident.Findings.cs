using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents.State;

public sealed partial record Incident
{
    /// <summary>What contributed, oldest first.</summary>
    public ImmutableList<Finding> Factors { get; init; } = [];

    /// <summary>What the review must come back to, oldest first.</summary>
    public ImmutableList<Finding> Findings { get; init; } = [];
}
