using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents;

public sealed partial record Incident
{
    /// <summary>All theories, in the order in which they were offered; the first has number 1.</summary>
    public ImmutableList<Hypothesis> Hypotheses { get; init; } = [];

    /// <summary>The one that is being tested; null: none.</summary>
    public Hypothesis? ActiveHypothesis => Hypotheses.FirstOrDefault(h => h.State == HypothesisState.Active);
}

/// <summary>A theory of the cause.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Text">In words.</param>
/// <param name="By">Who offered it.</param>
/// <param name="State">Where it stands.</param>
public sealed record Hypothesis(int Number, string Text, Person By, HypothesisState State)
{
    /// <summary>What speaks for it.</summary>
    public ImmutableList<string> For { get; init; } = [];

    /// <summary>What speaks against it.</summary>
    public ImmutableList<string> Against { get; init; } = [];

    /// <summary>A theory without evidence is a guess.</summary>
    public bool IsGuess => For.IsEmpty && Against.IsEmpty;
}

/// <summary>Where a theory stands.</summary>
public enum HypothesisState
{
    /// <summary>Offered too early, kept for later.</summary>
    Parked,

    /// <summary>On the list of candidates.</summary>
    Candidate,

    /// <summary>Being tested; at most one.</summary>
    Active,

    /// <summary>Shown to be the cause.</summary>
    Confirmed,

    /// <summary>Shown not to be.</summary>
    Refuted,

    /// <summary>Neither could be shown.</summary>
    Inconclusive,
}
