using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Paging;

/// <summary>A webhook of one's own, signed as Standard Webhooks says.</summary>
internal sealed class WebhookPager(SignedWebhook webhook, IOptions<PagingOptions> options, PolicySource policy) : IPager
{
    private const string Name = "The webhook";

    /// <inheritdoc/>
    public string Way => "webhook";

    /// <inheritdoc/>
    public Task<AttemptEnd> Page(PageCall call, CancellationToken ct)
    {
        var data = Data(call);
        data["summary"] = call.Why;
        data["severity"] = call.Severity.ToString();
        data["url"] = policy.Current.PageOf(call.IncidentId);
        return Send(call, "page.triggered", call.Key, data, ct);
    }

    /// <inheritdoc/>
    public Task<AttemptEnd> End(PageCall call, bool isOver, CancellationToken ct)
    {
        var type = isOver ? "page.over" : "page.answered";
        return Send(call, type, $"{call.Key}-{type}", Data(call), ct);
    }

    private static JsonObject Data(PageCall call) =>
        new()
        {
            ["incident"] = call.IncidentId,
            ["page"] = call.Key,
            ["target"] = call.Target,
        };

    private async Task<AttemptEnd> Send(PageCall call, string type, string id, JsonObject data, CancellationToken ct)
    {
        if (PagingOptions.Find(options.Value.Webhook.Urls, call.Target) is not { } address)
            return new AttemptEnd.GiveUp($"{Name} has no address for {call.Target}.");
        var answer = await webhook.Post(address, options.Value.Webhook.Secrets, type, id, data, ct);
        return OutboundEnds.Of(answer, Name, $"{Way}/{call.Target}");
    }
}
