using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>Nobody has sent the update: all are asked again.</summary>
/// <param name="Round">1 for the first time.</param>
/// <param name="DueAt">When the first is asked.</param>
/// <param name="PersonAt">When the next person is.</param>
/// <param name="HoldingAt">When a holding update goes out inside.</param>
/// <param name="AgainAt">When the next round is set.</param>
public sealed record UpdateRoundSet(
    int Round,
    DateTimeOffset DueAt,
    DateTimeOffset PersonAt,
    DateTimeOffset HoldingAt,
    DateTimeOffset AgainAt
) : IncidentEvent, IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { UpdateRound = Round })
            .NotDue(DeadlineNames.UpdateAudience)
            .Due(DeadlineNames.UpdateDue, DueAt)
            .Due(DeadlineNames.UpdatePerson, PersonAt)
            .Due(DeadlineNames.UpdateHolding, HoldingAt)
            .Due(DeadlineNames.UpdateAudience, AgainAt);

    /// <inheritdoc/>
    public override string Describe() => $"The update is asked for again {Markup.Time(DueAt)}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
