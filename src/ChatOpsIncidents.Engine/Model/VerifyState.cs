using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>When the first proof of recovery was recorded, the hold time's start; null: none, or symptoms came
    /// back.</summary>
    public DateTimeOffset? VerifyStartedAt { get; init; }

    /// <summary>When the hold time is over; null: not verifying.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>Whether the hold time rests on checks that are read, and is over only when they were read until its
    /// end.</summary>
    public bool HoldIsRead { get; init; }

    /// <summary>They were.</summary>
    public bool HoldWasRead { get; init; }

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
                return proof.ToString();
            string[] shown =
            [
                .. Checks
                    .Values.Where(check => check is { Signal: CheckSignal.InBaseline, Informs: false })
                    .Select(check => check.Seen is null ? check.Name : $"{check.Name} {check.Seen}"),
            ];
            return shown.Length > 0 ? string.Join(", ", shown) : null;
        }
    }

    /// <summary>What showed the recovery, and who saw it: people on a dashboard, or monitoring by itself; null: nothing
    /// did.</summary>
    public string? RecoverySeen
    {
        get
        {
            if (RecoveryShownBy is not { } shown)
                return null;
            if (!HoldIsTyped || Proofs.LastOrDefault() is not { } proof)
                return $"proven in monitoring ({shown})";
            var again = SecondLookAt is null ? "" : ", and once more after the hold time";
            return $"seen by {proof.By.Name} on a dashboard{again} ({shown})";
        }
    }

    /// <summary>Whether the hold time rests on what somebody typed alone.</summary>
    public bool HoldIsTyped { get; init; }

    /// <summary>When somebody looked once more after the hold time; null: nobody has.</summary>
    public DateTimeOffset? SecondLookAt { get; init; }

    /// <summary>How often somebody was asked to.</summary>
    public int SecondLooksAsked { get; init; }

    /// <summary>Monitoring itself reads the recovery; otherwise nobody but people looks.</summary>
    public bool IsWatched => !HoldIsTyped || (Checks.Values.Any(IsBaseline) && !ChecksAgainst.Any());

    /// <summary>Whether recovery is proven: for the hold time every check stayed in baseline; where nobody but people
    /// looks, somebody looked once more when it was over.</summary>
    public bool IsVerified(DateTimeOffset now) =>
        HoldUntil is { } until
        && now >= until
        && (HoldIsTyped ? IsWatched || SecondLookAt >= until : HoldWasRead || !HoldIsRead);

    /// <summary>The hold time is over, nobody but people looked, and a second look is missing.</summary>
    public bool WantsSecondLook(DateTimeOffset now) => HoldIsTyped && HoldUntil <= now && !IsVerified(now);

    /// <summary>The value that was seen last; null: none was.</summary>
    public string? LastSeen => Proofs.LastOrDefault()?.Observed;

    private static bool IsBaseline(RecoveryCheck check) => check is { Signal: CheckSignal.InBaseline, Informs: false };

    /// <summary>Those of the read checks that have a say and do not show the baseline, in the order of their
    /// names.</summary>
    public IEnumerable<RecoveryCheck> ChecksAgainst => Checks.Values.Where(check => !check.Informs && !check.Passes);

    /// <summary>The read checks that do not pass, or else how many do, in words; null: none was read.</summary>
    public string? CheckCounts
    {
        get
        {
            string[] against = [.. ChecksAgainst.Select(check => check.ToString())];
            if (against.Length > 0)
                return string.Join("; ", against);
            var passing = Checks.Values.Count(check => !check.Informs);
            return passing > 0 ? $"{passing} in baseline" : null;
        }
    }
}

/// <summary>What monitoring showed.</summary>
/// <param name="Link">The dashboard or query.</param>
/// <param name="Observed">The value that was seen there.</param>
/// <param name="At">When.</param>
/// <param name="By">Who looked.</param>
/// <param name="Before">The value before the incident; null: not recorded.</param>
public sealed record RecoveryProof(string Link, string Observed, DateTimeOffset At, Person By, string? Before = null)
{
    /// <summary>In words, with the value before.</summary>
    public override string ToString() => Before is null ? Observed : $"{Observed}, before the incident {Before}";
}

/// <summary>A recovery check.</summary>
/// <param name="Name">As in the catalogue.</param>
/// <param name="Signal">What it shows.</param>
/// <param name="Seen">The value and its baseline, in words; null: none.</param>
/// <param name="Since">Since when it shows that.</param>
public sealed record RecoveryCheck(string Name, CheckSignal Signal, string? Seen, DateTimeOffset Since)
{
    /// <summary>It is shown and has no say, as traffic.</summary>
    public bool Informs { get; init; }

    /// <summary>As before the incident, or accepted.</summary>
    public bool Passes => Signal is CheckSignal.InBaseline or CheckSignal.Accepted;

    /// <summary>In words.</summary>
    public override string ToString() => $"{Name} {Said(Signal)}{(Seen is null ? "" : $": {Seen}")}";

    /// <summary>What a signal means, after the check's name.</summary>
    public static string Said(CheckSignal signal) =>
        signal switch
        {
            CheckSignal.InBaseline => "is in baseline",
            CheckSignal.OutOfBaseline => "is not in baseline",
            CheckSignal.Blind => "is blind",
            CheckSignal.Unreachable => "cannot be read; monitoring is out of reach",
            _ => "is accepted",
        };
}

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

    /// <summary>Monitoring answers, and has no value: that is neither good nor bad, and proves nothing.</summary>
    Blind,
}

/// <summary>What monitoring shows of one check now.</summary>
/// <param name="Check">Its name.</param>
/// <param name="Signal">What it shows.</param>
/// <param name="Seen">The value and the one before, in words; null: none.</param>
public sealed record CheckReading(string Check, CheckSignal Signal, string? Seen)
{
    /// <summary>It is shown and has no say.</summary>
    public bool Informs { get; init; }

    /// <summary>When it was read; null: just now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The number; null: there is none.</summary>
    public double? Now { get; init; }

    /// <summary>What it was before; null: not known.</summary>
    public double? Before { get; init; }

    /// <summary>The values of the last time, oldest first; null: there was none.</summary>
    public IReadOnlyList<double?> Trail { get; init; } = [];
}
