using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Slack's user objects → people. Pure.</summary>
/// <remarks>Source: docs.slack.dev/reference/objects/user-object</remarks>
internal static class SlackUsers
{
    /// <summary>The person whom a user object describes.</summary>
    public static PlatformPerson Person(string workspace, string id, JsonObject user)
    {
        var profile = user["profile"] as JsonObject;
        var shown = SlackMessages.Text(profile, "display_name");
        var real = SlackMessages.Text(user, "real_name") ?? SlackMessages.Text(profile, "real_name");
        var name = (IsHandle(shown) ? real ?? shown : shown) ?? SlackMessages.Text(user, "name") ?? id;
        var isForeign =
            SlackMessages.Text(user, "team_id") is { } team && team != workspace && !IsColleague(workspace, user);
        return new PlatformPerson(
            id,
            name,
            SlackMessages.Text(user, "tz"),
            IsOutsider: isForeign || Is("is_restricted") || Is("is_ultra_restricted") || Is("is_stranger"),
            IsBot: Is("is_bot")
        )
        {
            IsDeactivated = Is("deleted"),
            Mail = SlackMessages.Text(profile, "email"),
        };

        bool Is(string flag) => user[flag] is JsonValue value && value.TryGetValue(out bool yes) && yes;
    }

    // "ana" is what somebody types; a report reads better with "Ana Sousa". A name that somebody wrote as one stays.
    private static bool IsHandle(string? shown) => shown is null || !shown.Any(char.IsUpper);

    // Of another workspace of the same organisation: theirs are named, ours among them.
    private static bool IsColleague(string workspace, JsonObject user) =>
        user["enterprise_user"] is JsonObject of
        && (
            SlackMessages.Text(of, "enterprise_id") == workspace
            || (of["teams"] as JsonArray)?.Any(team => team is JsonValue id && id.ToString() == workspace) == true
        );
}
