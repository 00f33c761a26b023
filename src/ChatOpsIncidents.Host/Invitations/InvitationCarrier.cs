using System.Text;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Outbox.Carriers;
using ChatOpsIncidents.Host.Paging;
using ChatOpsIncidents.Host.Ports;
using MimeKit;

namespace ChatOpsIncidents.Host.Invitations;

/// <summary>Mails somebody the session about a review, for their calendar. Whoever has no address that chat tells was
/// asked in chat, where the entry stands as a file.</summary>
internal sealed class InvitationCarrier(
    IEnumerable<IPlatformPeople> platforms,
    MailServer server,
    SessionCalendar calendars,
    IOutsideHealth health,
    TimeProvider clock
) : IEffectCarrier
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public Type Kind => typeof(Effect.Invitation);

    /// <inheritdoc/>
    public TimeSpan? TimeLimit => CallTimeout;

    /// <inheritdoc/>
    public async Task<AttemptEnd> Deliver(string platform, Delivery delivery, CancellationToken ct)
    {
        var told = (Effect.Invitation)delivery.Effect;
        if (!server.IsSet || platforms.FirstOrDefault(one => one.Platform == platform) is not { } people)
            return new AttemptEnd.Needless("No mail server is set.");
        if (await people.Look(delivery.Workspace, told.Person, ct) is not { } person)
            return new AttemptEnd.TryAgain(null, "Chat does not say who this is.");
        if (person.IsOutsider || person.IsDeactivated || !MailboxAddress.TryParse(person.Mail, out var to))
            return new AttemptEnd.Needless("Chat does not say a mail address of theirs.");
        var end = await server.Send([Message(delivery, told, to)], ct);
        health.Saw(IUpdateWay.HealthOf(UpdateWays.Mail), end);
        return end;
    }

    private MimeMessage Message(Delivery delivery, Effect.Invitation told, MailboxAddress to)
    {
        var (id, isOff) = (delivery.IncidentId, told.OffBecause is not null);
        var entry = calendars.For(delivery.Workspace, id, told, to);
        var words = isOff
            ? $"The session does not take place: {told.OffBecause}.\n"
            : $"{calendars.Agenda(id)}\n\nAn answer to this mail is read by nobody; say in chat whether you come.\n";
        var message = new MimeMessage
        {
            Subject = (isOff ? "Off: " : "") + SessionCalendar.Subject(id, told.Title),
            Date = clock.GetUtcNow(),
            Body = Body(words, entry, isOff ? "CANCEL" : "REQUEST"),
        };
        message.To.Add(to);
        var key = PageCall.KeyOf(delivery.Workspace, id, told.Key);
        server.Mark(message, key, $"{PageCall.Prefix}{delivery.Workspace}-{id}-review", ("Reviews", "reviews"));
        return message;
    }

    // The method stands at the part too, else Outlook shows a file and no invitation.
    private static Multipart Body(string words, string entry, string method)
    {
        var calendar = new TextPart("calendar") { Text = entry };
        calendar.ContentType.Parameters.Add("method", method);
        var file = new MimePart("text", "calendar")
        {
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(entry))),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = "invite.ics" },
            ContentTransferEncoding = ContentEncoding.Base64,
        };
        return [new MultipartAlternative(new TextPart("plain") { Text = words }, calendar), file];
    }
}
