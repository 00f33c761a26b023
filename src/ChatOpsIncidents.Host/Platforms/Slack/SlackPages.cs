using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Calls people by direct message, and looks up who is in a group.</summary>
public sealed class SlackPages(SlackPosts posts, SlackGroups groups)
{
    /// <summary>Calls one person.</summary>
    public async Task<AttemptEnd> Call(Delivery delivery, Effect.Page page, CancellationToken ct)
    {
        if (!SlackText.IsId(page.Target) || page.Target[0] is not ('U' or 'W'))
            return new AttemptEnd.GiveUp("Nobody in Slack has that name.");
        var answer = await posts.Direct(delivery, page.Target, Calls.To(delivery.IncidentId, page), page.Key, ct);
        return answer is SlackAnswer.Refused refused && Why(refused.Error) is { } why
            ? new AttemptEnd.GiveUp(why)
            : SlackChat.End(delivery, "chat.postMessage", answer);
    }

    /// <summary>Who is in a group.</summary>
    public async Task<AttemptEnd> Members(Delivery delivery, string group, CancellationToken ct)
    {
        var (found, answer) = await groups.Find(delivery.Workspace, group, ct);
        if (found is not null)
            return new AttemptEnd.Found(found);
        return answer is SlackAnswer.Refused refused
            ? new AttemptEnd.GiveUp(Why(refused.Error) ?? "Slack does not say who is in that group.")
            : SlackChat.End(delivery, "usergroups.users.list", answer);
    }

    // What people can do something about, in their words; what our token is refused for is waited for.
    private static string? Why(string error) =>
        error switch
        {
            "user_disabled" or "account_inactive" or "users_not_found" => "The account is switched off.",
            "user_not_found" or "user_not_visible" => "Slack knows nobody of that id.",
            "cannot_dm_bot" => "It is a bot.",
            "no_such_subteam" or "subteam_not_found" => "There is no user group of that name in Slack.",
            "missing_scope" =>
                "The Slack app may not read user groups: add the scope usergroups:read, and install it anew.",
            "messages_tab_disabled" => "The Slack app may not write to people: switch on its messages tab.",
            _ => null,
        };
}
