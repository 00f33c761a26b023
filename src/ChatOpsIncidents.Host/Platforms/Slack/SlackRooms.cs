using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Opens the rooms of incidents.</summary>
public sealed class SlackRooms(SlackClient client, SlackWorkspaces workspaces, TimeProvider clock)
{
    /// <summary>Longest channel name, in characters.</summary>
    public const int NameLengthMax = 80;

    /// <summary>Longest topic, in characters.</summary>
    public const int TopicLengthMax = 250;

    /// <summary>Most people in one invitation.</summary>
    private const int InvitedMax = 100;

    private const int NamesTried = 20,
        PagesMax = 10;

    /// <summary>How old a channel of ours with the wished name may be to be taken for the one whose creation was
    /// unclear.</summary>
    private static readonly TimeSpan OwnAgeMax = TimeSpan.FromHours(1);

    /// <summary>Creates the channel under the next free name, and nothing else: nobody is called into a room before the
    /// product knows it.</summary>
    public async Task<AttemptEnd> Open(Delivery delivery, Effect.OpenRoom room, CancellationToken ct)
    {
        var created = delivery.EarlierOutcomeUnclear ? await FindOwn(delivery, room, ct) : null;
        var isMissing = created is null or SlackAnswer.Ok { Body: { Count: 0 } };
        if (isMissing && delivery.At is not null)
            return new AttemptEnd.Needless("The incident has a room already.");
        if (isMissing)
            created = await Create(delivery, room, ct);
        if (created is not SlackAnswer.Ok { Body: var channel })
            return SlackChat.End(delivery, "conversations.create", created!);

        var id = channel["id"]!.GetValue<string>();
        var link = workspaces.Known(delivery.Workspace)?.Link(id);
        return new AttemptEnd.Done(new PlacedReference(id, null, channel["name"]?.GetValue<string>(), link));
    }

    /// <summary>Invites people; who is in the room already is no error, and one who cannot be invited keeps out no
    /// other.</summary>
    public async Task<SlackAnswer> Invite(
        Delivery delivery,
        string channel,
        IEnumerable<string> people,
        CancellationToken ct
    )
    {
        foreach (var some in people.Where(SlackText.IsId).Distinct().Chunk(InvitedMax))
        {
            var invitation = new JsonObject
            {
                ["channel"] = channel,
                ["users"] = string.Join(',', some),
                ["force"] = true,
            };
            var answer = await client.Call(delivery.Workspace, "conversations.invite", invitation, ct);
            if (
                answer
                is not (SlackAnswer.Ok or SlackAnswer.Refused { Error: "already_in_channel" or "cant_invite_self" })
            )
                return answer;
        }

        return new SlackAnswer.Ok([]);
    }

    /// <summary>Sets a topic: plain text, escaped like any other.</summary>
    public Task<SlackAnswer> SetTopic(Delivery delivery, string channel, string topic, CancellationToken ct) =>
        client.Call(
            delivery.Workspace,
            "conversations.setTopic",
            new JsonObject
            {
                ["channel"] = channel,
                ["topic"] = SlackText.Fit(topic, TopicLengthMax, clock.GetUtcNow(), plain: true),
            },
            ct
        );

    /// <summary>The <paramref name="number"/>th name to try, by Slack's rules: lower-case letters, digits, <c>-</c> and
    /// <c>_</c>.</summary>
    internal static string Name(string wish, int number)
    {
        var name = new StringBuilder();
        foreach (var c in wish.ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
                name.Append(c);
            else if (name.Length > 0 && name[^1] != '-')
                name.Append('-');
        }

        var suffix = number == 1 ? "" : "-" + number.ToString(CultureInfo.InvariantCulture);
        if (name.Length > NameLengthMax - suffix.Length)
            name.Length = NameLengthMax - suffix.Length;
        var clean = name.ToString().Trim('-', '_');
        return (clean.Length == 0 ? "incident" : clean) + suffix;
    }

    private async Task<SlackAnswer> Create(Delivery delivery, Effect.OpenRoom room, CancellationToken ct)
    {
        SlackAnswer answer = new SlackAnswer.Refused("name_taken", []);
        for (var number = 1; number <= NamesTried && answer is SlackAnswer.Refused { Error: "name_taken" }; number++)
        {
            answer = await client.Call(
                delivery.Workspace,
                "conversations.create",
                new JsonObject
                {
                    ["name"] = Name(room.Name, number),
                    ["is_private"] = room.Private,
                    ["team_id"] = delivery.Workspace,
                },
                ct
            );
        }

        if (answer is not SlackAnswer.Ok { Body: var body })
            return answer;
        return body["channel"] is JsonObject channel && channel["id"] is not null
            ? new SlackAnswer.Ok((JsonObject)channel.DeepClone())
            : new SlackAnswer.Unclear("Slack's answer names no channel.", MayStand: true);
    }

    // Ok and empty: there is none, so it must be created.
    private async Task<SlackAnswer> FindOwn(Delivery delivery, Effect.OpenRoom room, CancellationToken ct)
    {
        if (await workspaces.Identity(delivery.Workspace, ct) is not { } us)
            return new SlackAnswer.Unclear("Slack does not say who we are.", MayStand: true);
        var names = Enumerable.Range(1, NamesTried).Select(n => Name(room.Name, n)).ToHashSet();
        var since = (clock.GetUtcNow() - OwnAgeMax).ToUnixTimeSeconds();
        string? cursor = null;
        for (var page = 0; page < PagesMax; page++)
        {
            var answer = await client.Call(delivery.Workspace, "users.conversations", Ours(delivery, cursor), ct);
            if (answer is not SlackAnswer.Ok { Body: var body })
                return answer;
            var channels = (body["channels"] as JsonArray ?? []).OfType<JsonObject>();
            var own = channels.FirstOrDefault(channel =>
                names.Contains(channel["name"]?.ToString() ?? "") && IsOurs(channel, us, since)
            );
            if (own is not null)
                return new SlackAnswer.Ok((JsonObject)own.DeepClone());
            cursor = body["response_metadata"]?["next_cursor"]?.GetValue<string>();
            if (string.IsNullOrEmpty(cursor))
                break;
        }

        return new SlackAnswer.Ok([]);
    }

    private static JsonObject Ours(Delivery delivery, string? cursor) =>
        new()
        {
            ["types"] = "public_channel,private_channel",
            ["exclude_archived"] = true,
            ["limit"] = 200,
            ["cursor"] = cursor,
            ["team_id"] = delivery.Workspace,
        };

    private static bool IsOurs(JsonObject channel, SlackIdentity us, long since) =>
        channel["creator"]?.ToString() == us.BotUser
        && long.TryParse(channel["created"]?.ToString(), CultureInfo.InvariantCulture, out var created)
        && created >= since;
}
