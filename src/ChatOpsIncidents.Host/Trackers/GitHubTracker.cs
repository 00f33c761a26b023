using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Trackers;

/// <summary>GitHub Issues. It knows no idempotency, and its search lags by minutes: the list of our label is looked
/// through.</summary>
/// <remarks>Source: docs.github.com, REST API, issues, version 2022-11-28.</remarks>
internal sealed class GitHubTracker(OutboundHttp http, IOptions<TrackerOptions> options) : ITracker
{
    private const string Label = "incident";
    private const int TitleMax = 256;

    private GitHubTrackerOptions Set => options.Value.GitHub!;

    /// <inheritdoc/>
    public string Name => "GitHub";

    private string Issues => $"{Set.Url.TrimEnd('/')}/repos/{Set.Repository}/issues";

    /// <inheritdoc/>
    public async Task<AttemptEnd> Open(TrackerItem item, bool mayStand, CancellationToken ct)
    {
        if (mayStand && await Known(item, ct) is { } known)
            return known;
        var body = new JsonObject
        {
            ["title"] = ShortText.Cut(item.Title, TitleMax),
            ["body"] = item.Body,
            ["labels"] = new JsonArray(Label),
        };
        var answer = await http.Send(HttpMethod.Post, Issues, body, Headers, ct);
        if (answer is { IsTaken: true } && answer.Text("html_url") is { } link)
            return TrackerEnds.Stands(link);
        return answer.Status is 410
            ? new AttemptEnd.GiveUp($"{Name} has its issues switched off.")
            : OutboundEnds.Failed(answer, Name, Name, answer.Text("message"));
    }

    /// <inheritdoc/>
    public async Task<ItemState> State(string link, CancellationToken ct)
    {
        var number = link.Split('/')[^1];
        var isOurs = link.Contains($"/{Set.Repository}/issues/", StringComparison.OrdinalIgnoreCase);
        if (!isOurs || !number.All(char.IsAsciiDigit))
            return ItemState.Open;
        var answer = await http.Send(HttpMethod.Get, $"{Issues}/{number}", null, Headers, ct);
        if (!answer.IsTaken || answer.Text("state") != "closed")
            return ItemState.Open;
        return answer.Text("state_reason") == "not_planned" ? ItemState.Dropped : ItemState.Done;
    }

    // Null: none stands. The label is dropped where the token may not make it, so the newest of all are looked through
    // too. Where the list cannot be read, nothing is opened: there may be one.
    private async Task<AttemptEnd?> Known(TrackerItem item, CancellationToken ct)
    {
        foreach (var which in (string[])[$"labels={Label}&", ""])
        {
            var list = $"{Issues}?{which}state=all&per_page=100";
            var answer = await http.Send(HttpMethod.Get, list, null, Headers, ct);
            if (answer.Json is not JsonArray issues)
                return OutboundEnds.Failed(answer, Name, Name, answer.Text("message"));
            var known = issues
                .OfType<JsonObject>()
                .FirstOrDefault(issue => EndsWith(issue["body"]?.ToString(), $"chatops:{item.Marker}"));
            if (known?["html_url"]?.ToString() is { } link)
                return TrackerEnds.Stands(link);
        }

        return null;
    }

    private static bool EndsWith(string? body, string marker) =>
        body?.TrimEnd().EndsWith(marker, StringComparison.Ordinal) == true;

    // Without a User-Agent it answers 403.
    private IEnumerable<(string, string)> Headers =>
        [
            ("Authorization", $"Bearer {Set.Token}"),
            ("Accept", "application/vnd.github+json"),
            ("X-GitHub-Api-Version", "2022-11-28"),
            ("User-Agent", "ChatOpsIncidents"),
        ];
}
