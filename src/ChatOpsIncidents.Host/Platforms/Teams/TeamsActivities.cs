using System.Security.Cryptography;
using System.Text;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>What a delivery says of itself. Pure.</summary>
internal static class TeamsActivities
{
    /// <summary>The id by which we know somebody: that of the directory, which signing in and mentions have too.
    /// </summary>
    public static string PersonId(ChannelAccount account) =>
        string.IsNullOrEmpty(account.AadObjectId) ? account.Id : account.AadObjectId;

    /// <summary>Whether it is a person and no bot.</summary>
    public static bool IsPerson(ChannelAccount? account) =>
        account?.Id is { Length: > 0 } id && !id.StartsWith("28:", StringComparison.Ordinal);

    /// <summary>What the conversation is.</summary>
    public static ConversationKind KindOf(Activity activity) =>
        activity.Conversation.ConversationType switch
        {
            "personal" => ConversationKind.Personal,
            "channel" => ConversationKind.Channel,
            "groupChat" => ConversationKind.Group,
            _ when TeamsPlaces.IsChannel(activity.Conversation.Id) => ConversationKind.Channel,
            _ => activity.Conversation.Id.StartsWith("a:", StringComparison.Ordinal)
                ? ConversationKind.Personal
                : ConversationKind.Group,
        };

    /// <summary>Who acts.</summary>
    public static TeamsActor Actor(Activity activity) =>
        new(PersonId(activity.From), activity.From.Name, Zone(activity));

    /// <summary>Whether the bot is spoken to: alone with it, by a message to it alone, or by a mention.</summary>
    public static bool IsAddressed(Activity activity) =>
        KindOf(activity) is ConversationKind.Personal
        || activity.Recipient?.Properties["isTargeted"] is JValue { Value: true }
        || Mentions(activity).Any(mention => mention.Address == activity.Recipient?.Id);

    /// <summary>Who is mentioned, in order.</summary>
    public static IEnumerable<TeamsMention> Mentions(Activity activity) =>
        from entity in activity.Entities ?? []
        where entity.Type == "mention"
        let mentioned = TeamsJson.Object(entity.Properties, "mentioned")
        let address = TeamsJson.Text(mentioned, "id")
        let text = TeamsJson.Text(entity.Properties, "text")
        where address is not null && text is not null
        select new TeamsMention(
            address,
            text,
            TeamsJson.Text(mentioned, "name") ?? "",
            TeamsJson.Text(mentioned, "aadObjectId")
        );

    /// <summary>A short id of what the parts name together.</summary>
    public static string Hash(params ReadOnlySpan<string?> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', parts))))[..40];

    private static string? Zone(Activity activity)
    {
        if (!string.IsNullOrEmpty(activity.LocalTimezone))
            return activity.LocalTimezone;
        var client = activity.Entities?.FirstOrDefault(entity => entity.Type == "clientInfo");
        return TeamsJson.Text(client?.Properties, "timezone");
    }
}

/// <summary>Somebody who acts.</summary>
/// <param name="Id">The id by which we know them.</param>
/// <param name="Name">What the delivery calls them; null: it does not.</param>
/// <param name="Zone">Their zone, an IANA name; null: unknown.</param>
internal sealed record TeamsActor(string Id, string? Name, string? Zone);

/// <summary>A mention.</summary>
/// <param name="Address">How messages name the one who is meant.</param>
/// <param name="Text">What stands for it in the text.</param>
/// <param name="Name">The name that is shown.</param>
/// <param name="PersonId">The id in the directory; null: not said.</param>
internal sealed record TeamsMention(string Address, string Text, string Name, string? PersonId);
