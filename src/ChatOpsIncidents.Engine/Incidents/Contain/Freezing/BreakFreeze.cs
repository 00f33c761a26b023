using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Freezing;

/// <summary>A change came although changes are frozen.</summary>
/// <param name="ChangeId">The change, by its source's id.</param>
/// <param name="What">The change in words.</param>
/// <param name="Actor">Who made it; null: not known.</param>
/// <param name="Service">Its service; null: not known.</param>
/// <param name="PreviousVersion">Where a rollback would go; null: not known.</param>
public sealed record FreezeBroken(
    [property: Code] string ChangeId,
    string What,
    string? Actor,
    string? Service,
    string? PreviousVersion
) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            FreezeBreaks = before.FreezeBreaks.Add(ChangeId),
        };

    /// <inheritdoc/>
    public override string Describe() => $"In spite of the freeze: {What}{(Actor is null ? "" : $", by {Actor}")}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        base.Announce(after, recorded) with
        {
            Tone = Tone.Urgent,
            Footer = "Ask who made it whether it can wait; what you see in the graphs now may be its doing.",
            Actions =
                Service is { } service && PreviousVersion is { } was
                    ? [new ChatAction($"Roll back {ShortText.Cut(service, 40)}", $"rollback {service} to {was}")]
                    : [],
        };
}
