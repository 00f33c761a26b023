using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Slack's refusals, as people can read them. Operators find the codes in the log.</summary>
internal static class SlackRefusals
{
    /// <summary>Whether a refused post means that the place takes no words any more.</summary>
    public static bool IsPlaceLost(string error) =>
        error.StartsWith("restricted_action", StringComparison.Ordinal)
        || error
            is "is_archived"
                or "channel_not_found"
                or "not_in_channel"
                or "no_permission"
                or "access_denied"
                or "method_not_supported_for_channel_type";

    /// <summary>What a refused post means for its place; null: nothing.</summary>
    public static AttemptEnd? PlaceLost(MessagePlace at, SlackAnswer answer) =>
        answer is SlackAnswer.Refused { Error: var error } refused && IsPlaceLost(error)
            ? new AttemptEnd.PlaceLost(
                at.ChannelId,
                $"Slack refused chat.postMessage: {refused}.",
                InWords("chat.postMessage", error)
            )
            : null;

    /// <summary>A refusal in plain words, without a full stop.</summary>
    public static string InWords(string method, string error) =>
        (method, error) switch
        {
            (_, "canvas_disabled_user_team") => "canvases are switched off in this workspace",
            (_, "team_tier_cannot_create_channel_canvases" or "free_team_canvas_tab_already_exists") =>
                "the plan of this workspace has no canvas for it",
            (_, "channel_canvas_already_exists") => "its channel has a canvas that the app may not change",
            (_, "canvas_too_large") => "it is too long for a canvas",
            ("conversations.create", _) when IsRestricted(error) => "only admins may open channels in this workspace",
            (_, "is_archived") => "it was archived",
            (_, "channel_not_found") => "it is gone, or closed to the app",
            (_, "not_in_channel") => "the app is not in it, and cannot join by itself",
            (_, "missing_scope") => "the app lacks a permission that an admin has to add",
            (_, "user_disabled" or "account_inactive") => "the account was switched off",
            (_, "user_not_found" or "users_not_found" or "user_not_visible") => "nobody of that name can be reached",
            _ when IsRestricted(error) => "an admin has restricted who may write there",
            _ => "Slack refused it",
        };

    private static bool IsRestricted(string error) =>
        error.StartsWith("restricted_action", StringComparison.Ordinal)
        || error is "no_permission" or "access_denied" or "user_is_restricted";
}
