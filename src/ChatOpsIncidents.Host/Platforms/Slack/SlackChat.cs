using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Slack as a chat platform.</summary>
public sealed class SlackChat(
    SlackClient client,
    SlackPosts posts,
    SlackPages pages,
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

    private static readonly TimeSpan DirectWaitMax = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public string Name => PlatformName;

    /// <inheritdoc/>
    public bool HasHomeTab => true;

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(Delivery delivery, CancellationToken ct) =>
        delivery.Effect switch
        {
            Effect.OpenRoom room => await rooms.Open(delivery, room, ct),
            Effect.Direct direct => await Direct(delivery, direct, ct),
            Effect.Tell tell => End(
                delivery,
                "chat.postEphemeral",
                await posts.Tell(delivery, tell.Person, tell.Message, tell.Key, ct)
            ),
            Effect.Page { Way: PageWays.Group } page => await pages.Members(delivery, page.Target, ct),
            Effect.Page page => await pages.Call(delivery, page, ct),
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
    public Task<bool> Answer(string workspace, string replyAddress, ChatMessage message, CancellationToken ct) =>
        Answer(replyAddress, message, replaces: false, ct);

    // In the place of the answer whose button was pressed, or beside it; what others see is never replaced.
    internal async Task<bool> Answer(
        string replyAddress,
        ChatMessage message,
        bool replaces,
        CancellationToken ct,
        bool isForAll = false
    )
    {
        var body = SlackBlocks.Render(message, clock.GetUtcNow());
        body["response_type"] = ResponseType(isForAll);
        body["replace_original"] = replaces && !isForAll;
        return await client.Respond(replyAddress, body, ct) is SlackAnswer.Ok;
    }

    /// <summary>Who reads an answer: the one who asked, or everybody there.</summary>
    internal static string ResponseType(bool isForAll) => isForAll ? "in_channel" : "ephemeral";

    /// <inheritdoc/>
    public async Task<PlatformPerson?> FindPerson(string workspace, string personId, CancellationToken ct)
    {
        var answer = await client.Call(workspace, "users.info", new JsonObject { ["user"] = personId }, ct);
        return answer is SlackAnswer.Ok { Body: var body } && body["user"] is JsonObject user
            ? SlackUsers.Person(workspace, personId, user)
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
        KnownSoFar known,
        CancellationToken ct
    ) => history.Read(workspace, channelId, known, ct);

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
            )
            {
                IsRefused = limited.IsSlacks,
            },
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
            SlackAnswer.Refused refused => new AttemptEnd.GiveUp($"Slack refused {method}: {refused}.")
            {
                ForPeople = SlackRefusals.InWords(method, refused.Error),
            },
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
            Effect.Post post => Posted(delivery, at, await posts.Post(delivery, at, post.Message, post.Key, ct)),
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
            Effect.Upload { Format: Effect.Upload.CanvasFormat } when delivery.File is { } text =>
                await new SlackCanvas(client).Write(delivery, at, text, ct),
            Effect.Upload when delivery.File is { } file => End(
                delivery,
                "files.completeUploadExternal",
                await files.Upload(delivery, at, [file, .. delivery.MoreFiles], ct),
                new PlacedReference(at.ChannelId, null)
            ),
            var other => new AttemptEnd.GiveUp($"Slack knows no {other.GetType().Name}."),
        };

    private static AttemptEnd Posted(Delivery delivery, MessagePlace at, SlackAnswer answer) =>
        SlackRefusals.PlaceLost(at, answer) ?? End(delivery, "chat.postMessage", answer);

    // Where direct messages do not go through, a line that this person alone sees, here and now, is better than none.
    private async Task<AttemptEnd> Direct(Delivery delivery, Effect.Direct direct, CancellationToken ct)
    {
        var answer = await posts.Direct(delivery, direct.Person, direct.Message, direct.Key, ct);
        if (delivery.At is { } near && IsStuck(delivery, answer))
        {
            var shown = await posts.Show(delivery, near, direct.Person, direct.Message, ct);
            if (shown is SlackAnswer.Ok)
                return new AttemptEnd.Done();
        }

        return End(delivery, "chat.postMessage", answer);
    }

    private static bool IsStuck(Delivery delivery, SlackAnswer answer) =>
        answer switch
        {
            SlackAnswer.RateLimited limited => limited.IsSlacks && limited.RetryAfter > DirectWaitMax,
            SlackAnswer.Unclear => delivery.Attempt > 2,
            SlackAnswer.Refused refused => SlackRefusals.IsPlaceLost(refused.Error),
            _ => false,
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
            ["title"] = PlainText.Label(bookmark.Title, 256),
            ["link"] = bookmark.Url,
        };
        return client.Call(delivery.Workspace, "bookmarks.add", link, ct);
    }

    private static SlackAnswer Standing(SlackAnswer answer) =>
        answer is SlackAnswer.Refused { Error: "already_pinned" } ? new SlackAnswer.Ok([]) : answer;

    private static PlacedReference? Reference(JsonObject body) =>
        SlackMessages.Text(body, "channel") is { } channel && SlackMessages.Text(body, "ts") is { } ts
            ? new PlacedReference(channel, ts)
            : null;
}
