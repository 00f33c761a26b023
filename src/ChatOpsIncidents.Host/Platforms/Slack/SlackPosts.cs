using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Posts messages, each at most once even when the answer to an earlier attempt was lost.</summary>
/// <remarks>Slack knows no idempotency key for messages. Ours goes into the message's metadata, and is looked for
/// before a repeat.</remarks>
public sealed class SlackPosts(
    SlackClient client,
    SlackWorkspaces workspaces,
    TimeProvider clock,
    ILogger<SlackPosts> log
)
{
    /// <summary>The event type of our messages' metadata.</summary>
    public const string MetadataType = "chatops_incident";

    private static readonly TimeSpan EnteredAgo = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _entered = new(StringComparer.Ordinal);

    private const int PageSize = 200,
        PagesMax = 5;

    /// <summary>Posts into a channel or a thread.</summary>
    /// <param name="delivery">Whose message; its effect id is the mark by which a repeat is recognised.</param>
    /// <param name="place">Where.</param>
    /// <param name="message">What.</param>
    /// <param name="key">The message's key; also tells the messages of one effect apart.</param>
    /// <param name="ct">Ends the attempt.</param>
    /// <returns><see cref="SlackAnswer.Ok"/> with <c>channel</c> and <c>ts</c>.</returns>
    public async Task<SlackAnswer> Post(
        Delivery delivery,
        MessagePlace place,
        ChatMessage message,
        string key,
        CancellationToken ct
    )
    {
        if (delivery.EarlierOutcomeUnclear)
        {
            var earlier = await Find(delivery, place, key, ct);
            if (earlier is SlackAnswer.Ok { Body: var found } && found["ts"] is not null)
            {
                log.StandsAlready(delivery.EffectId, delivery.IncidentId, place.ChannelId);
                return earlier;
            }

            // Where Slack will not let us look (a missing scope), a message twice is better than none.
            if (earlier is not (SlackAnswer.Ok or SlackAnswer.Refused))
                return earlier;
        }

        var arguments = Message(message);
        arguments["channel"] = place.ChannelId;
        arguments["thread_ts"] = place.ThreadId;
        arguments["unfurl_links"] = false;
        arguments["unfurl_media"] = false;
        arguments["metadata"] = new JsonObject
        {
            ["event_type"] = MetadataType,
            ["event_payload"] = new JsonObject
            {
                ["effect_id"] = Mark(delivery),
                ["key"] = key,
                ["incident"] = delivery.IncidentId,
            },
        };
        var answer = await client.Call(delivery.Workspace, "chat.postMessage", arguments, ct);
        return answer is SlackAnswer.Refused refused ? await Entered(delivery, place, refused, ct) : answer;
    }

    /// <summary>Posts to one person alone, in their direct messages.</summary>
    public async Task<SlackAnswer> Direct(
        Delivery delivery,
        string person,
        ChatMessage message,
        string key,
        CancellationToken ct
    ) =>
        await workspaces.Direct(delivery.Workspace, person, ct) is var opened
        && opened is SlackAnswer.Ok { Body: var body }
            ? await Post(delivery, new MessagePlace(body["channel"]!.GetValue<string>()), message, key, ct)
            : opened;

    /// <summary>Shows a message to one person in a channel; as a direct message where that person is not in
    /// it.</summary>
    public async Task<SlackAnswer> Tell(
        Delivery delivery,
        string person,
        ChatMessage message,
        string key,
        CancellationToken ct
    )
    {
        if (delivery.At is not { } room)
            return await Direct(delivery, person, message, key, ct);
        var answer = await Show(delivery, room, person, message, ct);
        return
            answer
                is SlackAnswer.Refused
                {
                    Error: "user_not_in_channel" or "not_in_channel" or "channel_not_found" or "is_archived"
                }
            ? await Direct(delivery, person, message, key, ct)
            : answer;
    }

    /// <summary>Shows a message to one person in a channel, and nowhere else.</summary>
    public Task<SlackAnswer> Show(
        Delivery delivery,
        MessagePlace room,
        string person,
        ChatMessage message,
        CancellationToken ct
    )
    {
        var arguments = Message(message);
        arguments["channel"] = room.ChannelId;
        arguments["thread_ts"] = room.ThreadId;
        arguments["user"] = person;
        return client.Call(delivery.Workspace, "chat.postEphemeral", arguments, ct);
    }

    /// <summary>Replaces a message's content; text and blocks always together, because Slack keeps what is left
    /// out.</summary>
    public async Task<SlackAnswer> Edit(
        Delivery delivery,
        MessagePlace place,
        ChatMessage message,
        CancellationToken ct
    )
    {
        var arguments = Message(message);
        arguments["channel"] = place.ChannelId;
        arguments["ts"] = place.MessageId;
        return await client.Call(delivery.Workspace, "chat.update", arguments, ct);
    }

    private JsonObject Message(ChatMessage message)
    {
        var arguments = SlackBlocks.Render(message, clock.GetUtcNow());
        arguments["parse"] = "none";
        return arguments;
    }

    // A channel that we left, or that somebody archived, is entered again while its incident still has something to
    // say.
    private async Task<SlackAnswer> Entered(
        Delivery delivery,
        MessagePlace place,
        SlackAnswer.Refused refused,
        CancellationToken ct
    )
    {
        var way = refused.Error switch
        {
            "not_in_channel" => "conversations.join",
            "is_archived" => "conversations.unarchive",
            _ => null,
        };
        if (way is null || WasEntered(place.ChannelId))
            return refused;
        var entered = await client.Call(delivery.Workspace, way, new JsonObject { ["channel"] = place.ChannelId }, ct);
        if (entered is SlackAnswer.Ok)
            _entered[place.ChannelId] = clock.GetUtcNow();
        return entered switch
        {
            SlackAnswer.Ok => new SlackAnswer.RateLimited(TimeSpan.FromSeconds(1)),
            SlackAnswer.Refused => refused,
            _ => entered,
        };
    }

    // Who was let in and is refused all the same is not let in.
    private bool WasEntered(string channel) =>
        _entered.TryGetValue(channel, out var at) && clock.GetUtcNow() - at < EnteredAgo;

    private static string Mark(Delivery delivery) => delivery.EffectId.ToString(CultureInfo.InvariantCulture);

    // Ok with `ts`: it stands. Ok without: it does not.
    private async Task<SlackAnswer> Find(Delivery delivery, MessagePlace place, string key, CancellationToken ct)
    {
        string? cursor = null;
        for (var page = 0; page < PagesMax; page++)
        {
            var answer = await client.Call(
                delivery.Workspace,
                place.ThreadId is null ? "conversations.history" : "conversations.replies",
                new JsonObject
                {
                    ["channel"] = place.ChannelId,
                    ["ts"] = place.ThreadId,
                    ["include_all_metadata"] = true,
                    ["limit"] = PageSize,
                    ["cursor"] = cursor,
                },
                ct
            );
            if (answer is not SlackAnswer.Ok { Body: var body })
                return answer;
            var found = (body["messages"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(IsIt);
            if (found is not null)
                return new SlackAnswer.Ok(
                    new JsonObject { ["channel"] = place.ChannelId, ["ts"] = found["ts"]!.GetValue<string>() }
                );
            cursor = body["response_metadata"]?["next_cursor"]?.GetValue<string>();
            if (string.IsNullOrEmpty(cursor))
                break;
        }

        return new SlackAnswer.Ok([]);

        bool IsIt(JsonObject message) =>
            message["metadata"] is JsonObject metadata
            && metadata["event_type"]?.ToString() == MetadataType
            && metadata["event_payload"] is JsonObject payload
            && payload["effect_id"]?.ToString() == Mark(delivery)
            && payload["key"]?.ToString() == key;
    }
}
