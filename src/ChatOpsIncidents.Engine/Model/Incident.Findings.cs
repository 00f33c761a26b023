using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>What contributed, oldest first.</summary>
    public ImmutableList<Finding> Factors { get; init; } = [];

    /// <summary>What the review must come back to, oldest first.</summary>
    public ImmutableList<Finding> Findings { get; init; } = [];
}

/// <summary>Something that the review must come back to.</summary>
/// <param name="Kind"><c>gap</c>, <c>alert-gap</c>, <c>ownership-gap</c>, <c>confusion</c>, … a word.</param>
/// <param name="Text">In words.</param>
/// <param name="By">Who said so.</param>
public sealed record Finding(string Kind, string Text, Person By)
{
    /// <summary>Whether something was missing that would have helped.</summary>
    public bool IsGap => Kind == "gap" || Kind.EndsWith("-gap", StringComparison.Ordinal);
}
