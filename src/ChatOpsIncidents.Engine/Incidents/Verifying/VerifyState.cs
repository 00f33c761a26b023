using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents;

public sealed partial record Incident
{
    /// <summary>When the first proof of recovery was recorded, the hold time's start; null: none, or symptoms came back.</summary>
    public DateTimeOffset? VerifyStartedAt { get; init; }

    /// <summary>When the hold time is over; null: not verifying.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>The proofs, oldest first.</summary>
    public ImmutableList<RecoveryProof> Proofs { get; init; } = [];

    /// <summary>Whether recovery is proven: every check stayed in baseline for the hold time.</summary>
    public bool IsVerified(DateTimeOffset now) => HoldUntil is { } until && now >= until;
}

/// <summary>What monitoring showed.</summary>
/// <param name="Link">The dashboard or query.</param>
/// <param name="Observed">The value that was seen there.</param>
/// <param name="At">When.</param>
/// <param name="By">Who looked.</param>
public sealed record RecoveryProof(string Link, string Observed, DateTimeOffset At, Person By);
