using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Signals;

namespace ChatOpsIncidents.Host.Tests.Trackers;

/// <summary>What trackers really send about an item of ours: their samples, with the item's title and what happened.</summary>
internal static class TrackerHookBodies
{
    /// <summary>The item's address.</summary>
    public static string LinkOf(string source) =>
        source switch
        {
            "github" => "https://github.com/acme/ops/issues/41",
            "jira" => "https://example.atlassian.net/browse/TES-41",
            "linear" => "https://linear.app/acme/issue/OPS-24/add-an-alert",
            _ => "https://board.test/7",
        };

    /// <summary>As people call the tracker.</summary>
    public static string NameOf(string source) =>
        source switch
        {
            "github" => "GitHub",
            "jira" => "Jira",
            "linear" => "Linear",
            _ => "the tracker",
        };

    /// <summary>It was closed, done or not planned.</summary>
    public static string Closed(string source, bool isDone = true) =>
        source switch
        {
            "github" => GitHub("closed", "closed", isDone ? "completed" : "not_planned"),
            "jira" => Jira(fields => fields["resolution"]!["name"] = isDone ? "Done" : "Won't Do"),
            "linear" => Linear(data => data["state"]!["type"] = isDone ? "completed" : "canceled"),
            _ => Generic(isDone ? "done" : "dropped"),
        };

    /// <summary>Somebody else sees to it.</summary>
    public static string Assigned(string source, string name) =>
        source switch
        {
            "github" => GitHub("assigned", "open", null, name),
            "jira" => Jira(fields =>
            {
                fields["assignee"] = new JsonObject { ["displayName"] = name };
                fields["status"]!["statusCategory"]!["key"] = "indeterminate";
            }),
            "linear" => Linear(data =>
            {
                data["assignee"] = new JsonObject { ["name"] = name };
                data["state"]!["type"] = "started";
            }),
            _ => Generic("open", name),
        };

    /// <summary>It was opened, which we did ourselves.</summary>
    public static string Opened(string source) =>
        source switch
        {
            "github" => GitHub("opened", "open", null),
            "jira" => Jira(
                fields => fields["status"]!["statusCategory"]!["key"] = "new",
                root => root["webhookEvent"] = "jira:issue_created"
            ),
            "linear" => Linear(data => data["state"]!["type"] = "unstarted", root => root["action"] = "create"),
            _ => Generic("open"),
        };

    private static string GitHub(string action, string state, string? reason, string? assignee = null) =>
        new JsonObject
        {
            ["action"] = action,
            ["issue"] = new JsonObject
            {
                ["html_url"] = LinkOf("github"),
                ["title"] = "[INC-1] a load test in the gate",
                ["state"] = state,
                ["state_reason"] = reason,
                ["updated_at"] = "2026-11-20T14:05:00Z",
            },
            ["assignee"] = assignee is null ? null : new JsonObject { ["login"] = assignee },
        }.ToJsonString();

    private static string Jira(Action<JsonNode> change, Action<JsonNode>? changeAll = null)
    {
        var root = Sample("jira/webhook.issue_updated.resolved.json");
        root["issue"]!["fields"]!["summary"] = "[INC-1] a load test in the gate";
        change(root["issue"]!["fields"]!);
        changeAll?.Invoke(root);
        return root.ToJsonString();
    }

    private static string Linear(Action<JsonNode> change, Action<JsonNode>? changeAll = null)
    {
        var root = Sample("linear/webhook.issue.completed.json");
        root["data"]!["title"] = "[INC-1] a load test in the gate";
        change(root["data"]!);
        changeAll?.Invoke(root);
        return root.ToJsonString();
    }

    private static string Generic(string state, string? owner = null) =>
        new JsonObject
        {
            ["link"] = LinkOf("generic"),
            ["title"] = "[INC-1] a load test in the gate",
            ["state"] = state,
            ["owner"] = owner,
        }.ToJsonString();

    private static JsonNode Sample(string name) => JsonNode.Parse(Encoding.UTF8.GetString(SignalSamples.Bytes(name)))!;
}
