using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>Stakeholders were told.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="What">What happened, in plain words.</param>
/// <param name="Impact">What users notice.</param>
/// <param name="Doing">What is being done.</param>
/// <param name="NextAt">When the next one comes; null: it was the last.</param>
/// <param name="DueAt">When it had been promised; null: it was not.</param>
/// <param name="To">The audiences by name; null: all that were due.</param>
/// <param name="Same">The words are those of the update before.</param>
public sealed record StakeholderUpdateSent(
    int Number,
    string What,
    string Impact,
    string Doing,
    DateTimeOffset? NextAt,
    DateTimeOffset? DueAt,
    string? To = null,
    bool Same = false
) : IncidentEvent, IAlwaysHeard
{
    /// <summary>Why no next one is promised although it runs; null: one is, or it was the last.</summary>
    public string? NoneBecause { get; init; }

    /// <summary>It tells that it is over; null: it does not.</summary>
    public bool? IsEnd { get; init; }

    /// <summary>Whom it is for, with what is promised to each; null: of old records, everybody.</summary>
    public IReadOnlyList<AudienceTold>? Audiences { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var update = new StakeholderUpdate(What, Impact, Doing, NextAt, recorded.ObservedAt, recorded.By, DueAt)
        {
            NoneBecause = NoneBecause,
            IsEnd = IsEnd is true,
        };
        var after = before with
        {
            Updates = before.Updates.Add(update),
            UpdatePromise = new UpdatePromise(NextAt, recorded.Seq),
            NoUpdatesBecause = NoneBecause,
        };
        return (Audiences ?? []).Aggregate(
            after,
            (state, told) =>
                state.WithAudience(
                    told.Name,
                    one => one with { NextAt = told.NextAt, SentAt = recorded.ObservedAt, IsToldLate = false }
                )
        );
    }

    /// <inheritdoc/>
    public override string Describe() =>
        Same
            ? $"Update {Number}: nothing new. {NextWords}"
            : $"Update {Number}: {What} · Impact: {Impact} · Doing: {Doing} · {NextWords}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        UpdateRenderings.ForEngineers(after, after.Updates[^1], Number);

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var update = after.Updates[^1];
        var outside = Announce(after, recorded) with { Footer = null };
        var announced = IsForThoseNearby(after) ? OutsideUpdates.Of(after, outside, $"update-{recorded.Seq}") : [];
        var told = (Audiences ?? []).Select(one => (after.AudienceOf(one.Name), one.NextAt));
        return
        [
            .. announced,
            .. told.SelectMany(one =>
                InformEffects.Of(
                    after,
                    one.Item1,
                    UpdateRenderings.For(after, update with { NextAt = one.NextAt }, Number, context),
                    recorded,
                    context
                )
            ),
        ];
    }

    // What names others alone does not go to those who read along.
    private bool IsForThoseNearby(Incident after) =>
        To is null || (Audiences ?? []).Any(told => after.AudienceOf(told.Name) is { Row.Reads: Wording.Engineers });

    /// <summary>What whoever sent it reads.</summary>
    internal string Receipt => Same ? Describe() : $"Update {Number} is sent. {NextWords}";

    private string NextWords
    {
        get
        {
            if (NextAt is { } at)
                return $"Next update {Markup.Time(at)}.";
            return NoneBecause is null ? "This is the last update." : $"No next update is promised: {NoneBecause}.";
        }
    }
}
