using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Trackers;

/// <summary>Any other tracker, by a signed webhook that answers with the item's link. The header <c>Idempotency-Key</c>
/// is the same for the same action.</summary>
internal sealed class WebhookTracker(OutboundHttp http, IOptions<TrackerOptions> options) : ITracker
{
    /// <inheritdoc/>
    public string Name => "The tracker";

    /// <inheritdoc/>
    public async Task<AttemptEnd> Open(TrackerItem item, bool mayStand, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["incident"] = item.IncidentId,
            ["action"] = item.Number,
            ["title"] = item.Title,
            ["text"] = item.Body,
            ["owner"] = item.Owner,
            ["due"] = item.Day,
            ["page"] = item.Page,
        };
        var set = options.Value.Webhook!;
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(set.Secret), Encoding.UTF8.GetBytes(body.ToJsonString()));
        (string, string)[] headers =
        [
            ("X-Signature-256", "sha256=" + Convert.ToHexStringLower(mac)),
            ("Idempotency-Key", item.Marker),
        ];
        var answer = await http.Send(HttpMethod.Post, set.Url, body, headers, ct);
        if (!answer.IsTaken)
            return OutboundEnds.Failed(answer, Name, Name, answer.Text("error"));
        return answer.Text("link") is { } link && link.StartsWith("https://", StringComparison.Ordinal)
            ? TrackerEnds.Stands(link)
            : new AttemptEnd.GiveUp("The tracker took it and said no link; it answers {\"link\": \"https://…\"}.");
    }

    /// <inheritdoc/>
    public Task<ItemState> State(string link, CancellationToken ct) => Task.FromResult(ItemState.Open);
}
