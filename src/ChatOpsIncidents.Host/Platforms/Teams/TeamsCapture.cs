using System.Globalization;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>What is said in rooms goes to the timeline: everything, where the team's owner lets the app read it; else
/// what is said to us. Never what is said to us alone.</summary>
internal sealed class TeamsCapture(
    ICaptureSink sink,
    TeamsRunner runner,
    TeamsWords words,
    TeamsPeople people,
    TeamsDirectory directory,
    IOptions<TeamsOptions> options
)
{
    /// <summary>A message.</summary>
    public async Task Said(Activity activity, bool isAddressed, CancellationToken ct)
    {
        if (!isAddressed && !options.Value.ReadsAllMessages)
            return;
        var text = await words.Said(activity, ct);
        var files = Files(activity);
        var kind = text.Length == 0 && files.Count > 0 ? "file" : "message";
        await Keep(activity, activity.Id, kind, "0", text, files, ct);
    }

    /// <summary>A message was changed, or taken back and shown again.</summary>
    public async Task Edited(Activity activity, CancellationToken ct)
    {
        if (!options.Value.ReadsAllMessages)
            return;
        var text = await words.Said(activity, ct);
        await Keep(activity, activity.Id, "message-edited", Version(activity), text, Files(activity), ct);
    }

    /// <summary>A message was taken back.</summary>
    public async Task Deleted(Activity activity, CancellationToken ct)
    {
        if (options.Value.ReadsAllMessages)
            await Keep(activity, activity.Id, "message-deleted", Version(activity), "", [], ct);
    }

    /// <summary>Somebody reacted to a message of ours; Teams tells of no others.</summary>
    public async Task Reacted(Activity activity, CancellationToken ct)
    {
        foreach (var added in activity.ReactionsAdded ?? [])
            await Keep(activity, activity.ReplyToId, "reaction-added", Version(activity), added.Type, [], ct);
        foreach (var removed in activity.ReactionsRemoved ?? [])
            await Keep(activity, activity.ReplyToId, "reaction-removed", Version(activity), removed.Type, [], ct);
    }

    /// <summary>Who comes into a chat that is a room is offered a role.</summary>
    public async Task Joined(Activity activity, CancellationToken ct)
    {
        if (TeamsActivities.KindOf(activity) is not ConversationKind.Group)
            return;
        foreach (var account in (activity.MembersAdded ?? []).Where(TeamsActivities.IsPerson))
        {
            var person = await people.Recognise(
                new TeamsActor(TeamsActivities.PersonId(account), account.Name, null),
                ct
            );
            if (Membership.MayNot(person) is not null)
                continue;
            var id = $"joined:{TeamsRequestReader.IdOf(activity)}:{person.Id}";
            var joined = new PersonJoined(new Person(person.Id, person.Name));
            await runner.Signal(id, person, activity.Conversation.Id, joined);
        }
    }

    private async Task Keep(
        Activity activity,
        string? messageId,
        string kind,
        string version,
        string text,
        IReadOnlyList<CapturedFile> files,
        CancellationToken ct
    )
    {
        var isRoom = TeamsActivities.KindOf(activity) is not ConversationKind.Personal;
        if (!isRoom || !TeamsActivities.IsPerson(activity.From) || messageId is null)
            return;
        var person = await people.Recognise(TeamsActivities.Actor(activity), ct);
        if (person.IsBot)
            return;
        var conversation = activity.Conversation.Id;
        var (channel, thread) = await directory.Place(conversation, ct);
        var message = new CapturedMessage(
            channel,
            messageId,
            version,
            kind,
            thread,
            person.Id,
            At(activity),
            text,
            files,
            TeamsPlaces.Link(options.Value.TenantId!, conversation, messageId)
        );
        await sink.Capture(TeamsChat.PlatformName, options.Value.TenantId!, message, person.Name, ct);
    }

    private static DateTimeOffset At(Activity activity) =>
        activity.Timestamp?.ToUniversalTime() ?? throw new FormatException("A delivery has a time.");

    private static string Version(Activity activity) =>
        At(activity).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static List<CapturedFile> Files(Activity activity) =>
        [
            .. (activity.Attachments ?? [])
                .Where(IsFile)
                .Select(file => new CapturedFile(file.Name ?? "file", file.ContentUrl)),
        ];

    private static bool IsFile(Attachment attachment) =>
        attachment.ContentUrl is { Length: > 0 }
        && (
            attachment.ContentType is "reference" or "application/vnd.microsoft.teams.file.download.info"
            || attachment.ContentType?.StartsWith("image/", StringComparison.Ordinal) == true
        );
}
