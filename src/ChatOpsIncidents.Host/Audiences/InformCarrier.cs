using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Outbox.Carriers;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Audiences;

/// <summary>Tells audiences by chat or by a way besides it, and tells the incident what came of it.</summary>
internal sealed class InformCarrier(IEnumerable<IUpdateWay> ways, ChatCarrier chat, IOutsideHealth health)
    : IEffectCarrier
{
    // A told wait of more than this is no pace but trouble.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public Type Kind => typeof(Effect.Inform);

    /// <inheritdoc/>
    public TimeSpan? TimeLimit => CallTimeout;

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct)
    {
        var told = (Effect.Inform)delivery.Effect;
        if (UpdateWays.IsChat(told.Way))
            return await ByChat(platform, delivery, told, ct);
        if (ways.FirstOrDefault(one => one.Way == told.Way) is not { } way)
            return new AttemptEnd.GiveUp($"{UpdateWays.Say(told.Way)} is not set up here");
        // A host that died in the first attempt cannot have said that its outcome is unclear.
        var mayStand = delivery.Attempt > 1 || delivery.EarlierOutcomeUnclear;
        var end = await way.Tell(new AudienceWord(delivery.IncidentId, delivery.Workspace, told, mayStand), ct);
        health.Saw(IUpdateWay.HealthOf(told.Way), end);
        return end;
    }

    /// <inheritdoc/>
    public IncidentCommand? Report(Effect effect, AttemptEnd end)
    {
        var told = (Effect.Inform)effect;
        return end switch
        {
            AttemptEnd.Done => new ReportInformed(told.Fact, told.Audience, told.Way, told.Target),
            AttemptEnd.GiveUp given => Not(told, WhyOf(told, given), final: true),
            AttemptEnd.TryAgain again when again.After is null || again.After > Patience => Not(
                told,
                again.Why,
                final: false
            ),
            _ => null,
        };
    }

    // The platform's own words are for operators.
    private static string WhyOf(Effect.Inform told, AttemptEnd.GiveUp given) =>
        UpdateWays.IsChat(told.Way) ? given.ForPeople : given.Why;

    private static ReportNotInformed Not(Effect.Inform told, string why, bool final) =>
        new(told.Fact, told.Audience, told.Way, told.Target, why, final);

    private async Task<AttemptEnd> ByChat(string platform, Delivery delivery, Effect.Inform told, CancellationToken ct)
    {
        Effect said =
            told.Way == UpdateWays.Person
                ? new Effect.Direct(told.Target, told.Message, told.Key)
                : new Effect.Post(Destination.Channel(told.Target), told.Message, told.Key);
        var end = await chat.Deliver(platform, delivery with { Effect = said }, ct);
        return end is AttemptEnd.PlaceLost lost ? new AttemptEnd.GiveUp(lost.Why) { ForPeople = lost.ForPeople } : end;
    }
}
