using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Opens channels that are rooms: all threads of such a channel belong to one incident.</summary>
/// <remarks>Source: learn.microsoft.com/graph/api/channel-post, and known issues of names there.</remarks>
internal sealed class TeamsChannels(
    TeamsGraph graph,
    TeamsClient client,
    TeamsDirectory directory,
    IOptions<TeamsOptions> options
)
{
    /// <summary>Longest name of a channel, in characters.</summary>
    public const int NameLengthMax = 50;

    private const int NamesTried = 20;

    // A channel that was created is listed a moment later.
    private const int AttemptsToList = 5;

    private const string NotLet =
        "the team's owner has not let the app create channels; “A channel per incident” in deploy/teams/README.md says "
        + "how";

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("~#%&*{}+/\\:<>?|'\"");

    private readonly TeamsOptions _options = options.Value;

    /// <summary>What was tried, by the effects.</summary>
    private readonly ConcurrentDictionary<long, Opening> _openings = new();

    /// <summary>Creates the channel under the next free name. One that may stand already is looked for
    /// first.</summary>
    public async Task<AttemptEnd> Open(Delivery delivery, Effect.OpenRoom room, CancellationToken ct)
    {
        var opening = _openings.GetOrAdd(delivery.EffectId, _ => new Opening());
        var end = await Open(delivery, room, opening, ct);
        if (end is not AttemptEnd.TryAgain)
            _openings.TryRemove(delivery.EffectId, out _);
        return end;
    }

    private async Task<AttemptEnd> Open(Delivery delivery, Effect.OpenRoom room, Opening opening, CancellationToken ct)
    {
        var isToFind = opening.Id is null && delivery.EarlierOutcomeUnclear;
        var found = isToFind ? await Find(Name(room.Name, opening.Number), ct) : null;
        // Where nobody can be asked, it goes on as if none stood.
        if (found is not (null or TeamsAnswer.Ok or TeamsAnswer.Refused))
            return TeamsEnds.Of(delivery, found, isRepeatable: true);
        opening.Id ??= (found as TeamsAnswer.Ok)?.Id;
        if (opening.Id is null && delivery.At is not null)
            return new AttemptEnd.Needless("The incident has a room already.");
        if (opening.Id is null && await Create(delivery, room, opening, found is TeamsAnswer.Ok, ct) is { } notMade)
            return notMade;
        return await Enter(delivery, Name(room.Name, opening.Number), opening.Id!, ct);
    }

    // Null: it was created.
    private async Task<AttemptEnd?> Create(
        Delivery delivery,
        Effect.OpenRoom room,
        Opening opening,
        bool isLookedFor,
        CancellationToken ct
    )
    {
        var made = await Create(delivery, room, opening, ct);
        // The name that may be ours is taken by a channel that is not listed: most likely ours, a moment too early.
        if (isLookedFor && IsTaken(made) && delivery.Attempt < AttemptsToList)
            return new AttemptEnd.TryAgain(null, "The channel is not listed yet.", Unclear: true);
        while (IsTaken(made) && opening.Number < NamesTried)
        {
            opening.Number++;
            made = await Create(delivery, room, opening, ct);
        }

        if (made is TeamsAnswer.Ok { Id: { } id })
        {
            opening.Id = id;
            return null;
        }

        var answer = made is TeamsAnswer.Ok ? new TeamsAnswer.Unclear("Graph did not name the channel.", true) : made;
        return TeamsRefusals.Explained(TeamsEnds.Of(delivery, answer, isRepeatable: isLookedFor), answer, NotLet);
    }

    private Task<TeamsAnswer> Create(Delivery delivery, Effect.OpenRoom room, Opening opening, CancellationToken ct) =>
        graph.OpenChannel(Name(room.Name, opening.Number), $"The room of incident {delivery.IncidentId}.", ct);

    // Until the Bot Connector knows the channel it is looked for again, by whichever host comes next.
    private async Task<AttemptEnd> Enter(Delivery delivery, string name, string channel, CancellationToken ct)
    {
        await directory.Opened(channel, ConversationKind.Room, ct);
        var seen = await client.Knows(channel, ct);
        if (seen is TeamsAnswer.Refused { Code: TeamsClient.NotThereCode })
            return new AttemptEnd.TryAgain(null, "Teams does not know the new channel yet.", Unclear: true);
        var link = TeamsPlaces.Link(delivery.Workspace, channel, group: _options.GroupForChannels);
        var end = TeamsEnds.Of(delivery, seen, new PlacedReference(channel, null, name, link), isRepeatable: true);
        return end is AttemptEnd.TryAgain again ? again with { Unclear = true } : end;
    }

    // Ok without an id: there is none. Refused: nobody can be asked.
    private async Task<TeamsAnswer> Find(string name, CancellationToken ct)
    {
        if (await Team(ct) is not { } team)
            return new TeamsAnswer.Refused(404, "TeamNotKnown");
        var (channels, end) = await client.Channels(team, ct);
        var found = channels?.FirstOrDefault(one => name.Equals(one.Name, StringComparison.OrdinalIgnoreCase));
        return channels is null ? end : new TeamsAnswer.Ok(found?.Id);
    }

    private async Task<string?> Team(CancellationToken ct)
    {
        if (_options.Team is { } set)
            return set;
        return _options.RoomChannel is { } near ? (await directory.Find(near, ct))?.TeamId : null;
    }

    private static bool IsTaken(TeamsAnswer made) => made is TeamsAnswer.Refused { Code: TeamsGraph.NameTakenCode };

    /// <summary>The <paramref name="number"/>th name to try, by Teams' rules.</summary>
    internal static string Name(string wish, int number)
    {
        var let = string.Concat(wish.Where(c => !Forbidden.Contains(c) && !char.IsControl(c))).TrimStart('_', '.', ' ');
        var suffix = number == 1 ? "" : "-" + number.ToString(CultureInfo.InvariantCulture);
        var cut = PlainText.WholeCharacters(let, NameLengthMax - suffix.Length).TrimEnd('.', ' ', '-');
        return (cut.Length == 0 ? "incident" : cut) + suffix;
    }

    /// <summary>How far the opening of one room has come.</summary>
    private sealed class Opening
    {
        /// <summary>Which name was tried last, from 1.</summary>
        public int Number { get; set; } = 1;

        /// <summary>The channel; null: none stands of which we know.</summary>
        public string? Id { get; set; }
    }
}
