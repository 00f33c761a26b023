using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>The usual suspects that were looked at, by part.</summary>
    public ImmutableSortedDictionary<string, SuspectMark> Suspects { get; init; } =
        ImmutableSortedDictionary.Create<string, SuspectMark>(StringComparer.Ordinal);
}

/// <summary>What was found of a usual suspect.</summary>
/// <param name="Verdict"><c>checked</c>, <c>found</c> or <c>none</c>.</param>
/// <param name="Note">May be empty.</param>
/// <param name="By">Who looked.</param>
public sealed record SuspectMark(string Verdict, string Note, Person By);
