using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Trackers;

/// <summary>Jira, Cloud and Data Center, by the API's version 2, which takes plain text on both. A label of our own
/// finds an item again.</summary>
/// <remarks>Source: developer.atlassian.com, Jira REST API.</remarks>
internal sealed class JiraTracker(OutboundHttp http, IOptions<TrackerOptions> options) : ITracker
{
    private const int SummaryMax = 255;

    private JiraTrackerOptions Set => options.Value.Jira!;

    /// <inheritdoc/>
    public string Name => "Jira";

    private string Site => Set.Url.TrimEnd('/');

    /// <inheritdoc/>
    public async Task<AttemptEnd> Open(TrackerItem item, bool mayStand, CancellationToken ct)
    {
        if (mayStand && await Known(item, ct) is { } known)
            return known;
        var answer = await Create(item, withDate: true, ct);
        // Not every project has a field for the date: the text says it too.
        if (answer.Status == 400 && answer.Json?["errors"]?["duedate"] is not null)
            answer = await Create(item, withDate: false, ct);
        return answer is { IsTaken: true } && answer.Text("key") is { } key
            ? TrackerEnds.Stands(Link(key))
            : OutboundEnds.Failed(answer, Name, Name, Said(answer));
    }

    /// <inheritdoc/>
    public async Task<ItemState> State(string link, CancellationToken ct)
    {
        if (!link.StartsWith($"{Site}/browse/", StringComparison.OrdinalIgnoreCase))
            return ItemState.Open;
        var key = Uri.EscapeDataString(link.Split('/')[^1]);
        var address = $"{Site}/rest/api/2/issue/{key}?fields=status,resolution";
        var answer = await http.Send(HttpMethod.Get, address, null, Headers, ct);
        // Names of states differ by language; the category does not.
        if (answer.Text("fields", "status", "statusCategory", "key") != "done")
            return ItemState.Open;
        return EndOf(answer.Text("fields", "resolution", "name")) == ActionEnd.Dropped
            ? ItemState.Dropped
            : ItemState.Done;
    }

    /// <summary>What the resolution of an issue that is closed means.</summary>
    internal static ActionEnd EndOf(string? resolution) =>
        resolution is "Won't Do" or "Won't Fix" or "Duplicate" ? ActionEnd.Dropped : ActionEnd.Done;

    private Task<OutboundAnswer> Create(TrackerItem item, bool withDate, CancellationToken ct)
    {
        var fields = new JsonObject
        {
            ["project"] = new JsonObject { ["key"] = Set.Project },
            ["issuetype"] = new JsonObject { ["name"] = Set.IssueType },
            ["summary"] = ShortText.Cut(item.Title.ReplaceLineEndings(" "), SummaryMax),
            ["description"] = item.Body,
            ["labels"] = new JsonArray("incident", item.Marker),
        };
        if (withDate && item.Day is not null)
            fields["duedate"] = item.Day;
        var body = new JsonObject { ["fields"] = fields };
        return http.Send(HttpMethod.Post, $"{Site}/rest/api/2/issue", body, Headers, ct);
    }

    // Null: none stands. Where that cannot be asked, nothing is opened: there may be one.
    private async Task<AttemptEnd?> Known(TrackerItem item, CancellationToken ct)
    {
        var query = Uri.EscapeDataString($"project = \"{Set.Project}\" AND labels = \"{item.Marker}\"");
        var isCloud = Set.User.Length > 0;
        var search = isCloud ? "/rest/api/3/search/jql" : "/rest/api/2/search";
        var address = $"{Site}{search}?jql={query}&fields=key&maxResults=1";
        var answer = await http.Send(HttpMethod.Get, address, null, Headers, ct);
        if (answer.Json?["issues"] is not JsonArray found)
            return OutboundEnds.Failed(answer, Name, Name, Said(answer));
        return found is [var first, ..] && first?["key"]?.ToString() is { } key ? TrackerEnds.Stands(Link(key)) : null;
    }

    private string Link(string key) => $"{Site}/browse/{key}";

    private static string? Said(OutboundAnswer answer) =>
        answer.Json?["errors"] is JsonObject { Count: > 0 } errors
            ? string.Join(" ", errors.Select(error => error.Value?.ToString()))
            : answer.Json?["errorMessages"]?[0]?.ToString();

    private IEnumerable<(string, string)> Headers =>
        [
            Set.User.Length > 0
                ? (
                    "Authorization",
                    "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Set.User}:{Set.Token}"))
                )
                : ("Authorization", $"Bearer {Set.Token}"),
            ("Accept", "application/json"),
        ];
}
