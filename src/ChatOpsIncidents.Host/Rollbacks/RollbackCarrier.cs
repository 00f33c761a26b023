using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Outbox.Carriers;
using ChatOpsIncidents.Host.Paging;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Rollbacks;

/// <summary>
/// Asks the configured webhook to carry out a confirmed rollback, and tells the incident what it answers. That it was
/// taken is not that it was done: whoever answers <c>{"status": "succeeded"}</c> or <c>"failed"</c> says so at once,
/// else a deploy hook does.
/// </summary>
internal sealed class RollbackCarrier(
    SignedWebhook webhook,
    IOptions<RollbackOptions> options,
    IEventStore incidents,
    PolicySource policy,
    TimeProvider clock
) : IEffectCarrier
{
    private const string Name = "The webhook";
    private const int SaidMax = 200;

    /// <inheritdoc/>
    public Type Kind => typeof(Effect.HandOver);

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct)
    {
        var asked = (Effect.HandOver)delivery.Effect;
        var incident = await incidents.State(delivery.IncidentId, ct);
        if (incident.IsDrill || !incident.IsHandOverWanted(asked.Number, asked.Ask))
            return new AttemptEnd.Needless("It was taken back, or has ended.");
        // Nobody rolls back for what was decided long ago.
        if (clock.GetUtcNow() > asked.Until)
            return new AttemptEnd.GiveUp($"{Name} did not take it in time.");
        if (asked.To == ForgottenWords.Mark)
            return new AttemptEnd.GiveUp("The build was taken out of the record.");
        var set = options.Value.Webhook;
        if (PagingOptions.Find(set.Urls, asked.Service) is not { } address)
            return new AttemptEnd.GiveUp($"{Name} has no address for {asked.Service} any more.");
        var id = PageCall.KeyOf(delivery.Workspace, delivery.IncidentId, asked.Key);
        var answer = await webhook.Post(address, set.Secrets, "rollback.confirmed", id, Data(delivery, asked, id), ct);
        if (!answer.IsTaken)
            return OutboundEnds.Of(answer, Name, $"rollback/{asked.Service}");
        var said = answer.Text("text") is { Length: > 0 } text ? ShortText.Cut(text, SaidMax) : null;
        return new AttemptEnd.HandedOver(Worked(answer.Text("status")), said);
    }

    /// <inheritdoc/>
    public IncidentCommand? Report(Effect effect, AttemptEnd end)
    {
        var asked = (Effect.HandOver)effect;
        return end switch
        {
            AttemptEnd.HandedOver(null, var said) => Told(asked, HandedOverStatus.Taken, said),
            AttemptEnd.HandedOver(true, var said) => Told(asked, HandedOverStatus.Done, said),
            AttemptEnd.HandedOver(_, var said) => Told(asked, HandedOverStatus.Failed, said),
            AttemptEnd.GiveUp(var why) => Told(asked, HandedOverStatus.Failed, why),
            AttemptEnd.TryAgain(_, var why, _, _) => Told(asked, HandedOverStatus.Stumbled, why),
            _ => null,
        };
    }

    private static ReportRollback Told(Effect.HandOver asked, HandedOverStatus status, string? said) =>
        new(asked.Number, asked.Ask, status, said);

    private JsonObject Data(Delivery delivery, Effect.HandOver asked, string id) =>
        new()
        {
            ["rollback"] = id,
            ["incident"] = delivery.IncidentId,
            ["service"] = asked.Service,
            ["from"] = asked.From,
            ["to"] = asked.To,
            ["confirmedBy"] = asked.By,
            ["url"] = policy.Current.PageOf(delivery.IncidentId),
        };

    private static bool? Worked(string? status) =>
        status?.ToLowerInvariant() switch
        {
            "succeeded" or "done" or "rolled_back" => true,
            "failed" => false,
            _ => null,
        };
}
