using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Host.Ports;

/// <summary>A chat platform, as the product needs it. Each adapter passes <c>ChatPlatformContract</c>.</summary>
public interface IChatPlatform
{
    /// <summary>The platform's name in stored rows and requests: <c>slack</c>, <c>teams</c>.</summary>
    string Name { get; }

    /// <summary>Whether people have a home tab there; where not, its effects are needless.</summary>
    bool HasHomeTab => false;

    /// <summary>Whether the platform can be asked whether a post stands whose outcome is unclear; where not, such a
    /// post
    /// is repeated at most once.</summary>
    bool CanAskWhatStands => true;

    /// <summary>Carries one effect out. Never throws for what the platform answers; a fault of the network is an end
    /// too.</summary>
    /// <param name="delivery">The effect and where its parts stand already.</param>
    /// <param name="ct">Ends the attempt; the outcome is then unclear and the effect is tried again.</param>
    Task<AttemptEnd> Deliver(Delivery delivery, CancellationToken ct);

    /// <summary>Opens a form for the person who just acted.</summary>
    /// <param name="trigger">The platform's short-lived permission to open a form (Slack: trigger_id, 3 s,
    /// once).</param>
    /// <param name="form">The form.</param>
    /// <param name="context">Comes back with the submission: incident id, channel id.</param>
    /// <param name="ct">Ends the attempt.</param>
    /// <returns>False when it could not be opened; the caller then answers in words.</returns>
    Task<bool> OpenForm(FormTrigger trigger, Form form, FormContext context, CancellationToken ct);

    /// <summary>Answers a person later than inside the request (Slack: response_url).</summary>
    /// <returns>False when the address has expired or was refused.</returns>
    Task<bool> Answer(string workspace, string replyAddress, ChatMessage message, CancellationToken ct);

    /// <summary>Who somebody is, from the platform; null: not known there, or the platform did not answer in
    /// time.</summary>
    Task<PlatformPerson?> FindPerson(string workspace, string personId, CancellationToken ct);

    /// <summary>The workspace in which we are installed, where that is one; null: several, or the platform does not say
    /// it now.</summary>
    Task<string?> HomeWorkspace(CancellationToken ct) => Task.FromResult<string?>(null);

    /// <summary>A file that was shared in a channel, with its bytes.</summary>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="channelId">Where it must have been shared: nobody gets at another channel's files by their
    /// ids.</param>
    /// <param name="fileId">The platform's id.</param>
    /// <param name="bytesMax">A larger one is not read.</param>
    /// <param name="ct">Ends the attempt.</param>
    /// <returns>File null: how the attempt ended.</returns>
    Task<(RenderedFile? File, AttemptEnd End)> ReadFile(
        string workspace,
        string channelId,
        string fileId,
        long bytesMax,
        CancellationToken ct
    );

    /// <summary>The messages of a channel (threads included) after those that are known, oldest first, for catching up
    /// after downtime; then, as <c>message-deleted</c>, those of the known that stand there no more.</summary>
    IAsyncEnumerable<CapturedMessage> History(
        string workspace,
        string channelId,
        KnownSoFar known,
        CancellationToken ct
    );
}

/// <summary>The permission to open a form.</summary>
/// <param name="Workspace">The workspace's id.</param>
/// <param name="Token">The platform's token.</param>
public sealed record FormTrigger(string Workspace, string Token);

/// <summary>What comes back with a form's submission.</summary>
/// <param name="IncidentId">The incident, null where none exists yet.</param>
/// <param name="ChannelId">The channel in which the form was asked for.</param>
/// <param name="MessageId">The message that it is about; null: none.</param>
public sealed record FormContext(string? IncidentId, string? ChannelId, string? MessageId = null)
{
    /// <summary>Where the answer that opened it is replaced by the next one; null: nothing is to be replaced.</summary>
    public string? AnswerAddress { get; init; }
}

/// <summary>A person as the platform knows them.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Name">The name people use.</param>
/// <param name="TimeZone">IANA name; null: unknown.</param>
/// <param name="IsOutsider">A guest, or a member of another organisation.</param>
/// <param name="IsBot">A bot.</param>
public sealed record PlatformPerson(string Id, string Name, string? TimeZone, bool IsOutsider, bool IsBot)
{
    /// <summary>Whether the platform has not said yet who this is: a name in a request, and no more.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Whether the account was switched off.</summary>
    public bool IsDeactivated { get; init; }

    /// <summary>Their mail address; never kept. Null: the platform does not say.</summary>
    public string? Mail { get; init; }
}

/// <summary>An effect on its way out.</summary>
/// <param name="EffectId">The outbox row's id: the same on every attempt. Put into message metadata, looked up before a
/// repeat.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="EarlierOutcomeUnclear">Whether an earlier attempt may have been carried out: ask the platform first,
/// where it can be asked.</param>
/// <param name="Workspace">The workspace's id.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="Effect">What.</param>
/// <param name="At">Where it goes: resolved from the effect's destination or key by the dispatcher.</param>
/// <param name="File">For an upload: the rendered file.</param>
/// <param name="Home">For a home tab: its parts.</param>
public sealed record Delivery(
    long EffectId,
    int Attempt,
    bool EarlierOutcomeUnclear,
    string Workspace,
    string IncidentId,
    Effect Effect,
    MessagePlace? At,
    RenderedFile? File = null,
    IReadOnlyList<ChatMessage>? Home = null
)
{
    /// <summary>For an upload: the files that go up beside the first, in the same message.</summary>
    public IReadOnlyList<RenderedFile> MoreFiles { get; init; } = [];
}

/// <summary>A place on the platform.</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="ThreadId">The thread's root message; null: the channel itself.</param>
/// <param name="MessageId">For edits and pins: the message; null: a new one.</param>
public sealed record MessagePlace(string ChannelId, string? ThreadId = null, string? MessageId = null);

/// <summary>A rendered export.</summary>
/// <param name="Name">File name.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Bytes">Content.</param>
public sealed record RenderedFile(string Name, string ContentType, byte[] Bytes)
{
    /// <summary>An address at which whoever has it can read the file for a while; null: there is none.</summary>
    public string? Link { get; init; }
}

/// <summary>What is known of a channel before its history is read.</summary>
/// <param name="After">The last known message; null: none, it is read from its beginning.</param>
/// <param name="Standing">Messages captured lately that nobody is known to have deleted.</param>
public sealed record KnownSoFar(string? After, IReadOnlyList<KnownMessage> Standing);

/// <summary>A message that was captured.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="ThreadId">The thread's root; null: not in a thread.</param>
/// <param name="PersonId">Who said it.</param>
public sealed record KnownMessage(string MessageId, string? ThreadId, string PersonId);

/// <summary>A message as it was said in a room.</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="MessageId">The platform's id of the message (Slack: ts).</param>
/// <param name="Version">0 for the message itself; for an edit or a deletion the platform's time of it
/// (<c>history</c> where a deletion was noticed later).</param>
/// <param name="Kind"><c>message</c>, <c>message-edited</c>, <c>message-deleted</c>, <c>pinned</c>, <c>unpinned</c>,
/// <c>reaction-added</c>, <c>reaction-removed</c> or <c>file</c>.</param>
/// <param name="ThreadId">The thread's root; null: not in a thread.</param>
/// <param name="PersonId">Who.</param>
/// <param name="At">When, by the platform's clock, UTC.</param>
/// <param name="Text">The words, with names resolved where the platform says them.</param>
/// <param name="Files">Files as links, name first.</param>
/// <param name="Link">A permanent link to it; null: unknown.</param>
public sealed record CapturedMessage(
    string ChannelId,
    string MessageId,
    string Version,
    string Kind,
    string? ThreadId,
    string PersonId,
    DateTimeOffset At,
    string Text,
    IReadOnlyList<CapturedFile> Files,
    string? Link
);

/// <summary>A file that was shared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its private address on the platform.</param>
public sealed record CapturedFile(string Name, string Url);
