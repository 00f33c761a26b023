using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents.State;

public sealed partial record Incident
{
    /// <summary>What people recognised and said at once, oldest first.</summary>
    public ImmutableList<string> Found { get; init; } = [];
}
