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

    /// <summary>Those who made it work again while we waited for them, each once.</summary>
    public ImmutableList<string> HelpedOutside { get; init; } = [];

    /// <summary>The fact by which it was asked last whether there is news from them, while nobody has answered; null:
    /// it is answered, or was not asked.</summary>
    public long? WaitAskedBy { get; init; }

    /// <summary>How long after the last question it is asked again; null: nobody said, the policy's.</summary>
    public TimeSpan? WaitEvery { get; init; }

    /// <summary>The rollback options were reviewed; a rollback that was started is its own review.</summary>
    public bool RollbackReviewed => RollbackReviewedAt is not null;

    /// <summary>When the first change was begun; null: none was.</summary>
    public DateTimeOffset? FirstChangeAt => Mitigations.FirstOrDefault()?.StartedAt;

    /// <summary>When the first change was begun that was recorded as it was; null: none was. What people honestly
    /// record later is no ground to judge the order by.</summary>
    public DateTimeOffset? FirstChangeSeenAt => Mitigations.FirstOrDefault(change => !change.ToldLate)?.StartedAt;

    /// <summary>Whether the webhook is still to be asked to carry a rollback out: it was neither taken back nor ended
    /// by people meanwhile.</summary>
    /// <param name="number">The change.</param>
    /// <param name="ask">Which time it was asked.</param>
    public bool IsHandOverWanted(int number, int ask) =>
        IsRunning
        && RunningChanges.Any(change =>
            change.Number == number && change.HandedOver is { IsWanted: true } over && over.Ask == ask
        );

    /// <summary>With a change changed; an unknown one changes nothing.</summary>
    internal Incident WithChange(int number, Func<Mitigation, Mitigation> change) =>
        this with
        {
            Mitigations = [.. Mitigations.Select(one => one.Number == number ? change(one) : one)],
        };

    /// <summary>Containment is decided, and no change runs any more.</summary>
    public bool IsContained => ContainmentDecided && Running is null;

    /// <summary>The changes whose outcome is not known, in the order in which they were begun.</summary>
    public IEnumerable<Mitigation> RunningChanges => Mitigations.Where(m => m.Outcome is null);

    /// <summary>The latest change whose outcome is not known; null: none.</summary>
    public Mitigation? Running => RunningChanges.LastOrDefault();

    /// <summary>The newest change, while its outcome is not known; null: it is known, or there is none.</summary>
    public Mitigation? JustStarted => Mitigations.LastOrDefault() is { Outcome: null } last ? last : null;

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
    /// <summary>The number of the fact that began it.</summary>
    public long Entry { get; init; }

    /// <summary>What came of it; null: not known yet.</summary>
    public MitigationOutcome? Outcome { get; init; }

    /// <summary>When that was seen.</summary>
    public DateTimeOffset? OutcomeAt { get; init; }

    /// <summary>Who said so.</summary>
    public Person? OutcomeBy { get; init; }

    /// <summary>What was observed.</summary>
    public string? Observed { get; init; }

    /// <summary>It was recorded after it was done.</summary>
    public bool ToldLate { get; init; }

    /// <summary>How far the webhook is that was asked to do it; null: nobody had it asked.</summary>
    public HandedOver? HandedOver { get; init; }

    /// <summary>It was the way back, and it helped.</summary>
    public bool IsWorkingRollback => Kind == MitigationKinds.Rollback && Outcome == MitigationOutcome.Worked;

    /// <summary>As people refer to it.</summary>
    public override string ToString() => $"#{Number} {Kind} {What}";
}

/// <summary>A rollback that a webhook was asked to carry out.</summary>
/// <param name="Ask">1 for the first time; the same while it is not known to have been taken.</param>
/// <param name="Service">The service, canonical name.</param>
/// <param name="To">The build that it is to go back to; null: the one before.</param>
/// <param name="AskedAt">When it was confirmed.</param>
public sealed record HandedOver(int Ask, string Service, string? To, DateTimeOffset AskedAt)
{
    /// <summary>How far it is.</summary>
    public HandedOverStatus Status { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset At { get; init; } = AskedAt;

    /// <summary>What was said about it; null: nothing.</summary>
    public string? Said { get; init; }

    /// <summary>Whether the webhook is still to be asked.</summary>
    public bool IsWanted => Status is HandedOverStatus.Asked or HandedOverStatus.Stumbled;

    /// <summary>Whether it is not known yet what came of it.</summary>
    public bool IsOpen => IsWanted || Status == HandedOverStatus.Taken;
}

/// <summary>How far a rollback is that a webhook was asked to carry out.</summary>
public enum HandedOverStatus
{
    /// <summary>A person confirmed it; the webhook is being asked.</summary>
    Asked,

    /// <summary>The webhook did not answer as it should; it is asked again.</summary>
    Stumbled,

    /// <summary>The webhook took it, which is not done.</summary>
    Taken,

    /// <summary>It was done, as the webhook or a deploy hook says.</summary>
    Done,

    /// <summary>It was not taken, or failed.</summary>
    Failed,

    /// <summary>Nothing was heard of it in time.</summary>
    Silent,
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
