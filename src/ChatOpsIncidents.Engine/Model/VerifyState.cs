using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>When the first proof of recovery was recorded, the hold time's start; null: none, or symptoms came
    /// back.</summary>
    public DateTimeOffset? VerifyStartedAt { get; init; }

    /// <summary>When the hold time is over; null: not verifying.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>The proofs, oldest first.</summary>
    public ImmutableList<RecoveryProof> Proofs { get; init; } = [];

    /// <summary>The recovery checks that monitoring carries out, by name.</summary>
    public ImmutableSortedDictionary<string, RecoveryCheck> Checks { get; init; } =
        ImmutableSortedDictionary.Create<string, RecoveryCheck>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What showed the recovery: the last proof that somebody gave, else the checks of monitoring; null:
    /// nothing did.</summary>
    public string? RecoveryShownBy
    {
        get
        {
            if (Proofs.LastOrDefault() is { } proof)
                return proof.Observed;
            string[] shown =
            [
                .. Checks
                    .Values.Where(check => check.Signal == CheckSignal.InBaseline)
                    .Select(check => check.Seen is null ? check.Name : $"{check.Name} {check.Seen}"),
            ];
            return shown.Length > 0 ? string.Join(", ", shown) : null;
        }
    }

    /// <summary>Whether recovery is proven: every check stayed in baseline for the hold time.</summary>
    public bool IsVerified(DateTimeOffset now) => HoldUntil is { } until && now >= until;
}

/// <summary>What monitoring showed.</summary>
/// <param name="Link">The dashboard or query.</param>
/// <param name="Observed">The value that was seen there.</param>
/// <param name="At">When.</param>
/// <param name="By">Who looked.</param>
public sealed record RecoveryProof(string Link, string Observed, DateTimeOffset At, Person By);

/// <summary>A recovery check.</summary>
/// <param name="Name">As in the catalogue.</param>
/// <param name="Signal">What it shows.</param>
/// <param name="Seen">The value and its baseline, in words; null: none.</param>
/// <param name="Since">Since when it shows that.</param>
public sealed record RecoveryCheck(string Name, CheckSignal Signal, string? Seen, DateTimeOffset Since);

/// <summary>What a recovery check shows.</summary>
public enum CheckSignal
{
    /// <summary>As before the incident.</summary>
    InBaseline,

    /// <summary>Not as before the incident.</summary>
    OutOfBaseline,

    /// <summary>Monitoring cannot be reached; that is not "bad".</summary>
    Unreachable,

    /// <summary>Somebody decided that it need not be waited for, with a reason.</summary>
    Accepted,
}
