using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Paging;

/// <summary>Jira Service Management, or Opsgenie: alerts are taken and made a moment later, so it is asked whether they
/// were.</summary>
/// <remarks>Source: docs.opsgenie.com/docs/alert-api; the same at api.atlassian.com/jsm/ops/integration.</remarks>
internal sealed class JsmPager(
    OutboundHttp http,
    IOptions<PagingOptions> options,
    PolicySource policy,
    TimeProvider clock
) : IPager
{
    private const string Name = "Jira Service Management";
    private const int MessageMax = 130;
    private const int DescriptionMax = 15_000;
    private const int AsksMax = 3;
    private static readonly TimeSpan AskAfter = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Types = ["team", "schedule", "escalation", "user"];

    /// <inheritdoc/>
    public string Way => "jsm";

    /// <inheritdoc/>
    public async Task<AttemptEnd> Page(PageCall call, CancellationToken ct)
    {
        if (
            PagingOptions.Find(options.Value.Jsm.Responders, call.Target) is not { } set
            || Responder(set) is not { } who
        )
            return new AttemptEnd.GiveUp($"{Name} has no responder for {call.Target}.");
        var page = policy.Current.PageOf(call.IncidentId);
        var body = new JsonObject
        {
            ["message"] = ShortText.Cut($"[{call.IncidentId}] {call.Why}", MessageMax),
            ["alias"] = call.Key,
            ["description"] = ShortText.Cut(page is null ? call.Why : $"{call.Why}\n{page}", DescriptionMax),
            ["responders"] = new JsonArray(who),
            ["tags"] = new JsonArray("chatops", call.IncidentId),
            ["details"] = new JsonObject { ["incident"] = call.IncidentId },
            ["entity"] = call.Target,
            ["source"] = "chatops-incidents",
            ["priority"] = $"P{(int)call.Severity}",
            ["user"] = "chatops",
        };
        var answer = await http.Post(Address("/v2/alerts"), body, Authorization, ct);
        return answer.IsTaken ? await Made(answer, ct) : End(answer, call);
    }

    /// <inheritdoc/>
    public async Task<AttemptEnd> End(PageCall call, bool isOver, CancellationToken ct)
    {
        var act = isOver ? "close" : "acknowledge";
        var body = new JsonObject
        {
            ["user"] = "chatops",
            ["source"] = "chatops-incidents",
            ["note"] = isOver ? "the incident needs nobody any more" : "taken in chat",
        };
        var address = Address($"/v2/alerts/{Uri.EscapeDataString(call.Key)}/{act}?identifierType=alias");
        return End(await http.Post(address, body, Authorization, ct), call);
    }

    /// <summary>A responder as the API wants it; null: not one.</summary>
    internal static JsonObject? Responder(string set)
    {
        if (set.Split(':', 2) is not [var type, { Length: > 0 } name] || !Types.Contains(type))
            return null;
        return new JsonObject { ["type"] = type, [type == "user" ? "username" : "name"] = name.Trim() };
    }

    // Not known at first, it is asked for again; who still does not know has taken it all the same.
    private async Task<AttemptEnd> Made(OutboundAnswer taken, CancellationToken ct)
    {
        if (taken.Text("requestId") is not { } request)
            return new AttemptEnd.Done();
        var address = Address($"/v2/alerts/requests/{Uri.EscapeDataString(request)}");
        for (var asked = 0; asked < AsksMax; asked++)
        {
            await Task.Delay(AskAfter, clock, ct);
            var answer = await http.Get(address, Authorization, ct);
            if (!answer.IsTaken || answer.Json is not JsonObject { } json || json["data"] is not JsonObject data)
                continue;
            return data["isSuccess"]?.ToString() == "false"
                ? new AttemptEnd.GiveUp(
                    $"{Name} made no alert: {ShortText.Cut(data["status"]?.ToString() ?? "", 200)}."
                )
                : new AttemptEnd.Done();
        }

        return new AttemptEnd.Done();
    }

    private (string, string) Authorization => ("Authorization", $"GenieKey {options.Value.Jsm.Key}");

    private Uri Address(string path) => new(options.Value.Jsm.Url.TrimEnd('/') + path);

    private AttemptEnd End(OutboundAnswer answer, PageCall call) =>
        OutboundEnds.Of(answer, Name, $"{Way}/{call.Target}");
}
