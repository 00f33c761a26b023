using System.Collections.Concurrent;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Where conversations and people are reached, as the last delivery said it; the database remembers what this
/// host has not heard.</summary>
public sealed class TeamsDirectory(IConversations store, IOptions<TeamsOptions> options, TimeProvider clock)
{
    private const int KnownMax = 50_000;

    // Short, because another host may open a room; most channels are nobody's room, and all of them are heard.
    private static readonly TimeSpan NoRoomFor = TimeSpan.FromSeconds(1);

    // Where Teams takes messages for conversations of which it has not told us yet.
    private const string Everywhere = "https://smba.trafficmanager.net/teams/";

    private readonly ConcurrentDictionary<string, Conversation> _conversations = new();
    private readonly ConcurrentDictionary<string, Conversation> _chats = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _noRooms = new();
    private readonly ConcurrentDictionary<string, Correspondent> _people = new();
    private readonly ConcurrentDictionary<string, string> _named = new();

    private string Tenant => options.Value.TenantId ?? "";

    /// <summary>Remembers where a delivery came from and from whom; stored only where it says something new.</summary>
    public async Task Remember(Activity activity, CancellationToken ct)
    {
        var id = TeamsPlaces.Base(activity.Conversation.Id);
        var person = TeamsActivities.PersonId(activity.From);
        var conversation = new Conversation(id, TeamsActivities.KindOf(activity), activity.ServiceUrl)
        {
            TeamId = TeamsJson.Text(TeamsJson.Object(activity.ChannelData, "team"), "id"),
            PersonId = TeamsActivities.KindOf(activity) is ConversationKind.Personal ? person : null,
        };
        await Remember(conversation, ct);
        if (TeamsActivities.IsPerson(activity.From))
            await Remember(new Correspondent(person, activity.From.Id, id), ct);
    }

    /// <summary>Remembers a conversation as it is now.</summary>
    public async Task Remember(Conversation conversation, CancellationToken ct)
    {
        _conversations.TryGetValue(conversation.Id, out var known);
        // What comes from a room calls it a channel.
        if (known is { Kind: ConversationKind.Room })
            conversation = conversation with { Kind = ConversationKind.Room };
        if (known == conversation)
            return;
        await store.Keep(TeamsChat.PlatformName, Tenant, conversation, ct);
        Bound(_conversations)[conversation.Id] = conversation;
        if (conversation.PersonId is { } person)
            Bound(_chats)[person] = conversation;
    }

    /// <summary>A conversation was opened, and nothing came from it yet: it is reached where others are.</summary>
    public async Task Opened(string id, ConversationKind kind, CancellationToken ct) =>
        await Remember(new Conversation(id, kind, await Nearby(ct)), ct);

    /// <summary>Where something stands that was said in a conversation. A thread is a place of its own, unless its
    /// channel is one incident's room.</summary>
    internal async Task<(string Channel, string Thread)> Place(string conversation, CancellationToken ct)
    {
        var isInRoom = TeamsPlaces.IsChannel(conversation) && await IsRoom(TeamsPlaces.Base(conversation), ct);
        var channel = isInRoom ? TeamsPlaces.Base(conversation) : conversation;
        return (channel, TeamsPlaces.ThreadOf(conversation));
    }

    /// <summary>Remembers how messages name a person.</summary>
    public async Task Remember(Correspondent person, CancellationToken ct)
    {
        _named[person.Address] = person.PersonId;
        if (_people.TryGetValue(person.PersonId, out var known) && known.Address == person.Address)
            return;
        await store.Keep(TeamsChat.PlatformName, Tenant, person, ct);
        Bound(_people)[person.PersonId] = person;
    }

    /// <summary>A conversation, without its threads; null: it is no channel, and nothing ever came from it.</summary>
    public async Task<Conversation?> Find(string conversation, CancellationToken ct)
    {
        var id = TeamsPlaces.Base(conversation);
        if (_conversations.TryGetValue(id, out var known))
            return known;
        if (await store.Find(TeamsChat.PlatformName, Tenant, id, ct) is { } kept)
            return Bound(_conversations)[id] = kept;
        return TeamsPlaces.IsChannel(id) ? await NotHeardFrom(id, ct) : null;
    }

    /// <summary>The chat with one person; null: there is none yet.</summary>
    public async Task<Conversation?> With(string personId, CancellationToken ct)
    {
        if (_chats.TryGetValue(personId, out var known))
            return known;
        if (await store.With(TeamsChat.PlatformName, Tenant, personId, ct) is not { } kept)
            return null;
        return Bound(_chats)[personId] = kept;
    }

    /// <summary>How messages name a person; null: they were never met.</summary>
    public async Task<Correspondent?> Person(string personId, CancellationToken ct)
    {
        if (_people.TryGetValue(personId, out var known))
            return known;
        if (await store.Person(TeamsChat.PlatformName, Tenant, personId, ct) is not { } kept)
            return null;
        return Bound(_people)[personId] = kept;
    }

    /// <summary>The id of whom messages name so; null: they were never met.</summary>
    public async Task<string?> Named(string address, CancellationToken ct)
    {
        if (_named.TryGetValue(address, out var known))
            return known;
        if (await store.Named(TeamsChat.PlatformName, Tenant, address, ct) is not { } kept)
            return null;
        return Bound(_named)[address] = kept.PersonId;
    }

    // Another host may have opened a room since this one heard from the channel.
    private async Task<bool> IsRoom(string channel, CancellationToken ct)
    {
        if (_conversations.TryGetValue(channel, out var known) && known.Kind is ConversationKind.Room)
            return true;
        if (_noRooms.TryGetValue(channel, out var until) && clock.GetUtcNow() < until)
            return false;
        var kept = await store.Find(TeamsChat.PlatformName, Tenant, channel, ct);
        if (kept is { Kind: ConversationKind.Room })
        {
            Bound(_conversations)[channel] = kept;
            return true;
        }

        Bound(_noRooms)[channel] = clock.GetUtcNow() + NoRoomFor;
        return false;
    }

    // Channels for rooms and announcements are named by the settings. They are reached where the tenant's others are.
    private async Task<Conversation> NotHeardFrom(string id, CancellationToken ct) =>
        new(id, ConversationKind.Channel, await Nearby(ct));

    private async Task<string> Nearby(CancellationToken ct) =>
        (await store.Latest(TeamsChat.PlatformName, Tenant, ct))?.ServiceUrl ?? Everywhere;

    private static ConcurrentDictionary<string, T> Bound<T>(ConcurrentDictionary<string, T> known)
    {
        if (known.Count >= KnownMax)
            known.Clear();
        return known;
    }
}
