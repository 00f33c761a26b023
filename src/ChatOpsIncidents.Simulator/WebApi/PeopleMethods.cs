using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary><c>auth.*</c>, <c>oauth.*</c>, <c>team.*</c>, <c>bots.*</c>, <c>users.*</c>, <c>usergroups.*</c>,
/// <c>dnd.*</c>.</summary>
internal sealed class PeopleMethods(LocalWorkspace workspace) : IMethodFamily
{
    public IEnumerable<(string, Func<ApiCall, JsonObject>)> Methods =>
        [
            ("auth.test", _ => Test()),
            ("oauth.v2.access", Access),
            ("team.info", _ => Team()),
            ("bots.info", BotInfo),
            ("users.info", c => Json.Object(("user", User(c.Person("user"))))),
            ("users.list", List),
            ("users.lookupByEmail", Lookup),
            ("users.profile.get", c => Json.Object(("profile", User(c.Person("user"))["profile"]))),
            ("users.conversations", Conversations),
            ("usergroups.list", Groups),
            ("usergroups.users.list", GroupUsers),
            (
                "dnd.info",
                _ =>
                    Json.Object(
                        ("dnd_enabled", false),
                        ("snooze_enabled", false),
                        ("next_dnd_start_ts", 1),
                        ("next_dnd_end_ts", 1)
                    )
            ),
        ];

    private JsonObject Test() =>
        Json.Object(
            ("url", $"https://{LocalWorkspace.Domain}.slack.com/"),
            ("team", LocalWorkspace.TeamName),
            ("user", workspace.Bot.Name),
            ("team_id", LocalWorkspace.TeamId),
            ("user_id", LocalWorkspace.BotUserId),
            ("bot_id", LocalWorkspace.BotId),
            ("is_enterprise_install", false)
        );

    private JsonObject Access(ApiCall call)
    {
        if (call.Text("client_id") != workspace.Options.ClientId)
            throw new SlackFault("invalid_client_id");
        if (call.Text("client_secret") != workspace.Options.ClientSecret)
            throw new SlackFault("bad_client_secret");
        if (
            !workspace.InstallCodes.Remove(call.Text("code") ?? "", out var until)
            || until < workspace.Clock.GetUtcNow()
        )
            throw new SlackFault("invalid_code");
        workspace.Uninstalled = false;
        var scopes = MethodTable.All.Values.SelectMany(r => r.Scopes).Distinct();
        var made = Json.Object(
            ("access_token", workspace.Options.BotToken),
            ("token_type", "bot"),
            ("scope", string.Join(',', scopes)),
            ("bot_user_id", LocalWorkspace.BotUserId),
            ("app_id", LocalWorkspace.AppId),
            ("team", Json.Object(("id", LocalWorkspace.TeamId), ("name", LocalWorkspace.TeamName))),
            ("is_enterprise_install", false),
            ("authed_user", Json.Object(("id", workspace.People[0].Id)))
        );
        made["enterprise"] = null;
        return made;
    }

    private static JsonObject Team() =>
        Json.Object(
            (
                "team",
                Json.Object(
                    ("id", LocalWorkspace.TeamId),
                    ("name", LocalWorkspace.TeamName),
                    ("domain", LocalWorkspace.Domain),
                    ("email_domain", "northwind.example")
                )
            )
        );

    private JsonObject BotInfo(ApiCall call)
    {
        if (call.Text("bot") is not (null or LocalWorkspace.BotId))
            throw new SlackFault("bot_not_found");
        return Json.Object(("bot", MessageJson.BotProfile(workspace)));
    }

    /// <summary>A person as Slack describes one.</summary>
    private JsonObject User(Person person)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(person.TimeZone);
        return Json.Object(
            ("id", person.Id),
            ("team_id", LocalWorkspace.TeamId),
            ("name", person.Name),
            ("deleted", false),
            ("color", person.Colour),
            ("real_name", person.RealName),
            ("tz", person.TimeZone),
            ("tz_label", zone.StandardName),
            ("tz_offset", (int)zone.GetUtcOffset(workspace.Clock.GetUtcNow()).TotalSeconds),
            (
                "profile",
                Json.Object(
                    ("real_name", person.RealName),
                    ("display_name", person.Name),
                    ("real_name_normalized", person.RealName),
                    ("display_name_normalized", person.Name),
                    ("email", person.Bot ? null : person.Email),
                    ("status_text", ""),
                    ("status_emoji", ""),
                    ("bot_id", person.Bot ? LocalWorkspace.BotId : null),
                    ("api_app_id", person.Bot ? LocalWorkspace.AppId : null),
                    ("team", LocalWorkspace.TeamId)
                )
            ),
            ("is_admin", person == workspace.People[0]),
            ("is_owner", person == workspace.People[0]),
            ("is_primary_owner", false),
            ("is_restricted", person.Guest),
            ("is_ultra_restricted", false),
            ("is_bot", person.Bot),
            ("is_app_user", false),
            ("updated", 1_700_000_000)
        );
    }

    private JsonObject List(ApiCall call) =>
        call.Page(Json.Object(("cache_ts", workspace.UnixNow)), "members", workspace.People, User);

    private JsonObject Lookup(ApiCall call)
    {
        var email = call.Required("email");
        var found = workspace.People.Find(p => !p.Bot && p.Email.Equals(email, StringComparison.OrdinalIgnoreCase));
        return Json.Object(("user", User(found ?? throw new SlackFault("users_not_found"))));
    }

    private JsonObject Conversations(ApiCall call)
    {
        var id = call.Text("user") ?? LocalWorkspace.BotUserId;
        return call.Page(
            [],
            "channels",
            [.. ConversationMethods.Listed(workspace, call).Where(c => c.Members.Contains(id))],
            c => ConversationMethods.Describe(c)
        );
    }

    private JsonObject Groups(ApiCall call) =>
        Json.Object(
            (
                "usergroups",
                Json.Array(
                    workspace.Groups.Select(g =>
                        Json.Object(
                            ("id", g.Id),
                            ("team_id", LocalWorkspace.TeamId),
                            ("is_usergroup", true),
                            ("name", g.Name),
                            ("description", ""),
                            ("handle", g.Handle),
                            ("is_external", false),
                            ("date_create", 1_700_000_000),
                            ("date_delete", 0),
                            ("user_count", g.Users.Count.ToString()),
                            ("users", call.Flag("include_users") ? Json.Strings(g.Users) : null)
                        )
                    )
                )
            )
        );

    private JsonObject GroupUsers(ApiCall call)
    {
        var group =
            workspace.Groups.Find(g => g.Id == call.Required("usergroup")) ?? throw new SlackFault("no_such_subteam");
        return Json.Object(("users", Json.Strings(group.Users)));
    }
}
