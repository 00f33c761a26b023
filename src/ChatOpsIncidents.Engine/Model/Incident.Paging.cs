using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>Who was paged, and when last: a person's id, or a group or schedule by name.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Paged { get; init; } =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase);
}
