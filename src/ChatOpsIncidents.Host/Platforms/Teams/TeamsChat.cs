using System.Collections.Concurrent;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Microsoft Teams as a chat platform.</summary>
public sealed class TeamsChat : IChatPlatform
{
    /// <summary>The platform's name in stored rows and requests.</summary>
    public const string PlatformName = "teams";

    /// <summary>How long to wait while no token is given us: an operator has to act, and what waits is not lost
    /// meanwhile.</summary>
    private static readonly TimeSpan NotSignedInWait = TimeSpan.FromMinutes(1);

    private const string NotMet = "They have not added the app in Teams, so that it cannot write to them.";

    private static readonly AttemptEnd.GiveUp SentTwice = new(
        "It was sent twice, and Teams did not say whether it stands."
    )
    {
        ForPeople = "Teams did not say whether it stands",
    };

    private const int SorryMax = 10_000;

    private readonly ConcurrentDictionary<(string Incident, string Person), bool> _sorry = new();
    private readonly TeamsClient _client;
    private readonly TeamsMessages _messages;
    private readonly TeamsPeople _people;
    private readonly TeamsHistory _history;
    private readonly TeamsOptions _options;

    internal TeamsChat(
        TeamsClient client,
        TeamsMessages messages,
        TeamsPeople people,
        TeamsHistory history,
        IOptions<TeamsOptions> options
    )
    {
        (_client, _messages, _people) = (client, messages, people);
        (_history, _options) = (history, options.Value);
    }

    /// <inheritdoc/>
    public string Name => PlatformName;

    /// <inheritdoc/>
    public bool CanAskWhatStands => _options.CanAskGraph;

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(Delivery delivery, CancellationToken ct) =>
        await Silence(delivery, ct) is { } silence ? End(delivery, silence) : await CarryOut(delivery, ct);

    // What is repeated once is not repeated into a silence, which may last longer than one pause.
    private async Task<TeamsAnswer?> Silence(Delivery delivery, CancellationToken ct)
    {
        var near = delivery.At is { } at ? TeamsPlaces.Of(at) : _options.RoomChannel;
        var isAsked = delivery.EarlierOutcomeUnclear && near is not null && !_history.CanAsk(near);
        return isAsked ? await _client.Silence(near!, ct) : null;
    }

    private async Task<AttemptEnd> CarryOut(Delivery delivery, CancellationToken ct) =>
        delivery.Effect switch
        {
            Effect.OpenRoom room => await OpenRoom(delivery, room, ct),
            Effect.Direct direct => await ToPerson(delivery, direct.Person, direct.Message, ct),
            Effect.Tell tell => await ToPerson(delivery, tell.Person, tell.Message, ct),
            Effect.Page page => await Page(delivery, page, ct),
            Effect.Pin or Effect.SetTopic or Effect.Bookmark or Effect.Invite => new AttemptEnd.Needless(
                "Teams lets no bot do that; the post that opened the room stands for it."
            ),
            _ when delivery.At is not { } => new AttemptEnd.GiveUp("There is no place in Teams for it."),
            Effect.Post post => await Post(delivery, delivery.At, post, ct),
            Effect.Edit edit => await Edit(delivery, delivery.At, edit.Message, ct),
            Effect.Upload upload => await Links(delivery, delivery.At, upload, ct),
            var other => new AttemptEnd.GiveUp($"Teams knows no {other.GetType().Name}."),
        };

    /// <summary>Never: a form is a card, and comes with the answer.</summary>
    public Task<bool> OpenForm(FormTrigger trigger, Form form, FormContext context, CancellationToken ct) =>
        Task.FromResult(false);

    /// <inheritdoc/>
    public async Task<bool> Answer(string workspace, string replyAddress, ChatMessage message, CancellationToken ct) =>
        await _client.PostTo(replyAddress, _messages.Activity(message), ct) is TeamsAnswer.Ok;

    /// <inheritdoc/>
    public Task<PlatformPerson?> FindPerson(string workspace, string personId, CancellationToken ct) =>
        _people.Ask(workspace, personId, ct);

    /// <inheritdoc/>
    public Task<string?> HomeWorkspace(CancellationToken ct) =>
        Task.FromResult(_options.IsConfigured ? _options.TenantId : null);

    /// <inheritdoc/>
    public Task<(RenderedFile? File, AttemptEnd End)> ReadFile(
        string workspace,
        string channelId,
        string fileId,
        long bytesMax,
        CancellationToken ct
    ) =>
        Task.FromResult<(RenderedFile?, AttemptEnd)>(
            (null, new AttemptEnd.GiveUp("Teams lends no files to bots; its link is kept."))
        );

    /// <inheritdoc/>
    public IAsyncEnumerable<CapturedMessage> History(
        string workspace,
        string channelId,
        KnownSoFar known,
        CancellationToken ct
    ) => _history.Read(channelId, known, ct);

    // The room is the thread under a post of its own, which becomes the incident's card.
    private async Task<AttemptEnd> OpenRoom(Delivery delivery, Effect.OpenRoom room, CancellationToken ct)
    {
        if (delivery.At is not null)
            return new AttemptEnd.Needless("The incident has a room already.");
        if (room.Private)
            return new AttemptEnd.GiveUp("Teams lets no bot open a chat of several people");
        if (_options.RoomChannel is not { } channel)
            return new AttemptEnd.GiveUp("Teams:ChannelId is not set");
        var opening = ChatMessage.Text(
            $"{Ink.Bold(delivery.IncidentId)} is opened here. Answer below: this is its room."
        );
        var (answer, isLookedFor) = await PostOnce(delivery, channel, opening, isRefreshed: false, ct);
        if (answer is not TeamsAnswer.Ok { Id: { } root })
            return answer is TeamsAnswer.Ok
                ? new AttemptEnd.GiveUp("Teams did not say where its post stands")
                : End(delivery, answer, reference: null, isLookedFor);
        var thread = TeamsPlaces.Thread(channel, root);
        var link = TeamsPlaces.Link(delivery.Workspace, thread);
        return new AttemptEnd.Done(new PlacedReference(thread, null, room.Name, link));
    }

    private async Task<AttemptEnd> Post(Delivery delivery, MessagePlace at, Effect.Post post, CancellationToken ct)
    {
        var conversation = TeamsPlaces.Of(at);
        if (post.Key == Keys.Card && post.To.IsRoom && TeamsPlaces.Root(conversation) is { } root)
        {
            var answer = await _client.Update(conversation, root, _messages.Activity(post.Message, true), ct);
            if (answer is not TeamsAnswer.Refused { IsShut: true })
                return End(delivery, answer, new PlacedReference(conversation, root), isRepeatable: true);
        }

        var isRefreshed = post.Key is Keys.Card or Keys.Origin;
        return await Send(delivery, at, post.Message, isRefreshed, ct);
    }

    // What is gone, or was posted under a name that we lost, is posted anew and found there from now on.
    private async Task<AttemptEnd> Edit(Delivery delivery, MessagePlace at, ChatMessage message, CancellationToken ct)
    {
        var conversation = TeamsPlaces.Of(at);
        var answer = await _client.Update(conversation, at.MessageId!, _messages.Activity(message, true), ct);
        return answer is TeamsAnswer.Refused { IsShut: true }
            ? await Send(delivery, at, message, isRefreshed: true, ct)
            : End(delivery, answer, new PlacedReference(at.ChannelId, at.MessageId), isRepeatable: true);
    }

    private async Task<AttemptEnd> Send(
        Delivery delivery,
        MessagePlace at,
        ChatMessage message,
        bool isRefreshed,
        CancellationToken ct
    )
    {
        var conversation = TeamsPlaces.Of(at);
        var (answer, isLookedFor) = await PostOnce(delivery, conversation, message, isRefreshed, ct);
        var reference = answer is TeamsAnswer.Ok { Id: { } id } ? new PlacedReference(conversation, id) : null;
        return TeamsRefusals.PlaceLost(at, answer) ?? End(delivery, answer, reference, isLookedFor);
    }

    // After an unclear outcome Graph is asked, where it may be, before a post is repeated. Where it refuses the look,
    // the post is repeated once, as where there is nobody to ask.
    private async Task<(TeamsAnswer Answer, bool IsLookedFor)> PostOnce(
        Delivery delivery,
        string conversation,
        ChatMessage message,
        bool isRefreshed,
        CancellationToken ct
    )
    {
        TeamsAnswer? found = null;
        if (delivery.EarlierOutcomeUnclear && _history.CanAsk(conversation))
            found = await _history.Find(conversation, delivery.EffectId, ct);
        if (found is not (null or TeamsAnswer.Ok { Id: null } or TeamsAnswer.Refused))
            return (found, true);
        var activity = _messages.Activity(message, isRefreshed, delivery.EffectId);
        return (await _client.Post(conversation, activity, ct), found is TeamsAnswer.Ok);
    }

    // Who cannot be written to alone hears in the room that there is something, and nothing of what it is; once.
    private async Task<AttemptEnd> ToPerson(Delivery delivery, string person, ChatMessage message, CancellationToken ct)
    {
        var (answer, at) = await Alone(person, message, ct);
        if (answer is not TeamsAnswer.Refused { IsShut: true })
            return End(delivery, answer, at);
        if (_sorry.Count > SorryMax)
            _sorry.Clear();
        if (delivery.At is { } near && _sorry.TryAdd((delivery.IncidentId, person), true))
            await _client.Post(TeamsPlaces.Of(near), _messages.NoChat(person, "there is something"), ct);
        return new AttemptEnd.GiveUp(NotMet);
    }

    private async Task<AttemptEnd> Page(Delivery delivery, Effect.Page page, CancellationToken ct)
    {
        if (page.Way == PageWays.Group)
            return new AttemptEnd.GiveUp("Teams tells no bot who is in a group.");
        if (!Guid.TryParse(page.Target, out _))
            return new AttemptEnd.GiveUp("Nobody in Teams has that name.");
        var (answer, at) = await Alone(page.Target, Calls.To(delivery.IncidentId, page), ct);
        return answer is TeamsAnswer.Refused { IsShut: true }
            ? new AttemptEnd.GiveUp(NotMet)
            : End(delivery, answer, at);
    }

    private async Task<(TeamsAnswer Answer, PlacedReference? At)> Alone(
        string person,
        ChatMessage message,
        CancellationToken ct
    )
    {
        var opened = await _client.Chat(person, ct);
        if (opened is not TeamsAnswer.Ok { Id: { } chat })
            return (opened, null);
        var answer = await _client.Post(chat, _messages.Activity(message), ct);
        return (answer, answer is TeamsAnswer.Ok { Id: { } id } ? new PlacedReference(chat, id) : null);
    }

    private async Task<AttemptEnd> Links(Delivery delivery, MessagePlace at, Effect.Upload upload, CancellationToken ct)
    {
        if (upload.Format == Effect.Upload.ChecksFormat)
            return new AttemptEnd.Needless("Teams shows no picture of ours there; its words stand beside it.");
        if (upload.Format == Effect.Upload.CanvasFormat)
            return new AttemptEnd.GiveUp("Teams has no canvas.") { ForPeople = "Teams has no canvas" };
        if (delivery.File is not { } first)
            return new AttemptEnd.GiveUp("There is no file.");
        RenderedFile[] files = [first, .. delivery.MoreFiles];
        if (files.Any(file => file.Link is null))
            return new AttemptEnd.GiveUp("Without Web:BaseUrl there is no link, and channels take no files of bots.")
            {
                ForPeople = "Teams takes no files of bots, and links need the setting Web:BaseUrl",
            };
        var answer = await _client.Post(TeamsPlaces.Of(at), _messages.Activity(TeamsMessages.Links(upload, files)), ct);
        return End(delivery, answer, answer is TeamsAnswer.Ok { Id: { } id } ? new(at.ChannelId, id) : null);
    }

    /// <summary>What an answer means for an effect.</summary>
    /// <param name="delivery">The effect.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="reference">Where it stands.</param>
    /// <param name="isRepeatable">Whether doing it twice is doing it once. A post is not: where nobody can be asked
    /// whether it stands, it is repeated once and then left.</param>
    internal static AttemptEnd End(
        Delivery delivery,
        TeamsAnswer answer,
        PlacedReference? reference = null,
        bool isRepeatable = false
    ) =>
        answer switch
        {
            TeamsAnswer.Ok => new AttemptEnd.Done(reference),
            TeamsAnswer.RateLimited limited => new AttemptEnd.TryAgain(
                limited.RetryAfter,
                "Teams limits this conversation's pace.",
                delivery.EarlierOutcomeUnclear
            ),
            TeamsAnswer.Unclear { MayStand: true } when delivery.EarlierOutcomeUnclear && !isRepeatable => SentTwice,
            TeamsAnswer.Unclear unclear => new AttemptEnd.TryAgain(
                null,
                unclear.Why,
                unclear.MayStand || delivery.EarlierOutcomeUnclear
            ),
            TeamsAnswer.Collided => new AttemptEnd.TryAgain(
                null,
                "Another call was in the way.",
                delivery.EarlierOutcomeUnclear
            ),
            TeamsAnswer.NotSignedIn(var why) => new AttemptEnd.TryAgain(
                NotSignedInWait,
                why,
                delivery.EarlierOutcomeUnclear,
                delivery.Workspace + "/token"
            ),
            TeamsAnswer.Refused refused => new AttemptEnd.GiveUp($"Teams refused it: {refused}.")
            {
                ForPeople = TeamsRefusals.InWords(refused),
            },
            _ => throw new InvalidOperationException($"No end for {answer.GetType().Name}."),
        };
}
