using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Wire;

/// <summary>Builds what Slack posts to the interactivity address. Call under the lock.</summary>
internal sealed class Payloads(LocalWorkspace workspace)
{
    /// <summary>The fields that every interaction carries.</summary>
    public static JsonObject Common(string type, Person person)
    {
        var made = Json.Object(
            ("type", type),
            ("team", Json.Object(("id", LocalWorkspace.TeamId), ("domain", LocalWorkspace.Domain))),
            (
                "user",
                Json.Object(
                    ("id", person.Id),
                    ("username", person.Name),
                    ("name", person.Name),
                    ("team_id", LocalWorkspace.TeamId)
                )
            ),
            ("api_app_id", LocalWorkspace.AppId),
            ("token", "legacy-fixed-value"),
            ("is_enterprise_install", false)
        );
        made["enterprise"] = null;
        return made;
    }

    public static JsonObject ChannelOf(Conversation channel) =>
        Json.Object(("id", channel.Id), ("name", WireName(channel)));

    /// <summary>Slack hides the names of what is not public.</summary>
    public static string WireName(Conversation channel)
    {
        if (channel.Im)
            return "directmessage";
        return channel.Private ? "privategroup" : channel.Name;
    }

    public JsonObject MessageAction(Person person, Conversation channel, Message message, JsonObject action)
    {
        var made = Common("block_actions", person);
        made["container"] = Container(channel, message);
        made["channel"] = ChannelOf(channel);
        if (message.EphemeralFor is null)
            made["message"] = MessageJson.Of(workspace, channel, message);
        made["state"] = Json.Object(("values", message.State));
        made["trigger_id"] = workspace.Triggers.Issue(person.Id);
        made["response_url"] = ResponseUrl("actions", channel, person, message);
        made["actions"] = new JsonArray(action);
        return made;
    }

    public JsonObject ViewAction(Person person, View view, JsonObject action)
    {
        var made = WithView("block_actions", person, view);
        made["container"] = Json.Object(("type", "view"), ("view_id", view.Id));
        made["trigger_id"] = workspace.Triggers.Issue(person.Id, view.Type == "modal" ? view.Id : null);
        made["actions"] = new JsonArray(action);
        return made;
    }

    public JsonObject Submission(Person person, View view)
    {
        var made = WithView("view_submission", person, view);
        made["trigger_id"] = workspace.Triggers.Issue(person.Id, view.Id);
        made["response_urls"] = ResponseUrls(person, view);
        return made;
    }

    public static JsonObject Closed(Person person, View view, bool cleared)
    {
        var made = WithView("view_closed", person, view);
        made["is_cleared"] = cleared;
        return made;
    }

    public JsonObject Shortcut(Person person, string callbackId)
    {
        var made = Common("shortcut", person);
        made["callback_id"] = callbackId;
        made["action_ts"] = workspace.NextTs();
        made["trigger_id"] = workspace.Triggers.Issue(person.Id);
        return made;
    }

    public JsonObject MessageShortcut(Person person, string callbackId, Conversation channel, Message message)
    {
        var made = Shortcut(person, callbackId);
        made["type"] = "message_action";
        made["channel"] = ChannelOf(channel);
        made["message_ts"] = message.Ts;
        made["message"] = MessageJson.Of(workspace, channel, message);
        made["response_url"] = ResponseUrl("app", channel, person, message, changesOriginal: message.FromBot);
        return made;
    }

    public static JsonObject WithView(string type, Person person, View view)
    {
        var made = Common(type, person);
        made["view"] = Modals.Echo(view);
        return made;
    }

    public static JsonObject Container(Conversation channel, Message message) =>
        Json.Object(
            ("type", "message"),
            ("message_ts", message.Ts),
            ("channel_id", channel.Id),
            ("is_ephemeral", message.EphemeralFor is not null),
            ("thread_ts", message.ThreadTs)
        );

    private string ResponseUrl(
        string kind,
        Conversation channel,
        Person person,
        Message? message,
        bool changesOriginal = true
    ) =>
        $"{workspace.BaseUrl}/response/"
        + workspace.ResponseUrls.Issue(
            kind,
            new()
            {
                Channel = channel.Id,
                Person = person.Id,
                At = workspace.Clock.GetUtcNow(),
                MessageTs = changesOriginal ? message?.Ts : null,
                ThreadTs = message?.ThreadTs,
            }
        );

    private JsonArray ResponseUrls(Person person, View view)
    {
        var made = new JsonArray();
        foreach (var block in view.Blocks.OfType<JsonObject>().Where(b => b["element"].Flag("response_url_enabled")))
        {
            var action = block["element"].Text("action_id")!;
            var value = view.State[block.Text("block_id")!]?[action];
            if (
                workspace.FindConversation(value.Text("selected_conversation") ?? value.Text("selected_channel")) is
                { } to
            )
                made.Add(
                    Json.Object(
                        ("block_id", block.Text("block_id")),
                        ("action_id", action),
                        ("channel_id", to.Id),
                        ("response_url", ResponseUrl("app", to, person, null))
                    )
                );
        }

        return made;
    }
}
