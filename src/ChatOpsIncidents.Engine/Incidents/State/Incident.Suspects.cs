using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents.State;

public sealed partial record Incident
{
    /// <summary>The usual suspects that were looked at, by part.</summary>
    public ImmutableSortedDictionary<string, SuspectMark> Suspects { get; init; } =
        ImmutableSortedDictionary.Create<string, SuspectMark>(StringComparer.Ordinal);
}
