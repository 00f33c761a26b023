using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Teams' ids of conversations. A channel's thread is a conversation of its own, named by its root: only that
/// says where a message goes. Pure.</summary>
internal static class TeamsPlaces
{
    private const string RootMark = ";messageid=";
    private const string NoThread = "channel";

    /// <summary>The channel or chat itself, without a thread.</summary>
    public static string Base(string conversation) =>
        conversation.IndexOf(RootMark, StringComparison.Ordinal) is var at and >= 0 ? conversation[..at] : conversation;

    /// <summary>The thread's root; null: it is no thread.</summary>
    public static string? Root(string conversation) =>
        conversation.IndexOf(RootMark, StringComparison.Ordinal) is var at and >= 0
            ? conversation[(at + RootMark.Length)..]
            : null;

    /// <summary>The thread under a message of a channel.</summary>
    public static string Thread(string channel, string root) => Base(channel) + RootMark + root;

    /// <summary>Whether it is a channel of a team, or a thread of one: chats have no threads.</summary>
    public static bool IsChannel(string conversation)
    {
        var name = Base(conversation);
        return name.EndsWith("@thread.tacv2", StringComparison.Ordinal)
            || name.EndsWith("@thread.skype", StringComparison.Ordinal);
    }

    /// <summary>What tells a conversation's incident from others of the same channel: a thread's root. A chat has one
    /// thread, so to say.</summary>
    public static string ThreadOf(string conversation) =>
        Root(conversation) ?? (IsChannel(conversation) ? NoThread : "chat");

    /// <summary>Where a message for a place goes. Threads do not nest, and what is posted in a thread stays in it.
    /// </summary>
    public static string Of(MessagePlace place) =>
        place.ThreadId is { } root and not NoThread && IsChannel(place.ChannelId) && Root(place.ChannelId) is null
            ? Thread(place.ChannelId, root)
            : place.ChannelId;

    /// <summary>A permanent link to a message, to a thread, to a channel, or to a chat of several people.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="conversation">The channel, the thread or the chat.</param>
    /// <param name="message">The message; null: the conversation itself.</param>
    /// <param name="group">The group behind a channel's team; null: unknown.</param>
    /// <remarks>Source: learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams</remarks>
    public static string? Link(string tenant, string conversation, string? message = null, string? group = null)
    {
        if (!IsChannel(conversation))
            return message is null && conversation.EndsWith("@thread.v2", StringComparison.Ordinal)
                ? $"https://teams.microsoft.com/l/chat/{Uri.EscapeDataString(conversation)}/0?tenantId={tenant}"
                : null;
        var channel = Uri.EscapeDataString(Base(conversation));
        var root = Root(conversation);
        if ((message ?? root) is not { } shown)
            return $"https://teams.microsoft.com/l/channel/{channel}/channel?tenantId={tenant}"
                + (group is null ? "" : $"&groupId={group}");
        return $"https://teams.microsoft.com/l/message/{channel}/{Uri.EscapeDataString(shown)}?tenantId={tenant}"
            + (root is null ? "" : $"&parentMessageId={Uri.EscapeDataString(root)}");
    }
}
