using ChatOpsIncidents.Host.Ports;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Teams;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;
using Polly;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>The Bot Connector, as far as the product needs it. Its ends are values; only the caller's cancellation is
/// thrown.</summary>
public sealed class TeamsClient
{
    /// <summary>Why nothing can be written where the app was taken away.</summary>
    internal const string RemovedCode = "AppRemoved";

    /// <summary>Why nothing can be written in a chat that was just opened.</summary>
    internal const string NotThereCode = "AppNotThereYet";

    private const string NoMemberCode = "MemberNotFoundInConversation";

    private static readonly TeamsAnswer.Refused Unknown = new(404, "ConversationNotKnown");
    private static readonly TeamsAnswer.Refused Forbidden = new(403, "ServiceAddressNotAllowed");

    private readonly TeamsConnectors _connectors;
    private readonly TeamsDirectory _directory;
    private readonly TeamsPace _pace;
    private readonly TeamsLogin _login;
    private readonly TeamsOptions _options;
    private readonly ILogger<TeamsClient> _log;
    private readonly ResiliencePipeline<TeamsAnswer> _once;

    /// <summary>A client for the configured application.</summary>
    public TeamsClient(
        TeamsConnectors connectors,
        TeamsDirectory directory,
        TeamsPace pace,
        TeamsLogin login,
        IOptions<TeamsOptions> options,
        TimeProvider clock,
        ILogger<TeamsClient> log
    )
    {
        (_connectors, _directory, _pace, _login) = (connectors, directory, pace, login);
        (_options, _log) = (options.Value, log);
        _once = TeamsAnswer.OnceMore(clock, login.Renew);
    }

    /// <summary>Posts a message.</summary>
    /// <returns><see cref="TeamsAnswer.Ok"/> with the message's id, where Teams says it.</returns>
    public Task<TeamsAnswer> Post(string conversation, Activity message, CancellationToken ct) =>
        Call(
            conversation,
            async connector => (await connector.Conversations.SendToConversationAsync(conversation, message, ct))?.Id,
            ct
        );

    /// <summary>Replaces a message of ours.</summary>
    public Task<TeamsAnswer> Update(string conversation, string id, Activity message, CancellationToken ct)
    {
        message.Id = id;
        return Call(
            conversation,
            async connector =>
                (await connector.Conversations.UpdateActivityAsync(conversation, id, message, ct))?.Id ?? id,
            ct
        );
    }

    /// <summary>Posts a message to one person alone.</summary>
    public async Task<TeamsAnswer> PostTo(string person, Activity message, CancellationToken ct) =>
        await Chat(person, ct) is var opened && opened is TeamsAnswer.Ok { Id: { } chat }
            ? await Post(chat, message, ct)
            : opened;

    /// <summary>The chat with one person, opened if there is none.</summary>
    /// <returns><see cref="TeamsAnswer.Ok"/> with its id.</returns>
    public async Task<TeamsAnswer> Chat(string person, CancellationToken ct)
    {
        if (await _directory.With(person, ct) is { } known)
            return known.Unreachable is { } why ? new TeamsAnswer.Refused(403, why) : new TeamsAnswer.Ok(known.Id);
        if (await _directory.Person(person, ct) is not { } met)
            return new TeamsAnswer.Refused(404, "PersonNotMet");
        var opened = await Call(
            met.ConversationId,
            async connector => (await connector.Conversations.CreateConversationAsync(ChatWith(met), ct))?.Id,
            ct
        );
        if (opened is TeamsAnswer.Ok { Id: { } id } && await _directory.Find(met.ConversationId, ct) is { } near)
        {
            var chat = new Conversation(id, ConversationKind.Personal, near.ServiceUrl) { PersonId = person };
            await _directory.Remember(chat, ct);
        }

        return opened;
    }

    /// <summary>Somebody as the roster of a conversation describes them.</summary>
    /// <param name="conversation">Where they are.</param>
    /// <param name="address">How messages name them.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The member null: how the call ended.</returns>
    public async Task<(TeamsChannelAccount? Member, TeamsAnswer End)> Member(
        string conversation,
        string address,
        CancellationToken ct
    )
    {
        TeamsChannelAccount? member = null;
        var channel = TeamsPlaces.Base(conversation);
        var end = await Call(
            channel,
            async connector =>
            {
                var found = await ((Conversations)connector.Conversations).GetConversationMemberAsync(
                    address,
                    channel,
                    ct
                );
                member = found is null ? null : JObject.FromObject(found).ToObject<TeamsChannelAccount>();
                return member?.Id;
            },
            ct
        );
        return (member, end);
    }

    /// <summary>Whether Teams answers for a conversation, by a look that changes nothing.</summary>
    /// <returns>Null: it does; else why not, and that nothing was done.</returns>
    public async Task<TeamsAnswer?> Silence(string conversation, CancellationToken ct) =>
        (await Member(conversation, "28:" + _options.AppId, ct)).End switch
        {
            TeamsAnswer.Unclear silent => silent with { MayStand = false },
            (TeamsAnswer.RateLimited or TeamsAnswer.NotSignedIn or TeamsAnswer.Collided) and var wait => wait,
            _ => null,
        };

    /// <summary>Whether the Bot Connector knows a channel that was just created.</summary>
    /// <returns><see cref="TeamsAnswer.Ok"/>: it does; with <see cref="NotThereCode"/>: not yet; else how the look
    /// ended.</returns>
    public async Task<TeamsAnswer> Knows(string channel, CancellationToken ct) =>
        (await Member(channel, "28:" + _options.AppId, ct)).End switch
        {
            // It knows who is there, and that we are no person.
            TeamsAnswer.Refused { Code: NoMemberCode } or TeamsAnswer.Refused { Status: 400 } => new TeamsAnswer.Ok(
                null
            ),
            TeamsAnswer.Refused => new TeamsAnswer.Refused(404, NotThereCode),
            var end => end,
        };

    /// <summary>The channels of a team; private ones are none of them.</summary>
    /// <param name="team">The team, by the name that the Bot Connector has for it.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The channels null: how the call ended.</returns>
    public async Task<(IReadOnlyList<ChannelInfo>? Channels, TeamsAnswer End)> Channels(
        string team,
        CancellationToken ct
    )
    {
        IReadOnlyList<ChannelInfo>? channels = null;
        var end = await Call(
            team,
            async connector =>
            {
                var listed = await _connectors.Teams(connector).FetchChannelListAsync(team, ct);
                channels = [.. listed?.Conversations ?? []];
                return null;
            },
            ct
        );
        return (channels, end);
    }

    private ConversationParameters ChatWith(Correspondent person) =>
        new()
        {
            IsGroup = false,
            Bot = new ChannelAccount("28:" + _options.AppId),
            Members = [new ChannelAccount(person.Address)],
            TenantId = _options.TenantId,
            ChannelData = new JObject { ["tenant"] = new JObject { ["id"] = _options.TenantId } },
        };

    private async Task<TeamsAnswer> Call(
        string conversation,
        Func<IConnectorClient, Task<string?>> call,
        CancellationToken ct
    )
    {
        if (await _directory.Find(conversation, ct) is not { } known)
            return Unknown;
        if (_connectors.Find(known.ServiceUrl) is not { } connector)
            return Forbidden;
        if (known.Unreachable is { } shut)
            return new TeamsAnswer.Refused(403, shut);
        if (_pace.Take(known.Id) is { } wait)
            return wait;
        var answer = await _once.ExecuteAsync(async token => await Signed(() => call(connector), token), ct);
        if (answer is TeamsAnswer.RateLimited limited)
            _pace.Hold(known.Id, limited.RetryAfter);
        else if (answer is TeamsAnswer.Refused refused)
            await Refused(known, refused, ct);
        else if (answer is TeamsAnswer.NotSignedIn no)
            _log.NotSignedIn(no.Why);
        return answer;
    }

    // First the token: while none is given, nothing was sent that might stand.
    private async Task<TeamsAnswer> Signed(Func<Task<string?>> call, CancellationToken ct)
    {
        var signed = await TeamsAnswer.Of(
            async () =>
            {
                await _login.Token(ct);
                return null;
            },
            ct
        );
        return signed switch
        {
            TeamsAnswer.Ok => await TeamsAnswer.Of(call, ct),
            TeamsAnswer.Unclear => new TeamsAnswer.NoSignIn(),
            _ => signed,
        };
    }

    // Where we were sent out, nothing is tried until a delivery comes from there again.
    private async Task Refused(Conversation conversation, TeamsAnswer.Refused refused, CancellationToken ct)
    {
        _log.Refused(refused.ToString());
        var isSentOut =
            refused.Code
            is "BotNotInConversationRoster"
                or "BotDisabledByAdmin"
                or "ConversationBlockedByUser"
                or "MessageWritesBlocked";
        if (isSentOut)
            await _directory.Remember(conversation with { Unreachable = refused.Code }, ct);
    }
}
