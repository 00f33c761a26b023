using System.Security.Cryptography;
using System.Text;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms;

/// <summary>
/// Two quick presses of the same button are one, on whichever hosts they come in: the second gets the first one's
/// answer. A press a while later is another, because by then the incident may have moved on and the same button may do
/// something else.
/// </summary>
public sealed class ClickDeduplicator(IClickLedger ledger, TimeProvider clock)
{
    /// <summary>Presses closer together than this are one.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromSeconds(3);

    /// <summary>The id of the request as which a press is to be run.</summary>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="press">What makes presses the same: who, where, on which message, which words.</param>
    /// <param name="requestId">The press's own id.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="together">How close together presses are one, where a platform delivers them again; null:
    /// <see cref="Together"/>.</param>
    public Task<string> Once(
        string workspace,
        IEnumerable<string?> press,
        string requestId,
        CancellationToken ct,
        TimeSpan? together = null
    )
    {
        var same = Encoding.UTF8.GetBytes(string.Join('\u001F', press));
        var name = Convert.ToHexStringLower(SHA256.HashData(same));
        var now = clock.GetUtcNow();
        return ledger.First(workspace, name, requestId, now - (together ?? Together), now, ct);
    }
}
