using System.Collections.Concurrent;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Opens the rooms of incidents: a thread under a post of its own, which becomes the incident's card, or a
/// channel; for a private one a chat of its people.</summary>
internal sealed class TeamsRooms(
    TeamsGraph graph,
    TeamsClient client,
    TeamsPosts posts,
    TeamsDirectory directory,
    TeamsChannels channels,
    IOptions<TeamsOptions> options
)
{
    private const string NotLet =
        "an admin has not let the app open chats yet; “Private incidents” in deploy/teams/README.md says how";

    private readonly TeamsOptions _options = options.Value;

    /// <summary>Chats that are open and in which we are not yet, by their incidents.</summary>
    private readonly ConcurrentDictionary<string, string> _opened = new();

    /// <summary>Opens a room.</summary>
    public async Task<AttemptEnd> Open(Delivery delivery, Effect.OpenRoom room, CancellationToken ct)
    {
        if (!room.Private && _options.ChannelPerIncident)
            return await channels.Open(delivery, room, ct);
        if (delivery.At is not null)
            return new AttemptEnd.Needless("The incident has a room already.");
        return room.Private ? await OpenChat(delivery, room, ct) : await OpenThread(delivery, room, ct);
    }

    /// <summary>Lets people into a chat that is a room; a channel's people are in its threads already.</summary>
    public async Task<AttemptEnd> Invite(Delivery delivery, Effect.Invite invite, CancellationToken ct)
    {
        if (delivery.At is not { ChannelId: var chat } || TeamsPlaces.IsChannel(chat))
            return new AttemptEnd.Needless("Who is in the team is in its channels' threads.");
        foreach (var person in invite.People.Where(IsOfDirectory))
        {
            var (member, asked) = await client.Member(chat, person, ct);
            if (member is not null)
                continue;
            var let = asked is TeamsAnswer.Refused { Status: 404 } ? await graph.LetIn(chat, person, ct) : asked;
            if (let is not TeamsAnswer.Ok)
                return TeamsRefusals.Explained(TeamsEnds.Of(delivery, let, isRepeatable: true), let, NotLet);
        }

        return new AttemptEnd.Done();
    }

    private async Task<AttemptEnd> OpenThread(Delivery delivery, Effect.OpenRoom room, CancellationToken ct)
    {
        if (_options.RoomChannel is not { } channel)
            return new AttemptEnd.GiveUp("Teams:ChannelId is not set");
        var opening = ChatMessage.Text(
            $"{Markup.Bold(delivery.IncidentId)} is opened here. Answer below: this is its room."
        );
        var (answer, isLookedFor) = await posts.Once(delivery, channel, opening, isRefreshed: false, ct);
        if (answer is not TeamsAnswer.Ok { Id: { } root })
            return answer is TeamsAnswer.Ok
                ? new AttemptEnd.GiveUp("Teams did not say where its post stands")
                : TeamsEnds.Of(delivery, answer, reference: null, isLookedFor);
        return Opened(delivery, room, TeamsPlaces.Thread(channel, root));
    }

    // Nothing of a private incident goes to a channel: where there is no chat, its people are told one by one.
    private async Task<AttemptEnd> OpenChat(Delivery delivery, Effect.OpenRoom room, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(_options.CatalogAppId))
            return new AttemptEnd.GiveUp("Teams:CatalogAppId is not set.") { ForPeople = NotLet };
        string[] people = [.. (room.People ?? []).Where(IsOfDirectory)];
        if (people.Length == 0)
            return new AttemptEnd.GiveUp("Nobody is in it.") { ForPeople = "nobody is in it whom Teams knows" };
        if (!_opened.TryGetValue(delivery.IncidentId, out var chat))
        {
            var made = await graph.OpenChat(room.Name, people, ct);
            if (made is not TeamsAnswer.Ok { Id: { } id })
                return TeamsRefusals.Explained(TeamsEnds.Of(delivery, Named(made)), made, NotLet);
            _opened[delivery.IncidentId] = chat = id;
        }

        // A chat that was opened takes our words a moment later.
        var entered = await Enter(chat, people[0], ct);
        if (entered is TeamsAnswer.Refused { Code: TeamsClient.NotThereCode })
            return new AttemptEnd.TryAgain(null, "The app is not in the chat yet.");
        var end = TeamsEnds.Of(delivery, entered, isRepeatable: true);
        if (end is not AttemptEnd.TryAgain)
            _opened.TryRemove(delivery.IncidentId, out _);
        return entered is TeamsAnswer.Ok ? Opened(delivery, room, chat) : TeamsRefusals.Explained(end, entered, NotLet);
    }

    private static TeamsAnswer Named(TeamsAnswer made) =>
        made is TeamsAnswer.Ok ? new TeamsAnswer.Unclear("Graph did not name the chat.", MayStand: true) : made;

    // The roster answers once the chat lets us write there.
    private async Task<TeamsAnswer> Enter(string chat, string person, CancellationToken ct)
    {
        var entered = await graph.Enter(chat, ct);
        if (entered is not TeamsAnswer.Ok)
            return entered;
        await directory.Opened(chat, ConversationKind.Group, ct);
        var (_, seen) = await client.Member(chat, person, ct);
        return seen is TeamsAnswer.Refused { IsShut: true }
            ? new TeamsAnswer.Refused(404, TeamsClient.NotThereCode)
            : seen;
    }

    private static AttemptEnd.Done Opened(Delivery delivery, Effect.OpenRoom room, string place) =>
        new(new PlacedReference(place, null, room.Name, TeamsPlaces.Link(delivery.Workspace, place)));

    private static bool IsOfDirectory(string person) => Guid.TryParse(person, out _);
}
