using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>The Events API: what is said in rooms goes to the timeline, a mention is a command. Acknowledged only when
/// stored.</summary>
/// <remarks>Slack delivers at least once and out of order: each storing is idempotent, so a retry needs no special
/// care. Source: docs.slack.dev/apis/events-api</remarks>
public sealed class SlackEvents(
    ICaptureSink capture,
    SlackInbound inbound,
    ICommandPipeline pipeline,
    SlackPeople people,
    SlackReplies replies,
    SlackWorkspaces workspaces,
    SlackPromotion promotion,
    SlackHome home,
    SlackNames names
)
{
    /// <summary>A proven event.</summary>
    public async Task<IResult> Handle(HttpContext context, string body)
    {
        var envelope = SlackDoor.Object(body);
        switch (SlackMessages.Text(envelope, "type"))
        {
            case "url_verification":
                return Results.Text(
                    SlackMessages.Text(envelope, "challenge") ?? throw new FormatException("There is no challenge.")
                );
            case "event_callback" when envelope["event"] is JsonObject said:
                await Take(context, SlackEnvelope.Of(envelope, said, workspaces));
                return Results.Ok();
            case "event_callback" or null:
                throw new FormatException("An event has a type and a content.");
            default:
                return Results.Ok();
        }
    }

    private async Task Take(HttpContext context, SlackEnvelope told)
    {
        var type = SlackMessages.Text(told.Said, "type");
        if (type == "app_mention")
            await Mention(context, told);
        else if (type == "member_joined_channel")
            await Joined(told);
        else if (type == "app_home_opened")
            Home(context, told);
        else if (type is "user_change" or "team_join" && told.Said["user"] is JsonObject user)
            people.Learn(told.Workspace, user);
        else
            await Captured(context, type, told);
    }

    private async Task Mention(HttpContext context, SlackEnvelope told)
    {
        if (!SlackMessages.IsHuman(told.Said))
            return;
        if (
            SlackRequestReader.Mention(told.Actor(SlackMessages.Text(told.Said, "user")!), told.Said, told.BotUser)
            is not { } ask
        )
            return;
        var outcome = await inbound.Run(ask);
        inbound.After(context, () => replies.Answer(ask, outcome, default));
    }

    private void Home(HttpContext context, SlackEnvelope told)
    {
        if (SlackMessages.Text(told.Said, "tab") == "home" && SlackMessages.Text(told.Said, "user") is { } reader)
            inbound.After(context, () => home.Publish(told.Actor(reader), default));
    }

    // Who comes into a room is offered a role. The room's own bot and those of others are not.
    private async Task Joined(SlackEnvelope told)
    {
        if (
            SlackMessages.Text(told.Said, "user") is not { } id
            || id == told.BotUser
            || SlackMessages.Text(told.Said, "channel") is not { } channel
        )
            return;
        var person = await people.Find(told.Actor(id), CancellationToken.None);
        if (person.IsBot || Membership.MayNot(person) is not null)
            return;
        var request = $"joined:{channel}:{id}:{SlackMessages.Text(told.Said, "event_ts") ?? told.Id}";
        var joined = new PersonJoined(new Person(person.Id, person.Name));
        await Signal(told, request, person, channel, joined);
    }

    private Task<Outcome> Signal(
        SlackEnvelope told,
        string id,
        PlatformPerson by,
        string channel,
        IncidentCommand command
    ) =>
        pipeline.Run(
            new VerifiedRequest
            {
                Platform = SlackChat.PlatformName,
                Workspace = told.Workspace,
                Id = id,
                By = by,
                Input = new RequestInput.Signal(command),
                ChannelId = channel,
            },
            CancellationToken.None
        );

    private async Task Captured(HttpContext context, string? type, SlackEnvelope told)
    {
        await names.Learn(told.Workspace, told.Said);
        if (Captured(type, told) is { } message)
            await Capture(context, told, message);
    }

    private CapturedMessage? Captured(string? type, SlackEnvelope told)
    {
        var said = told.Said;
        var us = workspaces.Known(told.Workspace);
        string? NameOf(string id) => names.Of(told.Workspace, id);
        if (type is "pin_added" or "pin_removed")
            return Mark(told, said["item"] as JsonObject, type == "pin_added" ? "pinned" : "unpinned", us, NameOf);
        if (type is "reaction_added" or "reaction_removed")
            return Mark(
                told,
                said["item"] as JsonObject,
                type == "reaction_added" ? "reaction-added" : "reaction-removed",
                us,
                NameOf
            );
        if (
            type != "message"
            || SlackMessages.Text(said, "channel") is not { } channel
            || SlackMessages.Text(said, "channel_type") is "im" or "mpim"
        )
            return null;
        var now = said["message"] as JsonObject;
        var previous = said["previous_message"] as JsonObject;
        return SlackMessages.Text(said, "subtype") switch
        {
            // A deleted root with answers stays as a tombstone.
            "message_changed" when now is not null && SlackMessages.Text(now, "subtype") == "tombstone" => Deleted(
                told,
                channel,
                previous
            ),
            "message_changed" when now is not null => SlackMessages.Edited(now, channel, previous, us, NameOf),
            "message_deleted" => Deleted(told, channel, previous),
            _ => SlackMessages.Said(said, channel, us, NameOf),
        };
    }

    private static CapturedMessage? Deleted(SlackEnvelope told, string channel, JsonObject? previous)
    {
        if (previous is null || !SlackMessages.IsHuman(previous))
            return null;
        var ts = SlackMessages.Text(told.Said, "deleted_ts") ?? SlackMessages.Text(previous, "ts");
        var at = SlackMessages.Text(told.Said, "ts") ?? SlackMessages.Text(told.Said, "event_ts");
        if (ts is null || SlackMessages.At(at) is not { } when)
            return null;
        var thread = SlackMessages.Text(previous, "thread_ts");
        var person = SlackMessages.Text(previous, "user")!;
        var ofThread = thread == ts ? null : thread;
        return new CapturedMessage(channel, ts, at!, "message-deleted", ofThread, person, when, "", [], null);
    }

    // Our own pin of the card is no news.
    private static CapturedMessage? Mark(
        SlackEnvelope told,
        JsonObject? item,
        string kind,
        SlackIdentity? us,
        Func<string, string?> nameOf
    )
    {
        var said = told.Said;
        if (
            item is null
            || SlackMessages.Text(item, "type") != "message"
            || SlackMessages.Text(said, "user") is not { } person
            || person == told.BotUser
        )
            return null;
        var message = item["message"] as JsonObject;
        var channel = SlackMessages.Text(item, "channel") ?? SlackMessages.Text(said, "channel_id");
        var ts = SlackMessages.Text(message, "ts") ?? SlackMessages.Text(item, "ts");
        var eventTs = SlackMessages.Text(said, "event_ts");
        if (channel is null || ts is null || SlackMessages.At(eventTs) is not { } at)
            return null;
        var words = SlackMessages.Text(said, "reaction") ?? SlackContent.Words(message ?? [], nameOf);
        return new CapturedMessage(channel, ts, eventTs!, kind, null, person, at, words, [], us?.Link(channel, ts));
    }

    private async Task Capture(HttpContext context, SlackEnvelope told, CapturedMessage message)
    {
        var person = await people.Recognise(told.Actor(message.PersonId), CancellationToken.None);
        if (person.IsBot)
            return;
        var isMember = Membership.MayNot(person) is null;
        var incident = await capture.Capture(
            SlackChat.PlatformName,
            told.Workspace,
            message,
            person.Name,
            CancellationToken.None
        );
        if (incident is not null && message.Kind == "reaction-added" && isMember && SlackPromotion.Means(message.Text))
            inbound.After(context, () => promotion.Promote(told.Actor(person.Id), message, default));
    }

    /// <summary>An event and whom it was sent to.</summary>
    private sealed record SlackEnvelope(JsonObject Said, string Workspace, string? BotUser, string Id)
    {
        public static SlackEnvelope Of(JsonObject envelope, JsonObject said, SlackWorkspaces workspaces)
        {
            var ours = (envelope["authorizations"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault();
            var workspace =
                SlackMessages.Text(ours, "team_id")
                ?? SlackMessages.Text(envelope, "context_team_id")
                ?? SlackMessages.Text(envelope, "team_id")
                ?? SlackMessages.Text(envelope, "enterprise_id")
                ?? throw new FormatException("An event has a team.");
            return new SlackEnvelope(
                said,
                workspace,
                workspaces.Known(workspace)?.BotUser ?? SlackMessages.Text(ours, "user_id"),
                SlackMessages.Text(envelope, "event_id") ?? throw new FormatException("An event has an id.")
            );
        }

        public SlackActor Actor(string id) =>
            new(
                Workspace,
                id,
                null,
                IsForeign: SlackMessages.Text(Said, "user") == id
                    && SlackMessages.Text(Said, "user_team") is ['T', ..] team
                    && team != Workspace
            );
    }
}
