using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>The ways back that were looked at.</summary>
    public ImmutableList<RollbackOption> RollbackOptions { get; init; } = [];

    /// <summary>When the rollback options were reviewed first, or found to be none; null: not yet.</summary>
    public DateTimeOffset? RollbackReviewedAt { get; init; }

    /// <summary>Why there is no way back; null: there is, or nobody said.</summary>
    public string? NoRollbackBecause { get; init; }

    /// <summary>Why nothing can be contained; null: it can, or nobody said.</summary>
    public string? NoContainmentBecause { get; init; }

    /// <summary>All changes that were tried, in order; the first has number 1.</summary>
    public ImmutableList<Mitigation> Mitigations { get; init; } = [];

    /// <summary>When the bleeding stopped; null: it has not, or has begun again.</summary>
    public DateTimeOffset? MitigatedAt { get; init; }

    /// <summary>Whom outside we wait for; null: nobody.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>How long after the last question it is asked again; null: nobody said, the policy's.</summary>
    public TimeSpan? WaitEvery { get; init; }

    /// <summary>The rollback options were reviewed; a rollback that was started is its own review.</summary>
    public bool RollbackReviewed => RollbackReviewedAt is not null;

    /// <summary>When the first change was begun; null: none was.</summary>
    public DateTimeOffset? FirstChangeAt => Mitigations.FirstOrDefault()?.StartedAt;

    /// <summary>Containment is decided, and no change runs any more.</summary>
    public bool IsContained => ContainmentDecided && Running is null;

    /// <summary>The latest change whose outcome is not known; null: none.</summary>
    public Mitigation? Running => Mitigations.LastOrDefault(m => m.Outcome is null);

    /// <summary>Containment was tried, works, or was found impossible, with a reason.</summary>
    public bool ContainmentDecided =>
        NoContainmentBecause is not null || MitigatedAt is not null || Mitigations.Count > 0;
}

/// <summary>A way back.</summary>
/// <param name="What">Service, flag, configuration.</param>
/// <param name="To">The build or version it goes back to; null: not said.</param>
/// <param name="Verdict">Whether it can be done.</param>
/// <param name="Why">Why not; null: nothing said.</param>
public sealed record RollbackOption(string What, string? To, bool Verdict, string? Why);

/// <summary>A change that is to stop the bleeding.</summary>
/// <param name="Number">1 for the first of an incident: <c>outcome #1 worked</c>.</param>
/// <param name="Kind">A row of the table of kinds: <c>rollback</c>, <c>flag-off</c>, …</param>
/// <param name="What">The target and the change, in words.</param>
/// <param name="By">Who does it.</param>
/// <param name="StartedAt">When it was begun.</param>
public sealed record Mitigation(int Number, string Kind, string What, Person By, DateTimeOffset StartedAt)
{
    /// <summary>What came of it; null: not known yet.</summary>
    public MitigationOutcome? Outcome { get; init; }

    /// <summary>When that was seen.</summary>
    public DateTimeOffset? OutcomeAt { get; init; }

    /// <summary>What was observed.</summary>
    public string? Observed { get; init; }

    /// <summary>It was the way back, and it helped.</summary>
    public bool IsWorkingRollback => Kind == MitigationKinds.Rollback && Outcome == MitigationOutcome.Worked;

    /// <summary>As people refer to it.</summary>
    public override string ToString() => $"#{Number} {Kind} {What}";
}

/// <summary>What came of a change.</summary>
public enum MitigationOutcome
{
    /// <summary>The symptoms are gone.</summary>
    Worked,

    /// <summary>Better, not gone.</summary>
    Partial,

    /// <summary>No effect, or worse.</summary>
    Failed,
}
