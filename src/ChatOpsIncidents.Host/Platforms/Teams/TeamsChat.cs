using System.Collections.Concurrent;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Microsoft Teams as a chat platform.</summary>
internal sealed class TeamsChat(
    TeamsClient client,
    TeamsMessages messages,
    TeamsPosts posts,
    TeamsRooms rooms,
    TeamsFiles files,
    TeamsPeople people,
    TeamsHistory history,
    IOptions<TeamsOptions> options
) : IChatPlatform
{
    /// <summary>The platform's name in stored rows and requests.</summary>
    public const string PlatformName = "teams";

    private const string NotMet = "They have not added the app in Teams, so that it cannot write to them.";

    private const int SorryMax = 10_000;

    private readonly ConcurrentDictionary<(string Incident, string Person), bool> _sorry = new();

    /// <inheritdoc/>
    public string Name => PlatformName;

    /// <inheritdoc/>
    public bool CanAskWhatStands => options.Value.CanAskGraph;

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(Delivery delivery, CancellationToken ct) =>
        await Silence(delivery, ct) is { } silence ? TeamsEnds.Of(delivery, silence) : await CarryOut(delivery, ct);

    // What is repeated once is not repeated into a silence, which may last longer than one pause.
    private async Task<TeamsAnswer?> Silence(Delivery delivery, CancellationToken ct)
    {
        var near = delivery.At is { } at ? TeamsPlaces.Of(at) : options.Value.RoomChannel;
        var isAsked = delivery.EarlierOutcomeUnclear && near is not null && !history.CanAsk(near);
        return isAsked ? await client.Silence(near!, ct) : null;
    }

    private async Task<AttemptEnd> CarryOut(Delivery delivery, CancellationToken ct) =>
        delivery.Effect switch
        {
            Effect.OpenRoom room => await rooms.Open(delivery, room, ct),
            Effect.Invite invite => await rooms.Invite(delivery, invite, ct),
            Effect.Direct direct => await ToPerson(delivery, direct.Person, direct.Message, ct),
            Effect.Tell tell => await ToPerson(delivery, tell.Person, tell.Message, ct),
            Effect.Page page => await Page(delivery, page, ct),
            Effect.Pin or Effect.SetTopic or Effect.Bookmark => new AttemptEnd.Needless(
                "Teams lets no bot do that; the post that opened the room stands for it."
            ),
            Effect.Upload { Agreed: { } agreed } => await files.Send(delivery, agreed, ct),
            Effect.Upload { Alone: true } upload => await files.Ask(delivery, upload, ct),
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
        await client.PostTo(replyAddress, messages.Activity(message), ct) is TeamsAnswer.Ok;

    /// <inheritdoc/>
    public Task<PlatformPerson?> FindPerson(string workspace, string personId, CancellationToken ct) =>
        people.Ask(workspace, personId, ct);

    /// <inheritdoc/>
    public Task<string?> HomeWorkspace(CancellationToken ct) =>
        Task.FromResult(options.Value.IsConfigured ? options.Value.TenantId : null);

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
    ) => history.Read(channelId, known, ct);

    private async Task<AttemptEnd> Post(Delivery delivery, MessagePlace at, Effect.Post post, CancellationToken ct)
    {
        var conversation = TeamsPlaces.Of(at);
        if (post.Key == Keys.Card && post.To.IsRoom && TeamsPlaces.Root(conversation) is { } root)
        {
            var answer = await client.Update(conversation, root, messages.Activity(post.Message, true), ct);
            if (answer is not TeamsAnswer.Refused { IsShut: true })
                return TeamsEnds.Of(delivery, answer, new PlacedReference(conversation, root), isRepeatable: true);
        }

        var isRefreshed = post.Key is Keys.Card or Keys.Origin;
        return await Send(delivery, at, post.Message, isRefreshed, ct);
    }

    // What is gone, or was posted under a name that we lost, is posted anew and found there from now on.
    private async Task<AttemptEnd> Edit(Delivery delivery, MessagePlace at, ChatMessage message, CancellationToken ct)
    {
        var conversation = TeamsPlaces.Of(at);
        var answer = await client.Update(conversation, at.MessageId!, messages.Activity(message, true), ct);
        return answer is TeamsAnswer.Refused { IsShut: true }
            ? await Send(delivery, at, message, isRefreshed: true, ct)
            : TeamsEnds.Of(delivery, answer, new PlacedReference(at.ChannelId, at.MessageId), isRepeatable: true);
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
        var (answer, isLookedFor) = await posts.Once(delivery, conversation, message, isRefreshed, ct);
        var reference = answer is TeamsAnswer.Ok { Id: { } id } ? new PlacedReference(conversation, id) : null;
        return TeamsRefusals.PlaceLost(at, answer) ?? TeamsEnds.Of(delivery, answer, reference, isLookedFor);
    }

    // Who cannot be written to alone hears in the room that there is something, and nothing of what it is; once.
    private async Task<AttemptEnd> ToPerson(Delivery delivery, string person, ChatMessage message, CancellationToken ct)
    {
        var (answer, at) = await Alone(person, message, ct);
        if (answer is not TeamsAnswer.Refused { IsShut: true })
            return TeamsEnds.Of(delivery, answer, at);
        if (_sorry.Count > SorryMax)
            _sorry.Clear();
        if (delivery.At is { } near && _sorry.TryAdd((delivery.IncidentId, person), true))
            await client.Post(TeamsPlaces.Of(near), messages.NoChat(person, "there is something"), ct);
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
            : TeamsEnds.Of(delivery, answer, at);
    }

    private async Task<(TeamsAnswer Answer, PlacedReference? At)> Alone(
        string person,
        ChatMessage message,
        CancellationToken ct
    )
    {
        var opened = await client.Chat(person, ct);
        if (opened is not TeamsAnswer.Ok { Id: { } chat })
            return (opened, null);
        var answer = await client.Post(chat, messages.Activity(message), ct);
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
        RenderedFile[] shown = [first, .. delivery.MoreFiles];
        if (shown.Any(file => file.Link is null))
            return new AttemptEnd.GiveUp("Without Web:BaseUrl there is no link, and channels take no files of bots.")
            {
                ForPeople = "Teams takes no files of bots, and links need the setting Web:BaseUrl",
            };
        var answer = await client.Post(TeamsPlaces.Of(at), messages.Activity(TeamsMessages.Links(upload, shown)), ct);
        return TeamsEnds.Of(delivery, answer, answer is TeamsAnswer.Ok { Id: { } id } ? new(at.ChannelId, id) : null);
    }
}
