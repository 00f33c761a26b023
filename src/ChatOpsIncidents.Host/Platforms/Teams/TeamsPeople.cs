using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Bot.Schema.Teams;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>The people of the tenant, as the rosters of conversations describe them.</summary>
public sealed class TeamsPeople : IPlatformPeople
{
    private readonly TeamsClient _client;
    private readonly TeamsDirectory _directory;
    private readonly TeamsOptions _options;
    private readonly KnownPeople _people;

    /// <summary>Asks rosters through a client.</summary>
    public TeamsPeople(
        TeamsClient client,
        TeamsDirectory directory,
        PeopleDirectory met,
        TimeProvider clock,
        IOptions<TeamsOptions> options,
        ILogger<TeamsPeople> log,
        IPeopleStore? store = null
    )
    {
        (_client, _directory, _options) = (client, directory, options.Value);
        _people = new KnownPeople(TeamsChat.PlatformName, Ask, met, clock, log, store);
    }

    /// <inheritdoc/>
    public string Platform => TeamsChat.PlatformName;

    /// <inheritdoc/>
    public Task<PlatformPerson> Find(string workspace, string id, string? name, CancellationToken ct) =>
        _people.Find(workspace, id, name, ct);

    /// <inheritdoc/>
    public Task<PlatformPerson?> Look(string workspace, string id, CancellationToken ct) => Ask(workspace, id, ct);

    /// <summary>Somebody who acts, in the zone that the delivery names.</summary>
    internal async Task<PlatformPerson> Find(TeamsActor actor, CancellationToken ct)
    {
        var person = await _people.Find(_options.TenantId!, actor.Id, actor.Name, ct);
        return actor.Zone is null ? person : person with { TimeZone = actor.Zone };
    }

    /// <summary>Somebody of whom nobody may see that they acted.</summary>
    internal Task<PlatformPerson> FindUnseen(TeamsActor actor, CancellationToken ct) =>
        _people.FindUnseen(_options.TenantId!, actor.Id, actor.Name, ct);

    /// <summary>Somebody who speaks.</summary>
    internal Task<PlatformPerson> Recognise(TeamsActor actor, CancellationToken ct) =>
        _people.Recognise(_options.TenantId!, actor.Id, actor.Name, ct);

    /// <summary>A name that was learned before; null: none.</summary>
    public string? NameOf(string id) => _people.NameOf(_options.TenantId ?? "", id);

    /// <summary>Learns who is named so in a conversation's messages.</summary>
    /// <returns>Their id; null: the roster does not say, or not in time.</returns>
    public async Task<string?> Resolve(string conversation, string address, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(KnownPeople.NamePatience);
        try
        {
            var (member, _) = await _client.Member(conversation, address, patience.Token);
            if (member is not { AadObjectId: { Length: > 0 } id })
                return null;
            await _directory.Remember(new Correspondent(id, address, TeamsPlaces.Base(conversation)), ct);
            _people.Learn(_options.TenantId!, Person(id, member));
            return id;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Asks the roster of the conversation in which somebody was met last.</summary>
    /// <returns>Null: they were never met, or the roster does not say.</returns>
    public async Task<PlatformPerson?> Ask(string workspace, string id, CancellationToken ct)
    {
        if (await _directory.Person(id, ct) is not { } met)
            return null;
        var (member, _) = await _client.Member(met.ConversationId, met.Address, ct);
        return member is null ? null : Person(id, member);
    }

    // Guests of the tenant and people of others are outsiders alike.
    private PlatformPerson Person(string id, TeamsChannelAccount member)
    {
        var isOfOurs =
            string.IsNullOrEmpty(member.TenantId)
            || member.TenantId.Equals(_options.TenantId, StringComparison.OrdinalIgnoreCase);
        var isGuest =
            member.UserRole is "guest" or "anonymous"
            || member.UserPrincipalName?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) == true;
        return new PlatformPerson(id, member.Name ?? id, null, IsOutsider: isGuest || !isOfOurs, IsBot: false)
        {
            Mail = member.Email,
        };
    }
}
