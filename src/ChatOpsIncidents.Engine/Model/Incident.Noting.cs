using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>What people recognised and said at once, oldest first.</summary>
    public ImmutableList<string> Found { get; init; } = [];
}
