using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox.Carriers;

/// <summary>Calls people by chat or by a paging system, and tells the incident what came of it.</summary>
public sealed class PageCarrier(
    IEnumerable<IPager> pagers,
    ChatCarrier chat,
    IEventStore incidents,
    IOutsideHealth health
) : IEffectCarrier
{
    // A told wait of more than this is no pace but trouble: the next shall be called meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public Type Kind => typeof(Effect.Page);

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct)
    {
        var page = (Effect.Page)delivery.Effect;
        if (page.Number > 0 && !await IsWanted(delivery.IncidentId, page.Number, ct))
            return new AttemptEnd.Needless("It was answered, or nobody is needed any more.");
        if (!PageWays.IsOutside(page.Way))
            return await chat.Deliver(platform, delivery, ct);
        if (pagers.FirstOrDefault(one => one.Way == page.Way) is not { } pager)
            return new AttemptEnd.GiveUp($"{PageWays.Say(page.Way)} is not set up here.");
        var end = await pager.Page(CallOf(delivery, page.Target, page.Key, page.Why, page.Severity), ct);
        health.Saw(PageWays.Say(page.Way), end);
        return end;
    }

    /// <inheritdoc/>
    public IncidentCommand? Report(Effect effect, AttemptEnd end)
    {
        var page = (Effect.Page)effect;
        if (page.Number == 0)
            return null;
        var contact = $"{page.Way}:{page.Target}";
        return end switch
        {
            AttemptEnd.Done => new ReportPaged(page.Number, contact),
            AttemptEnd.Found(var group) => new ReportGroup(page.Number, contact, group.Id, group.Handle, group.Members),
            AttemptEnd.GiveUp(var why) => new ReportNotPaged(page.Number, contact, why, Final: true),
            AttemptEnd.TryAgain again when again.After is null || again.After > Patience => new ReportNotPaged(
                page.Number,
                contact,
                $"{PageWays.Say(page.Way)} does not answer as it should",
                Final: false
            ),
            _ => null,
        };
    }

    internal static PageCall CallOf(
        Delivery delivery,
        string target,
        string key,
        string why = "",
        Severity severity = Severity.Critical
    ) => new(delivery.IncidentId, PageCall.KeyOf(delivery.Workspace, delivery.IncidentId, key), target, why, severity);

    private async Task<bool> IsWanted(string incidentId, int number, CancellationToken ct) =>
        (await incidents.State(incidentId, ct)).IsPageWanted(number);
}

/// <summary>Tells paging systems that they need not call any longer.</summary>
public sealed class EndPageCarrier(IEnumerable<IPager> pagers) : IEffectCarrier
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.EndPage);

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct)
    {
        var end = (Effect.EndPage)delivery.Effect;
        return pagers.FirstOrDefault(pager => pager.Way == end.Way) is { } pager
            ? await pager.End(PageCarrier.CallOf(delivery, end.Target, end.Key), end.IsOver, ct)
            : new AttemptEnd.Needless($"{PageWays.Say(end.Way)} is not set up here.");
    }
}
