using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Paging;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using MimeKit;

namespace ChatOpsIncidents.Host.Audiences;

/// <summary>Updates by mail, as plain text and as HTML; each address by an envelope of its own, all of an incident in
/// one thread.</summary>
internal sealed class MailUpdates(MailServer server, PolicySource policy, TimeProvider clock) : IUpdateWay
{
    /// <inheritdoc/>
    public string Way => UpdateWays.Mail;

    /// <inheritdoc/>
    public async Task<AttemptEnd> Tell(AudienceWord word, CancellationToken ct) =>
        MailboxAddress.TryParse(word.Told.Target, out var to)
            ? await server.Send([Message(word, to)], ct)
            : new AttemptEnd.GiveUp($"“{word.Told.Target}” is no mail address.");

    private MimeMessage Message(AudienceWord word, MailboxAddress to)
    {
        var text = new AudienceText(policy.Current.TimeZone);
        var body = new BodyBuilder
        {
            TextBody = text.Plain(word.Told.Message),
            HtmlBody = text.Html(word.Told.Message),
        };
        var message = new MimeMessage
        {
            Subject = MailServer.OneLine($"[{word.IncidentId}] {word.Told.Subject}"),
            Date = clock.GetUtcNow(),
            Body = body.ToMessageBody(),
        };
        message.To.Add(to);
        var list = word.Told.Audience.Replace(' ', '-');
        server.Mark(message, word.Key, word.Thread, ($"Updates for {list}", $"{list}.updates"));
        return message;
    }
}
