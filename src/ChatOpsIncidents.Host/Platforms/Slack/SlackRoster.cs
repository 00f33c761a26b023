using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>
/// Learns everybody of the workspace at the start, at Slack's pace and while the host works: nobody shall meet the host
/// for the first time at three in the morning.
/// </summary>
/// <remarks>Source: docs.slack.dev/reference/methods/users.list</remarks>
public sealed class SlackRoster(SlackClient client, SlackPeople people, TimeProvider clock, ILogger<SlackRoster> log)
{
    private const int PageSize = 200;
    private const int PagesMax = 250;
    private const int FaultsMax = 5;
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(30);

    /// <summary>Reads the whole roster.</summary>
    /// <returns>How many people were learned.</returns>
    public async Task<int> Read(string workspace, CancellationToken ct)
    {
        var (learned, faults) = (0, 0);
        var cursor = "";
        for (var page = 0; page < PagesMax; )
        {
            var arguments = new JsonObject { ["limit"] = PageSize, ["cursor"] = cursor.Length > 0 ? cursor : null };
            var answer = await client.Call(workspace, "users.list", arguments, ct);
            if (answer is SlackAnswer.Ok { Body: var body })
            {
                page++;
                learned += Learn(workspace, body);
                cursor = SlackMessages.Text(body["response_metadata"] as JsonObject, "next_cursor") ?? "";
                if (cursor.Length == 0)
                    break;
            }
            else if (answer is SlackAnswer.RateLimited limited)
            {
                await Task.Delay(limited.RetryAfter, clock, ct);
            }
            else if (answer is SlackAnswer.Refused || ++faults == FaultsMax)
            {
                break;
            }
            else
            {
                await Task.Delay(AfterFault, clock, ct);
            }
        }

        log.RosterRead(learned);
        return learned;
    }

    private int Learn(string workspace, JsonObject body)
    {
        var users = (body["members"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        foreach (var user in users)
            people.Learn(workspace, user);
        return users.Length;
    }
}
