using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>What stakeholders were told, oldest first.</summary>
    public ImmutableList<StakeholderUpdate> Updates { get; init; } = [];

    /// <summary>Who hears each update by direct message.</summary>
    public ImmutableList<Person> Followers { get; init; } = [];

    /// <summary>When the next update is due: what was promised, else what the severity asks for; null: none
    /// is.</summary>
    public DateTimeOffset? UpdateDueAt { get; init; }

    /// <summary>When it is asked whether it is still happening, where no update is due; null: not asked.</summary>
    public DateTimeOffset? LookAt => Deadlines.TryGetValue(DeadlineNames.StillOpen, out var at) ? at : null;

    /// <summary>The last promise of a next update; null: nobody has promised one.</summary>
    public UpdatePromise? UpdatePromise { get; init; }

    /// <summary>How often all were asked again for the update that is due; 0: not yet.</summary>
    public int UpdateRound { get; init; }

    /// <summary>Who was asked for the update that is due now, in order; empty: nobody yet.</summary>
    public ImmutableList<string> UpdateAsked { get; init; } = [];
}

/// <summary>One update; all four parts.</summary>
/// <param name="What">What happened, in plain words.</param>
/// <param name="Impact">What users notice.</param>
/// <param name="Doing">What is being done.</param>
/// <param name="NextAt">When the next one comes; null: it was the last.</param>
/// <param name="At">When it was sent.</param>
/// <param name="By">Who sent it.</param>
/// <param name="DueAt">When it had been promised; null: it was not.</param>
public sealed record StakeholderUpdate(
    string What,
    string Impact,
    string Doing,
    DateTimeOffset? NextAt,
    DateTimeOffset At,
    Person By,
    DateTimeOffset? DueAt
)
{
    /// <summary>Why no next one is promised although it runs; null: one is, or it was the last.</summary>
    public string? NoneBecause { get; init; }

    /// <summary>It is the one with which the incident ends.</summary>
    public bool IsEnd { get; init; }

    /// <summary>How long after its promised time it was sent; zero: in time, or nothing was promised.</summary>
    public TimeSpan Late => DueAt is { } due && At > due ? At - due : TimeSpan.Zero;
}

/// <summary>A promise of a next update.</summary>
/// <param name="Until">By when; null: the last one was the last.</param>
/// <param name="Seq">The number of the fact that promised.</param>
public sealed record UpdatePromise(DateTimeOffset? Until, long Seq);
