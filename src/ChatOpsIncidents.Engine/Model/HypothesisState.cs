using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>All theories, in the order in which they were offered; the first has number 1.</summary>
    public ImmutableList<Hypothesis> Hypotheses { get; init; } = [];

    /// <summary>How often a theory was offered while another was being tested.</summary>
    public int JumpCount { get; init; }

    /// <summary>What was saved or seen that shows something, oldest first.</summary>
    public ImmutableList<Evidence> Evidence { get; init; } = [];

    /// <summary>Why evidence cannot be preserved; null: it can, or nobody said.</summary>
    public string? NoEvidenceBecause { get; init; }

    /// <summary>The one that is being tested; null: none.</summary>
    [JsonIgnore]
    public Hypothesis? ActiveHypothesis => Hypotheses.FirstOrDefault(h => h.State == HypothesisState.Active);

    /// <summary>A theory is being tested, or was confirmed.</summary>
    [JsonIgnore]
    public bool HasCause =>
        Hypotheses.Any(theory => theory.State is HypothesisState.Active or HypothesisState.Confirmed);

    /// <summary>Evidence was captured, or cannot be, with a reason.</summary>
    [JsonIgnore]
    public bool EvidenceSecured => NoEvidenceBecause is not null || Evidence.Count > 0;
}

/// <summary>A theory of the cause.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Text">In words.</param>
/// <param name="By">Who offered it.</param>
/// <param name="State">Where it stands.</param>
public sealed record Hypothesis(int Number, string Text, Person By, HypothesisState State)
{
    /// <summary>Most theories that wait on the list.</summary>
    public const int CandidatesMax = 5;

    /// <summary>What speaks for it.</summary>
    public ImmutableList<string> For { get; init; } = [];

    /// <summary>What speaks against it.</summary>
    public ImmutableList<string> Against { get; init; } = [];

    /// <summary>What the verdict rests on; null: no verdict yet.</summary>
    public string? VerdictEvidence { get; init; }

    /// <summary>The test that is under way or was the last; null: none.</summary>
    public string? Test { get; init; }

    /// <summary>It was parked, and its author was told that the way is free.</summary>
    public bool OfferedBack { get; init; }

    /// <summary>A theory without evidence is a guess.</summary>
    public bool IsGuess => For.IsEmpty && Against.IsEmpty && VerdictEvidence is null;
}

/// <summary>Something saved or seen.</summary>
/// <param name="Text">What, in words; may be only a link.</param>
/// <param name="Url">A link in it; null: none.</param>
/// <param name="By">Who brought it.</param>
/// <param name="At">When it was seen.</param>
/// <param name="Hypothesis">The theory that it belongs to; null: the incident.</param>
/// <param name="Side">Whether it speaks for or against that; null: neither was said.</param>
public sealed record Evidence(
    string Text,
    string? Url,
    Person By,
    DateTimeOffset At,
    int? Hypothesis,
    EvidenceSide? Side
);

/// <summary>For or against.</summary>
public enum EvidenceSide
{
    /// <summary>It speaks for the theory.</summary>
    For,

    /// <summary>It speaks against the theory.</summary>
    Against,
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
