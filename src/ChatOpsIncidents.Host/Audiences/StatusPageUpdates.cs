using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Audiences;

/// <summary>Updates on a public status page. The page knows no key by which a repeat is told: it is asked what stands
/// there before anything is written, since each update sends mail to all who subscribed.</summary>
/// <remarks>Source: developer.statuspage.io.</remarks>
internal sealed class StatusPageUpdates(
    OutboundHttp http,
    AudienceAddresses addresses,
    IOptions<DestinationOptions> options,
    PolicySource policy
) : IUpdateWay
{
    private const string Name = "The status page";
    private const int TitleMax = 255;
    private const int BodyMax = 25_000;
    private static readonly TimeSpan LimitedWait = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public string Way => UpdateWays.StatusPage;

    private StatusPageOptions Set => options.Value.StatusPage;

    /// <inheritdoc/>
    public async Task<AttemptEnd> Tell(AudienceWord word, CancellationToken ct)
    {
        if (addresses.StatusPage(word.Told.Target) is not { } page)
            return new AttemptEnd.GiveUp($"{Name} of {word.Told.Audience} has no id.");
        var incidents = $"{Set.Url.TrimEnd('/')}/pages/{Uri.EscapeDataString(page)}/incidents";
        var found = await http.Send(HttpMethod.Get, incidents + "/unresolved", null, Headers, ct);
        if (!found.IsTaken)
            return End(found, page);
        var body = Body(word);
        var ours = (found.Json as JsonArray)?.OfType<JsonObject>().FirstOrDefault(one => IsOurs(one, word.IncidentId));
        if (ours is not null && Newest(ours) == body)
            return new AttemptEnd.Done();
        var isOver = word.Told.State == OutwardState.Resolved;
        // An end of which the answer was lost is not unresolved any more.
        if (ours is null && isOver && word.MayStand)
            return new AttemptEnd.Done();
        return ours?["id"]?.ToString() is { } id
            ? End(await Send(HttpMethod.Patch, $"{incidents}/{Uri.EscapeDataString(id)}", Update(word, body), ct), page)
            : End(await Send(HttpMethod.Post, incidents, New(word, body), ct), page);
    }

    private Task<OutboundAnswer> Send(HttpMethod method, string address, JsonObject incident, CancellationToken ct) =>
        http.Send(method, address, new JsonObject { ["incident"] = incident }, Headers, ct);

    private (string, string)[] Headers => [("Authorization", $"OAuth {Set.Key}")];

    private JsonObject Update(AudienceWord word, string body) =>
        new()
        {
            ["status"] = word.Told.State.ToString().ToLowerInvariant(),
            ["body"] = body,
            ["components"] = Components(word),
            ["deliver_notifications"] = true,
        };

    private JsonObject New(AudienceWord word, string body)
    {
        var incident = Update(word, body);
        incident["name"] = ShortText.Cut(word.Told.Subject, TitleMax);
        incident["impact_override"] = ImpactOf(word.Told.Severity);
        incident["component_ids"] = new JsonArray([.. Ids(word).Select(id => JsonValue.Create(id))]);
        incident["metadata"] = new JsonObject { ["chatops"] = new JsonObject { ["incident"] = word.IncidentId } };
        return incident;
    }

    private string Body(AudienceWord word) =>
        ShortText.Cut(new AudienceText(policy.Current.TimeZone).Plain(word.Told.Message).Trim(), BodyMax);

    private JsonObject Components(AudienceWord word)
    {
        var status = StatusOf(word.Told);
        return new JsonObject(Ids(word).Select(id => KeyValuePair.Create<string, JsonNode?>(id, status)));
    }

    private IEnumerable<string> Ids(AudienceWord word) =>
        Set
            .Components.Where(row => word.Told.Services.Contains(row.Key, StringComparer.OrdinalIgnoreCase))
            .Select(row => row.Value)
            .Distinct(StringComparer.Ordinal);

    private static string StatusOf(Effect.Inform told)
    {
        if (told.State == OutwardState.Resolved)
            return "operational";
        if (told.State == OutwardState.Monitoring)
            return "degraded_performance";
        return told.Severity switch
        {
            Severity.Critical => "major_outage",
            Severity.Major => "partial_outage",
            _ => "degraded_performance",
        };
    }

    private static string ImpactOf(Severity severity) =>
        severity switch
        {
            Severity.Critical => "critical",
            Severity.Major => "major",
            Severity.Medium => "minor",
            _ => "none",
        };

    private static bool IsOurs(JsonObject incident, string id) =>
        (incident["metadata"] as JsonObject)?["chatops"] is JsonObject ours && ours["incident"]?.ToString() == id;

    private static string? Newest(JsonObject incident) =>
        (incident["incident_updates"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault()?["body"]?.ToString();

    private static AttemptEnd End(OutboundAnswer answer, string page) =>
        answer.IsLimited && answer.RetryAfter is null
            ? new AttemptEnd.TryAgain(LimitedWait, $"{Name} is limited by its pace.", Key: $"updates/statuspage/{page}")
            : OutboundEnds.Of(answer, Name, $"updates/statuspage/{page}");
}
