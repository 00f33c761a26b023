using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>Incidents that have to do with this one.</summary>
    public ImmutableSortedSet<string> Links { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
