using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary><c>conversations.*</c> that change a channel or who is in it.</summary>
internal sealed class ConversationMethods(LocalWorkspace workspace, Memberships memberships) : IMethodFamily
{
    private const int DescriptionLengthMax = 250;
    private const int InvitesMax = 100;

    public IEnumerable<(string, Func<ApiCall, JsonObject>)> Methods =>
        [
            ("conversations.create", Create),
            ("conversations.open", Open),
            ("conversations.invite", Invite),
            ("conversations.kick", Kick),
            ("conversations.join", Join),
            ("conversations.leave", Leave),
            ("conversations.setTopic", c => SetDescription(c, topic: true)),
            ("conversations.setPurpose", c => SetDescription(c, topic: false)),
            ("conversations.rename", Rename),
            ("conversations.archive", Archive),
            ("conversations.unarchive", Unarchive),
        ];

    /// <summary>A conversation as Slack describes it to the app.</summary>
    public static JsonObject Describe(Conversation channel, bool memberCount = false)
    {
        if (channel.Im)
            return DescribeDirect(channel);
        var made = Json.Object(
            ("id", channel.Id),
            ("name", channel.Name),
            ("name_normalized", channel.Name),
            ("is_channel", !channel.Mpim),
            ("is_group", false),
            ("is_im", false),
            ("is_mpim", channel.Mpim),
            ("is_private", channel.Private),
            ("is_general", channel.General),
            ("is_archived", channel.Archived),
            ("created", channel.Created.ToUnixTimeSeconds()),
            ("creator", channel.Creator),
            ("is_member", channel.Members.Contains(LocalWorkspace.BotUserId)),
            ("is_shared", false),
            ("is_ext_shared", false),
            ("is_org_shared", false),
            ("is_pending_ext_shared", false),
            ("unlinked", 0),
            ("context_team_id", LocalWorkspace.TeamId),
            ("topic", Described(channel.Topic)),
            ("purpose", Described(channel.Purpose)),
            ("previous_names", Json.Strings(channel.PreviousNames))
        );
        if (channel.Canvas is { } canvas)
            made["properties"] = Json.Object(("canvas", Json.Object(("file_id", canvas.Id), ("is_empty", false))));
        if (memberCount)
            made["num_members"] = channel.Members.Count;
        return made;
    }

    private static JsonObject DescribeDirect(Conversation channel) =>
        Json.Object(
            ("id", channel.Id),
            ("created", channel.Created.ToUnixTimeSeconds()),
            ("is_im", true),
            ("is_archived", false),
            ("is_org_shared", false),
            ("is_user_deleted", false),
            ("priority", 0),
            ("user", channel.Members.Find(m => m != LocalWorkspace.BotUserId)),
            ("is_open", true)
        );

    private static JsonObject Described(Described text) =>
        Json.Object(("value", text.Value), ("creator", text.Creator), ("last_set", text.LastSet));

    /// <summary>What the app may list: by <c>types</c>, public ones by default.</summary>
    public static IEnumerable<Conversation> Listed(LocalWorkspace workspace, ApiCall call)
    {
        var types = call.Text("types") is null ? ["public_channel"] : call.List("types");
        if (types.Any(t => t is not ("public_channel" or "private_channel" or "im" or "mpim")))
            throw new SlackFault("invalid_types");
        return workspace.Conversations.Where(c =>
            types.Contains(TypeOf(c))
            && (!c.Private || c.Members.Contains(LocalWorkspace.BotUserId))
            && !(c.Archived && call.Flag("exclude_archived"))
        );
    }

    private static string TypeOf(Conversation channel)
    {
        if (channel.Im)
            return "im";
        if (channel.Mpim)
            return "mpim";
        return channel.Private ? "private_channel" : "public_channel";
    }

    private static JsonObject Answer(Conversation channel) => Json.Object(("channel", Describe(channel)));

    private JsonObject Create(ApiCall call) =>
        Answer(
            memberships.Create(
                call.Text("name") ?? throw new SlackFault("invalid_name_required"),
                call.Flag("is_private"),
                LocalWorkspace.BotUserId
            )
        );

    private JsonObject Open(ApiCall call)
    {
        if (call.Text("channel") is not null)
            return Json.Object(("no_op", true), ("already_open", true), ("channel", Opened(call, call.Channel())));
        var users = call.List("users");
        if (users.Length == 0)
            throw new SlackFault("users_list_not_supplied");
        if (users.Length > 8)
            throw new SlackFault("too_many_users");
        if (users.Any(u => workspace.FindPerson(u) is null))
            throw new SlackFault("user_not_found");
        var channel = workspace.Direct([.. users, LocalWorkspace.BotUserId], out var existed);
        return Json.Object(
            ("no_op", existed ? true : null),
            ("already_open", existed ? true : null),
            ("channel", Opened(call, channel))
        );
    }

    private static JsonObject Opened(ApiCall call, Conversation channel) =>
        call.Flag("return_im") ? Describe(channel) : Json.Object(("id", channel.Id));

    private JsonObject Invite(ApiCall call)
    {
        var channel = call.OwnChannel();
        var users = call.List("users");
        if (users.Length == 0)
            throw new SlackFault("no_user");
        if (users.Length > InvitesMax)
            throw new SlackFault("too_many_users");
        var faults = users
            .Select(u => (User: u, Fault: InviteFault(channel, u)))
            .Where(f => f.Fault is not null)
            .ToArray();
        var good = users.Except(faults.Select(f => f.User)).ToArray();
        if (faults.Length > 0 && (!call.Flag("force") || good.Length == 0))
            throw new SlackFault(
                faults[0].Fault!,
                Json.Object(
                    (
                        "errors",
                        Json.Array(faults.Select(f => Json.Object(("user", f.User), ("ok", false), ("error", f.Fault))))
                    )
                )
            );
        foreach (var user in good)
            memberships.Join(channel, user, LocalWorkspace.BotUserId);
        return Answer(channel);
    }

    private string? InviteFault(Conversation channel, string user)
    {
        if (user == LocalWorkspace.BotUserId)
            return "cant_invite_self";
        if (workspace.FindPerson(user) is null)
            return "user_not_found";
        return channel.Members.Contains(user) ? "already_in_channel" : null;
    }

    private JsonObject Kick(ApiCall call)
    {
        var channel = call.OwnChannel();
        var user = call.Person("user").Id;
        if (channel.General)
            throw new SlackFault("cant_kick_from_general");
        if (user == LocalWorkspace.BotUserId)
            throw new SlackFault("cant_kick_self");
        if (!channel.Members.Contains(user))
            throw new SlackFault("not_in_channel");
        memberships.Leave(channel, user);
        return Json.Object(("errors", new JsonObject()));
    }

    private JsonObject Join(ApiCall call)
    {
        var channel = call.Channel();
        if (channel.Direct)
            throw new SlackFault("method_not_supported_for_channel_type");
        if (channel.Archived)
            throw new SlackFault("is_archived");
        var answer = new JsonObject();
        if (channel.Members.Contains(LocalWorkspace.BotUserId))
        {
            answer["warning"] = "already_in_channel";
            answer["response_metadata"] = Json.Object(("warnings", Json.Strings(["already_in_channel"])));
        }
        else
            memberships.Join(channel, LocalWorkspace.BotUserId, null);

        answer["channel"] = Describe(channel);
        return answer;
    }

    private JsonObject Leave(ApiCall call)
    {
        var channel = call.Channel();
        if (channel.General)
            throw new SlackFault("cant_leave_general");
        if (channel.Archived)
            throw new SlackFault("is_archived");
        if (!channel.Members.Contains(LocalWorkspace.BotUserId))
            return Json.Object(("not_in_channel", true));
        if (channel.Private && channel.Members.Count == 1)
            throw new SlackFault("last_member");
        memberships.Leave(channel, LocalWorkspace.BotUserId);
        return [];
    }

    private JsonObject SetDescription(ApiCall call, bool topic)
    {
        var channel = call.OwnChannel();
        var text = ElementText(call, topic ? "topic" : "purpose");
        if (text.EnumerateRunes().Count() > DescriptionLengthMax)
            throw new SlackFault("too_long");
        memberships.Describe(channel, topic, text, LocalWorkspace.BotUserId);
        return topic ? Answer(channel) : Json.Object(("purpose", text));
    }

    /// <summary>An empty topic is a topic: it clears.</summary>
    private static string ElementText(ApiCall call, string name) => call.Text(name) ?? "";

    private JsonObject Rename(ApiCall call)
    {
        var channel = call.OwnChannel();
        if (channel.Creator != LocalWorkspace.BotUserId)
            throw new SlackFault("not_authorized");
        memberships.Rename(channel, call.Text("name") ?? "", LocalWorkspace.BotUserId);
        return Answer(channel);
    }

    private JsonObject Archive(ApiCall call)
    {
        var channel = call.OwnChannel(alsoArchived: true);
        if (channel.General)
            throw new SlackFault("cant_archive_general");
        if (channel.Archived)
            throw new SlackFault("already_archived");
        memberships.Archive(channel, closed: true, LocalWorkspace.BotUserId);
        return [];
    }

    private JsonObject Unarchive(ApiCall call)
    {
        var channel = call.OwnChannel(alsoArchived: true);
        if (!channel.Archived)
            throw new SlackFault("not_archived");
        memberships.Archive(channel, closed: false, LocalWorkspace.BotUserId);
        return [];
    }
}
