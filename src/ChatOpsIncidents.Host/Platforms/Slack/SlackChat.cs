using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Slack as a chat platform.</summary>
public sealed class SlackChat(
    SlackClient client,
    SlackPosts posts,
    SlackRooms rooms,
    SlackFiles files,
    SlackHistory history,
    TimeProvider clock
) : IChatPlatform
{
    /// <summary>The platform's name in stored rows and requests.</summary>
    public const string PlatformName = "slack";

    /// <summary>How long to wait while Slack refuses our token: an operator has to act, and what waits is not lost
    /// meanwhile.</summary>
    private static readonly TimeSpan TokenRefusedWait = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Name => PlatformName;

    /// <inheritdoc/>
    public bool HasHomeTab => true;

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(Delivery delivery, CancellationToken ct) =>
        delivery.Effect switch
        {
            Effect.OpenRoom room => await rooms.Open(delivery, room, ct),
            Effect.Direct direct => End(
                delivery,
                "chat.postMessage",
                await posts.Direct(delivery, direct.Person, direct.Message, direct.Key, ct)
            ),
            Effect.Tell tell => End(
                delivery,
                "chat.postEphemeral",
                await posts.Tell(delivery, tell.Person, tell.Message, tell.Key, ct)
            ),
            Effect.Page page => await Page(delivery, page, ct),
            Effect.PublishHome home => await Publish(delivery, home.Person, ct),
            _ when delivery.At is not { } => new AttemptEnd.GiveUp("There is no place in Slack for it."),
            _ => await Placed(delivery, delivery.At, ct),
        };

    /// <inheritdoc/>
    public async Task<bool> OpenForm(FormTrigger trigger, Form form, FormContext context, CancellationToken ct) =>
        await client.Call(
            trigger.Workspace,
            "views.open",
            new JsonObject
            {
                ["trigger_id"] = trigger.Token,
                ["view"] = SlackForms.Render(form, context, clock.GetUtcNow()),
            },
            ct
        ) is SlackAnswer.Ok;

    /// <inheritdoc/>
    public async Task<bool> Answer(string workspace, string replyAddress, ChatMessage message, CancellationToken ct)
    {
        var body = SlackBlocks.Render(message, clock.GetUtcNow());
        body["response_type"] = "ephemeral";
        body["replace_original"] = false;
        return await client.Respond(replyAddress, body, ct) is SlackAnswer.Ok;
    }

    /// <inheritdoc/>
    public async Task<PlatformPerson?> FindPerson(string workspace, string personId, CancellationToken ct)
    {
        var answer = await client.Call(workspace, "users.info", new JsonObject { ["user"] = personId }, ct);
        return answer is SlackAnswer.Ok { Body: var body } && body["user"] is JsonObject user
            ? Person(workspace, personId, user)
            : null;
    }

    /// <inheritdoc/>
    public async Task<string?> HomeWorkspace(CancellationToken ct) =>
        await client.Call("", "auth.test", [], ct) is SlackAnswer.Ok { Body: var us }
            ? us["team_id"]?.GetValue<string>()
            : null;

    /// <inheritdoc/>
    public Task<(RenderedFile? File, AttemptEnd End)> ReadFile(
        string workspace,
        string channelId,
        string fileId,
        long bytesMax,
        CancellationToken ct
    ) => files.Read(workspace, channelId, fileId, bytesMax, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<CapturedMessage> History(
        string workspace,
        string channelId,
        string? after,
        CancellationToken ct
    ) => history.Read(workspace, channelId, after, ct);

    /// <summary>What an answer means for an effect.</summary>
    internal static AttemptEnd End(
        Delivery delivery,
        string method,
        SlackAnswer answer,
        PlacedReference? reference = null
    ) =>
        answer switch
        {
            SlackAnswer.Ok { Body: var body } => new AttemptEnd.Done(reference ?? Reference(body)),
            SlackAnswer.RateLimited limited => new AttemptEnd.TryAgain(
                limited.RetryAfter,
                $"{method} is limited by Slack's pace.",
                delivery.EarlierOutcomeUnclear,
                limited.Key
            ),
            SlackAnswer.Unclear unclear => new AttemptEnd.TryAgain(
                null,
                $"{method}: {unclear.Why}",
                unclear.MayStand || delivery.EarlierOutcomeUnclear
            ),
            SlackAnswer.Refused
            {
                Error: "invalid_auth" or "not_authed" or "token_revoked" or "token_expired" or "account_inactive"
            } refused => new AttemptEnd.TryAgain(
                TokenRefusedWait,
                $"Slack refuses the bot token: {refused.Error}.",
                delivery.EarlierOutcomeUnclear,
                delivery.Workspace + "/token"
            ),
            SlackAnswer.Refused refused => new AttemptEnd.GiveUp($"Slack refused {method}: {refused}."),
            _ => throw new InvalidOperationException($"No end for {answer.GetType().Name}."),
        };

    // A guest may have been given a task by name; a guest's tab shows nothing all the same.
    private async Task<AttemptEnd> Publish(Delivery delivery, string person, CancellationToken ct)
    {
        if (!SlackText.IsId(person))
            return new AttemptEnd.Done(null);
        return await FindPerson(delivery.Workspace, person, ct) is { IsOutsider: false, IsBot: false }
            ? End(
                delivery,
                "views.publish",
                await client.Call(
                    delivery.Workspace,
                    "views.publish",
                    SlackHome.View(person, delivery.Home ?? [], clock.GetUtcNow()),
                    ct
                )
            )
            : new AttemptEnd.Done(null);
    }

    private async Task<AttemptEnd> Placed(Delivery delivery, MessagePlace at, CancellationToken ct) =>
        delivery.Effect switch
        {
            Effect.Post post => End(
                delivery,
                "chat.postMessage",
                await posts.Post(delivery, at, post.Message, post.Key, ct)
            ),
            Effect.Edit edit => End(delivery, "chat.update", await posts.Edit(delivery, at, edit.Message, ct)),
            Effect.Pin => End(delivery, "pins.add", Standing(await Pin(delivery, at, ct))),
            Effect.Invite invite => End(
                delivery,
                "conversations.invite",
                await rooms.Invite(delivery, at.ChannelId, invite.People, ct)
            ),
            Effect.SetTopic topic => End(
                delivery,
                "conversations.setTopic",
                await rooms.SetTopic(delivery, at.ChannelId, topic.Topic, ct)
            ),
            Effect.Bookmark bookmark => End(delivery, "bookmarks.add", await Bookmark(delivery, at, bookmark, ct)),
            Effect.Upload when delivery.File is { } file => End(
                delivery,
                "files.completeUploadExternal",
                await files.Upload(delivery, at, file, ct),
                new PlacedReference(at.ChannelId, null)
            ),
            var other => new AttemptEnd.GiveUp($"Slack knows no {other.GetType().Name}."),
        };

    private Task<SlackAnswer> Pin(Delivery delivery, MessagePlace at, CancellationToken ct)
    {
        var pin = new JsonObject { ["channel"] = at.ChannelId, ["timestamp"] = at.MessageId };
        return client.Call(delivery.Workspace, "pins.add", pin, ct);
    }

    private Task<SlackAnswer> Bookmark(
        Delivery delivery,
        MessagePlace at,
        Effect.Bookmark bookmark,
        CancellationToken ct
    )
    {
        var link = new JsonObject
        {
            ["channel_id"] = at.ChannelId,
            ["type"] = "link",
            ["title"] = SlackText.Label(bookmark.Title, 256),
            ["link"] = bookmark.Url,
        };
        return client.Call(delivery.Workspace, "bookmarks.add", link, ct);
    }

    // Without a paging system: to the person alone, and by name in the room, where others can see that somebody was
    // called.
    private async Task<AttemptEnd> Page(Delivery delivery, Effect.Page page, CancellationToken ct)
    {
        var isPerson = SlackText.IsId(page.Target) && page.Target[0] is 'U' or 'W';
        var call = CallTo(delivery, page);
        var direct = isPerson ? await posts.Direct(delivery, page.Target, call, page.Key + ":direct", ct) : null;
        if (direct is SlackAnswer.RateLimited or SlackAnswer.Unclear)
            return End(delivery, "chat.postMessage", direct);

        if (delivery.At is { } room)
            return await InRoom(delivery, page, call, room, direct, ct);
        return direct is null
            ? new AttemptEnd.GiveUp($"Nobody in Slack is called {page.Target}.")
            : End(delivery, "chat.postMessage", direct);
    }

    private async Task<AttemptEnd> InRoom(
        Delivery delivery,
        Effect.Page page,
        ChatMessage call,
        MessagePlace room,
        SlackAnswer? direct,
        CancellationToken ct
    )
    {
        var name = SlackText.IsId(page.Target) ? Ink.Mention(page.Target) : Ink.Bold("@" + page.Target.TrimStart('@'));
        var said = call with { Title = null, Body = $"{name} is needed: {Ink.Clean(page.Why)}" };
        var inRoom = await posts.Post(delivery, room, said, page.Key, ct);
        if (inRoom is SlackAnswer.Refused && direct is SlackAnswer.Ok)
            return End(delivery, "chat.postMessage", direct);

        // The direct message stands by now, so a further attempt has to look before it repeats it.
        return End(delivery with { EarlierOutcomeUnclear = true }, "chat.postMessage", inRoom);
    }

    private static ChatMessage CallTo(Delivery delivery, Effect.Page page) =>
        new()
        {
            Title = $"You are needed: {delivery.IncidentId}",
            Body = Ink.Clean(page.Why),
            Tone = Tone.Urgent,
            Actions =
            [
                page.Leads
                    ? new ChatAction("I've got it", $"{delivery.IncidentId} lead", ActionStyle.Primary)
                    : new ChatAction("I'm on it", $"{delivery.IncidentId} join", ActionStyle.Primary),
            ],
        };

    private static SlackAnswer Standing(SlackAnswer answer) =>
        answer is SlackAnswer.Refused { Error: "already_pinned" } ? new SlackAnswer.Ok([]) : answer;

    private static PlacedReference? Reference(JsonObject body) =>
        SlackMessages.Text(body, "channel") is { } channel && SlackMessages.Text(body, "ts") is { } ts
            ? new PlacedReference(channel, ts)
            : null;

    internal static PlatformPerson Person(string workspace, string id, JsonObject user)
    {
        var profile = user["profile"] as JsonObject;
        var name =
            SlackMessages.Text(profile, "display_name")
            ?? SlackMessages.Text(user, "real_name")
            ?? SlackMessages.Text(user, "name")
            ?? id;
        var isForeign =
            SlackMessages.Text(user, "team_id") is { } team && team != workspace && user["enterprise_user"] is null;
        return new PlatformPerson(
            id,
            name,
            SlackMessages.Text(user, "tz"),
            IsOutsider: isForeign || Is("is_restricted") || Is("is_ultra_restricted") || Is("is_stranger"),
            IsBot: Is("is_bot")
        )
        {
            IsDeactivated = Is("deleted"),
        };

        bool Is(string flag) => user[flag] is JsonValue value && value.TryGetValue(out bool yes) && yes;
    }
}
