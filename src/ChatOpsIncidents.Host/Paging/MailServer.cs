using System.Net.Sockets;
using ChatOpsIncidents.Host.Ports;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace ChatOpsIncidents.Host.Paging;

/// <summary>The mail server: what is sent by it, and what its answers mean.</summary>
internal sealed class MailServer(IOptions<PagingOptions> options)
{
    private const string Name = "The mail server";
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    private PageMailOptions Set => options.Value.Mail;

    /// <summary>Whether there is one.</summary>
    public bool IsSet => Set.Server.Length > 0;

    /// <summary>The sender.</summary>
    public MailboxAddress Sender => MailboxAddress.Parse(Set.From);

    /// <summary>The sender's domain, which ends our ids.</summary>
    public string Host => Sender.Domain is { Length: > 0 } domain ? domain : "localhost";

    /// <summary>Sends them, one after the other.</summary>
    public async Task<AttemptEnd> Send(IEnumerable<MimeMessage> messages, CancellationToken ct)
    {
        try
        {
            using var client = new SmtpClient { Timeout = (int)CallTimeout.TotalMilliseconds };
            await Connect(client, ct);
            foreach (var message in messages)
                await client.SendAsync(message, ct);
            await client.DisconnectAsync(quit: true, ct);
            return new AttemptEnd.Done();
        }
        catch (SmtpCommandException fault)
        {
            return EndOf(fault);
        }
        catch (AuthenticationException)
        {
            return new AttemptEnd.GiveUp($"{Name} refuses our name and password.");
        }
        catch (Exception fault)
            when (fault is SmtpProtocolException or ServiceNotConnectedException or SslHandshakeException)
        {
            return new AttemptEnd.TryAgain(null, $"{Name} breaks off.", Unclear: true);
        }
        catch (Exception fault) when (fault is SocketException or IOException or TimeoutException)
        {
            return new AttemptEnd.TryAgain(null, $"{Name} does not answer.", Unclear: true);
        }
    }

    /// <summary>Marks a message as sent by a program, in the thread that others of its kind stand in.</summary>
    /// <param name="message">The message.</param>
    /// <param name="id">Its own id, the same when it is sent again.</param>
    /// <param name="thread">The thread's id.</param>
    /// <param name="list">What it is of, and to whom: <c>Pages &lt;pages…&gt;</c>.</param>
    public void Mark(MimeMessage message, string id, string thread, (string Title, string Name) list)
    {
        message.MessageId = $"{id}@{Host}";
        message.InReplyTo = $"{thread}@{Host}";
        message.References.Add($"{thread}@{Host}");
        message.From.Add(Sender);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add("List-Id", $"{list.Title} <{list.Name}.{Host}>");
    }

    /// <summary>A text that may stand in a header.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private async Task Connect(SmtpClient client, CancellationToken ct)
    {
        var security = Set.Mode switch
        {
            MailMode.Tls => SecureSocketOptions.SslOnConnect,
            MailMode.Plain => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };
        await client.ConnectAsync(Set.Server, Set.PortInUse, security, ct);
        if (Set.User.Length > 0)
            await client.AuthenticateAsync(Set.User, Set.Password, ct);
    }

    // 4xx is repeated (greylisting: in some minutes), 5xx never.
    private static AttemptEnd EndOf(SmtpCommandException fault)
    {
        var code = (int)fault.StatusCode;
        if (code is >= 400 and < 500)
            return new AttemptEnd.TryAgain(null, $"{Name} says: later ({code}).");
        return new AttemptEnd.GiveUp(
            fault.ErrorCode == SmtpErrorCode.RecipientNotAccepted
                ? $"{Name} knows nobody of that address ({code})."
                : $"{Name} refuses it ({code})."
        );
    }
}
