using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Outbox.Carriers;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Trackers;

/// <summary>Opens actions' items, and tells the incident their links, or why there is none.</summary>
internal sealed class TrackerCarrier(IEnumerable<ITracker> trackers, PolicySource policy) : IEffectCarrier
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.OpenItem);

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct)
    {
        if (trackers.FirstOrDefault() is not { } tracker)
            return new AttemptEnd.GiveUp("No tracker is connected here any more.");
        var asked = (Effect.OpenItem)delivery.Effect;
        var item = new TrackerItem(
            delivery.IncidentId,
            asked.Number,
            asked.Text,
            asked.Owner,
            asked.DueAt,
            policy.Current.PageOf(delivery.IncidentId)
        );
        // A host that died in the first attempt cannot have said that its outcome is unclear.
        return await tracker.Open(item, mayStand: delivery.Attempt > 1 || delivery.EarlierOutcomeUnclear, ct);
    }

    /// <inheritdoc/>
    public IncidentCommand? Report(Effect effect, AttemptEnd end)
    {
        var number = ((Effect.OpenItem)effect).Number;
        return end switch
        {
            AttemptEnd.Done { Reference.Link: { } link } => new ReportItem(number, link),
            AttemptEnd.GiveUp(var why) => new ReportNoItem(number, why),
            _ => null,
        };
    }
}
