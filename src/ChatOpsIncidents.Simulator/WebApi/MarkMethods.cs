using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary><c>pins.*</c>, <c>reactions.*</c> and <c>bookmarks.*</c>.</summary>
internal sealed partial class MarkMethods(LocalWorkspace workspace, Postings postings) : IMethodFamily
{
    private const int PinsMax = 100;
    private const int BookmarksMax = 100;
    private const int EmojiMax = 23;
    private const int TitleLengthMax = 256;
    private const int LinkLengthMax = 2_048;

    public IEnumerable<(string, Func<ApiCall, JsonObject>)> Methods =>
        [
            ("pins.add", Pin),
            ("pins.remove", Unpin),
            ("pins.list", Pins),
            ("reactions.add", React),
            ("reactions.remove", Unreact),
            ("reactions.get", Reactions),
            ("bookmarks.add", AddBookmark),
            ("bookmarks.edit", EditBookmark),
            ("bookmarks.remove", RemoveBookmark),
            ("bookmarks.list", Bookmarks),
        ];

    private static Message At(ApiCall call, Conversation channel, string missing)
    {
        if (call.Text("timestamp") is not { } ts)
            throw new SlackFault(missing);
        if (!Time().IsMatch(ts))
            throw new SlackFault("bad_timestamp");
        return channel.Find(ts) is { EphemeralFor: null } found ? found : throw new SlackFault("message_not_found");
    }

    private JsonObject Pin(ApiCall call)
    {
        var channel = call.OwnChannel();
        var message = At(call, channel, "no_item_specified");
        if (channel.Pins.Count >= PinsMax)
            throw new SlackFault("too_many_pins");
        return postings.Pin(channel, message, LocalWorkspace.BotUserId) ? [] : throw new SlackFault("already_pinned");
    }

    private JsonObject Unpin(ApiCall call)
    {
        var channel = call.OwnChannel();
        var message = At(call, channel, "no_item_specified");
        return postings.Unpin(channel, message, LocalWorkspace.BotUserId) ? [] : throw new SlackFault("no_pin");
    }

    private JsonObject Pins(ApiCall call)
    {
        var channel = call.OwnChannel(alsoArchived: true);
        return Json.Object(
            (
                "items",
                Json.Array(
                    channel
                        .Pins.AsEnumerable()
                        .Reverse()
                        .Select(p =>
                            Json.Object(
                                ("type", "message"),
                                ("channel", channel.Id),
                                ("created", p.Created),
                                ("created_by", p.By),
                                ("message", MessageJson.Of(workspace, channel, channel.Find(p.Ts)!))
                            )
                        )
                )
            )
        );
    }

    private JsonObject React(ApiCall call)
    {
        var channel = call.OwnChannel();
        var message = At(call, channel, "no_item_specified");
        var name = Emoji(call);
        if (message.Reactions.Count >= EmojiMax && !message.Reactions.Exists(r => r.Name == name))
            throw new SlackFault("too_many_emoji");
        return postings.React(channel, message, LocalWorkspace.BotUserId, name)
            ? []
            : throw new SlackFault("already_reacted");
    }

    private JsonObject Unreact(ApiCall call)
    {
        var channel = call.OwnChannel();
        var message = At(call, channel, "no_item_specified");
        return postings.Unreact(channel, message, LocalWorkspace.BotUserId, Emoji(call))
            ? []
            : throw new SlackFault("no_reaction");
    }

    private static string Emoji(ApiCall call) =>
        EmojiName().IsMatch(call.Required("name")) ? call.Required("name") : throw new SlackFault("invalid_name");

    private JsonObject Reactions(ApiCall call)
    {
        var channel = call.OwnChannel(alsoArchived: true);
        return Json.Object(
            ("type", "message"),
            ("channel", channel.Id),
            ("message", MessageJson.Of(workspace, channel, At(call, channel, "no_item_specified")))
        );
    }

    private JsonObject AddBookmark(ApiCall call)
    {
        var channel = call.OwnChannel("channel_id");
        if (call.Required("type") is not "link")
            throw new SlackFault("invalid_bookmark_type");
        if (channel.Bookmarks.Count >= BookmarksMax)
            throw new SlackFault("too_many_bookmarks");
        var made = new Bookmark(
            workspace.NewId("Bk"),
            Title(call, call.Required("title")),
            Link(call.Text("link")),
            BookmarkEmoji(call),
            workspace.UnixNow,
            0
        );
        channel.Bookmarks.Add(made);
        Publish(channel);
        return Json.Object(("bookmark", Describe(channel, made)));
    }

    private JsonObject EditBookmark(ApiCall call)
    {
        var channel = call.OwnChannel("channel_id");
        var index = channel.Bookmarks.FindIndex(b => b.Id == call.Required("bookmark_id"));
        if (index < 0)
            throw new SlackFault("not_found");
        var before = channel.Bookmarks[index];
        channel.Bookmarks[index] = before with
        {
            Title = Title(call, call.Text("title") ?? before.Title),
            Link = Link(call.Text("link") ?? before.Link),
            Emoji = BookmarkEmoji(call) ?? before.Emoji,
            Updated = workspace.UnixNow,
        };
        Publish(channel);
        return Json.Object(("bookmark", Describe(channel, channel.Bookmarks[index])));
    }

    private JsonObject RemoveBookmark(ApiCall call)
    {
        var channel = call.OwnChannel("channel_id");
        var id = call.Required("bookmark_id");
        if (channel.Bookmarks.RemoveAll(b => b.Id == id) == 0)
            throw new SlackFault("not_found");
        Publish(channel);
        return [];
    }

    private static JsonObject Bookmarks(ApiCall call)
    {
        var channel = call.OwnChannel("channel_id", alsoArchived: true);
        return Json.Object(("bookmarks", Json.Array(channel.Bookmarks.Select(b => Describe(channel, b)))));
    }

    private static string Title(ApiCall call, string title) =>
        title.Length <= TitleLengthMax
            ? title
            : throw SlackFault.Arguments($"must be less than {TitleLengthMax + 1} characters [json-pointer:/title]");

    private static string Link(string? link) =>
        link is { Length: <= LinkLengthMax }
        && Uri.TryCreate(link, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
            ? link!
            : throw new SlackFault("invalid_link");

    private static string? BookmarkEmoji(ApiCall call)
    {
        if (call.Text("emoji") is not { } emoji)
            return null;
        var isEmoji = emoji is [':', .., ':'] && EmojiName().IsMatch(emoji[1..^1]);
        return isEmoji ? emoji : throw new SlackFault("invalid_emoji");
    }

    private static JsonObject Describe(Conversation channel, Bookmark bookmark) =>
        Json.Object(
            ("id", bookmark.Id),
            ("channel_id", channel.Id),
            ("title", bookmark.Title),
            ("link", bookmark.Link),
            ("emoji", bookmark.Emoji),
            ("type", "link"),
            ("date_created", bookmark.Created),
            ("date_updated", bookmark.Updated),
            ("last_updated_by_user_id", LocalWorkspace.BotUserId),
            ("last_updated_by_team_id", LocalWorkspace.TeamId)
        );

    private void Publish(Conversation channel) =>
        workspace.Pages.Publish(Json.Object(("type", "channel"), ("channel", channel.Id)));

    [GeneratedRegex(@"^\d{1,12}\.\d{6}$", RegexOptions.None, 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"^[a-z0-9_+'-]+(?:::skin-tone-[2-6])?$", RegexOptions.None, 1000)]
    private static partial Regex EmojiName();
}
