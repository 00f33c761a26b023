using System.Diagnostics;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>A message that was read from a channel.</summary>
public sealed record ReadMessage(string Platform, string Workspace, string ChannelId, string MessageId);

/// <summary>
/// How far each channel was read. What comes in moves a mark only once the channel was caught up with: before that
/// there may be a gap behind it.
/// </summary>
/// <remarks>A mark says from where a channel is read again after an outage, and what is read twice is kept once: while
/// much comes in, marks are moved once a second, as each moves a row.</remarks>
internal sealed class CaptureMarks
{
    // So few at once are no load.
    private const int CalmMax = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string, string, string), ReadMessage> _unmoved = [];
    private long _movedAt;

    /// <summary>The statement that moves marks up to what is about to be stored; null: it is not time yet.</summary>
    public NpgsqlBatchCommand? Due(IReadOnlyCollection<ReadMessage> read)
    {
        var isCalm = read.Count <= CalmMax;
        var isTime = isCalm || Stopwatch.GetElapsedTime(_movedAt) >= Pause;
        return isTime ? Advance([.. _unmoved.Values, .. read]) : null;
    }

    /// <summary>What was read is stored.</summary>
    /// <param name="read">The messages.</param>
    /// <param name="areMoved">Whether the marks were moved with them.</param>
    public void Stored(IEnumerable<ReadMessage> read, bool areMoved)
    {
        if (areMoved)
        {
            _unmoved.Clear();
            _movedAt = Stopwatch.GetTimestamp();
            return;
        }

        foreach (var message in read)
            Keep(message);
    }

    private void Keep(ReadMessage message)
    {
        var key = (message.Platform, message.Workspace, message.ChannelId);
        var isNewer =
            !_unmoved.TryGetValue(key, out var known) || string.CompareOrdinal(known.MessageId, message.MessageId) < 0;
        if (isNewer)
            _unmoved[key] = message;
    }

    // Those of channels without a gap.
    private static NpgsqlBatchCommand Advance(IReadOnlyList<ReadMessage> read) =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("capture/advance_marks"))
            .With("platforms", read.Select(message => message.Platform).ToArray())
            .With("workspaces", read.Select(message => message.Workspace).ToArray())
            .With("channels", read.Select(message => message.ChannelId).ToArray())
            .With("messages", read.Select(message => message.MessageId).ToArray());
}
