using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Paging;

/// <summary>Grafana OnCall or IRM, by a formatted webhook: its address is its secret.</summary>
internal sealed class OnCallPager(OutboundHttp http, IOptions<PagingOptions> options, PolicySource policy) : IPager
{
    private const string Name = "Grafana OnCall";

    /// <inheritdoc/>
    public string Way => "oncall";

    /// <inheritdoc/>
    public Task<AttemptEnd> Page(PageCall call, CancellationToken ct) => Send(call, "alerting", call.Why, ct);

    /// <summary>It knows no acknowledgement from outside: its group is resolved, so that it calls nobody.</summary>
    public Task<AttemptEnd> End(PageCall call, bool isOver, CancellationToken ct) =>
        Send(call, "ok", isOver ? "The incident needs nobody any more." : "Somebody is on it.", ct);

    private async Task<AttemptEnd> Send(PageCall call, string state, string message, CancellationToken ct)
    {
        if (PagingOptions.Find(options.Value.OnCall.Urls, call.Target) is not { } address)
            return new AttemptEnd.GiveUp($"{Name} has no address for {call.Target}.");
        var body = new JsonObject
        {
            ["alert_uid"] = call.Key,
            ["title"] = $"[{call.IncidentId}] {call.Target} is needed",
            ["state"] = state,
            ["message"] = message,
        };
        if (policy.Current.PageOf(call.IncidentId) is { } page)
            body["link_to_upstream_details"] = page;
        return OutboundEnds.Of(await http.Post(new Uri(address), body, null, ct), Name, $"{Way}/{call.Target}");
    }
}
