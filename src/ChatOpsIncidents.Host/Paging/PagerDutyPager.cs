using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Paging;

/// <summary>PagerDuty, by its Events API: what it takes is queued, and an answer comes back by its webhook.</summary>
/// <remarks>Source: developer.pagerduty.com, Events API v2.</remarks>
internal sealed class PagerDutyPager(
    OutboundHttp http,
    IOptions<PagingOptions> options,
    PolicySource policy,
    TimeProvider clock
) : IPager
{
    private const string Name = "PagerDuty";
    private const int SummaryMax = 1_024;
    private const int KeyMax = 255;

    /// <inheritdoc/>
    public string Way => "pagerduty";

    /// <inheritdoc/>
    public Task<AttemptEnd> Page(PageCall call, CancellationToken ct)
    {
        var body = Event(call, "trigger");
        body["payload"] = new JsonObject
        {
            ["summary"] = ShortText.Cut($"[{call.IncidentId}] {call.Why}", SummaryMax),
            ["source"] = "chatops-incidents",
            ["severity"] = SeverityOf(call.Severity),
            ["timestamp"] = clock.GetUtcNow().UtcDateTime.ToString("O"),
            ["component"] = call.Target,
            ["custom_details"] = new JsonObject { ["incident"] = call.IncidentId },
        };
        body["client"] = "ChatOpsIncidents";
        if (policy.Current.PageOf(call.IncidentId) is { } page)
        {
            body["client_url"] = page;
            body["links"] = new JsonArray(new JsonObject { ["href"] = page, ["text"] = call.IncidentId });
        }

        return Send(call, body, ct);
    }

    /// <inheritdoc/>
    public Task<AttemptEnd> End(PageCall call, bool isOver, CancellationToken ct) =>
        Send(call, Event(call, isOver ? "resolve" : "acknowledge"), ct);

    private async Task<AttemptEnd> Send(PageCall call, JsonObject body, CancellationToken ct)
    {
        if (body["routing_key"] is null)
            return new AttemptEnd.GiveUp($"{Name} has no key for {call.Target}.");
        var address = new Uri(options.Value.PagerDuty.Url.TrimEnd('/') + "/v2/enqueue");
        return OutboundEnds.Of(await http.Post(address, body, null, ct), Name, $"{Way}/{call.Target}");
    }

    private JsonObject Event(PageCall call, string action) =>
        new()
        {
            ["routing_key"] = PagingOptions.Find(options.Value.PagerDuty.Keys, call.Target),
            ["event_action"] = action,
            ["dedup_key"] = ShortText.Cut(call.Key, KeyMax),
        };

    private static string SeverityOf(Severity severity) =>
        severity switch
        {
            Severity.Critical => "critical",
            Severity.Major => "error",
            Severity.Medium => "warning",
            _ => "info",
        };
}
