using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;
using MimeKit;

namespace ChatOpsIncidents.Host.Paging;

/// <summary>Mail: each receiver by an envelope of their own. A repeated mail bears the same id, by which receivers know
/// it.</summary>
internal sealed class MailPager(
    MailServer server,
    IOptions<PagingOptions> options,
    PolicySource policy,
    TimeProvider clock
) : IPager
{
    /// <inheritdoc/>
    public string Way => PageWays.Mail;

    /// <inheritdoc/>
    public async Task<AttemptEnd> Page(PageCall call, CancellationToken ct) =>
        PagingOptions.Find(options.Value.Mail.To, call.Target) is { } addresses
            ? await server.Send(PageMailOptions.Split(addresses).Select(address => Message(call, address)), ct)
            : new AttemptEnd.GiveUp($"The mail server has no address for {call.Target}.");

    /// <inheritdoc/>
    public Task<AttemptEnd> End(PageCall call, bool isOver, CancellationToken ct) =>
        Task.FromResult<AttemptEnd>(new AttemptEnd.Needless("A mail that was sent calls nobody again."));

    private MimeMessage Message(PageCall call, string to)
    {
        var page = policy.Current.PageOf(call.IncidentId);
        var message = new MimeMessage
        {
            Subject = $"[{call.IncidentId}] {MailServer.OneLine(call.Why)}",
            Date = clock.GetUtcNow(),
            Body = new TextPart("plain")
            {
                Text = $"You are needed: {call.Why}\n\nIncident: {call.IncidentId} ({call.Severity})\n{page}\n",
            },
            Importance = MessageImportance.High,
        };
        message.To.Add(MailboxAddress.Parse(to));
        var thread = call.Key[..call.Key.IndexOf("-page-", StringComparison.Ordinal)];
        server.Mark(message, call.Key, thread, ("Pages", "pages"));
        return message;
    }
}
