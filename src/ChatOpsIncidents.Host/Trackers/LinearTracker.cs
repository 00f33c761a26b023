using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Trackers;

/// <summary>Linear. The item's id is ours, made of incident and action, so that a repeat fails as a
/// duplicate.</summary>
/// <remarks>Source: linear.app/developers, GraphQL API.</remarks>
internal sealed class LinearTracker(OutboundHttp http, IOptions<TrackerOptions> options) : ITracker
{
    private const string Opening =
        "mutation($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { id identifier url state "
        + "{ type } } } }";

    private const string Reading = "query($id: String!) { issue(id: $id) { id url state { type } } }";

    private LinearTrackerOptions Set => options.Value.Linear!;

    /// <inheritdoc/>
    public string Name => "Linear";

    /// <inheritdoc/>
    public async Task<AttemptEnd> Open(TrackerItem item, bool mayStand, CancellationToken ct)
    {
        if (mayStand && await Known(item, ct) is { } known)
            return known;
        var input = new JsonObject
        {
            ["id"] = Id(item).ToString(),
            ["teamId"] = Set.TeamId,
            ["title"] = item.Title.ReplaceLineEndings(" "),
            ["description"] = item.Body,
        };
        if (item.Day is { } day)
            input["dueDate"] = day;
        var answer = await Ask(Opening, new JsonObject { ["input"] = input }, ct);
        if (answer.Text("data", "issueCreate", "issue", "url") is { } link)
            return TrackerEnds.Stands(link);
        return await Known(item, ct) ?? Failed(answer);
    }

    /// <inheritdoc/>
    public async Task<ItemState> State(string link, CancellationToken ct)
    {
        // https://linear.app/acme/issue/OPS-24/inc-12-add-an-alert
        var parts = link.Split('/');
        var at = Array.IndexOf(parts, "issue");
        if (at < 0 || at + 1 >= parts.Length)
            return ItemState.Open;
        var answer = await Ask(Reading, new JsonObject { ["id"] = parts[at + 1] }, ct);
        return answer.Text("data", "issue", "state", "type") switch
        {
            "completed" => ItemState.Done,
            "canceled" or "duplicate" => ItemState.Dropped,
            _ => ItemState.Open,
        };
    }

    /// <summary>The item's id: the same for the same action in the same team.</summary>
    internal Guid Id(TrackerItem item)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Set.TeamId}/{item.Marker}"))[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    // Null: none stands. Where that cannot be asked, nothing is opened: there may be one.
    private async Task<AttemptEnd?> Known(TrackerItem item, CancellationToken ct)
    {
        var answer = await Ask(Reading, new JsonObject { ["id"] = Id(item).ToString() }, ct);
        if (answer.Text("data", "issue", "url") is { } link)
            return TrackerEnds.Stands(link);
        return StatusOf(answer) is 200 or 400 ? null : Failed(answer);
    }

    private Task<OutboundAnswer> Ask(string query, JsonObject variables, CancellationToken ct) =>
        http.Send(
            HttpMethod.Post,
            Set.Url,
            new JsonObject { ["query"] = query, ["variables"] = variables },
            [("Authorization", Set.Key)],
            ct
        );

    // What is no answer of its own was not said by it.
    private AttemptEnd Failed(OutboundAnswer answer)
    {
        var fault = answer.Json?["errors"]?[0];
        var said = fault?["extensions"]?["userPresentableMessage"]?.ToString() ?? fault?["message"]?.ToString();
        var status = StatusOf(answer) is var known and not 200 ? known : 502;
        return OutboundEnds.Failed(answer with { Status = status }, Name, Name, said);
    }

    // It answers faults with 200 or 400; its code says what they are.
    private static int StatusOf(OutboundAnswer answer) =>
        answer.Json?["errors"]?[0]?["extensions"]?["code"]?.ToString() switch
        {
            "RATELIMITED" => 429,
            "AUTHENTICATION_ERROR" or "FORBIDDEN" => 401,
            null => answer.Status,
            _ => 400,
        };
}
