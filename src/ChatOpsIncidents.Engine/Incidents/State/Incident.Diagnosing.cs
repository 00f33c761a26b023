using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents.State;

public sealed partial record Incident
{
    /// <summary>The copies of files that were kept as evidence, oldest first.</summary>
    public ImmutableList<KeptFile> KeptFiles { get; init; } = [];
}
