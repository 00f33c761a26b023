using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>A message that was read from a channel.</summary>
public sealed record ReadMessage(string Platform, string Workspace, string ChannelId, string MessageId);

/// <summary>
/// How far each channel was read. What comes in moves a mark only once the channel was caught up with: before that
/// there may be a gap behind it.
/// </summary>
public static class CaptureMarks
{
    /// <summary>The statement that moves the marks of channels without a gap.</summary>
    public static NpgsqlBatchCommand Advance(IReadOnlyList<ReadMessage> read) =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("capture/advance_marks"))
            .With("platforms", read.Select(message => message.Platform).ToArray())
            .With("workspaces", read.Select(message => message.Workspace).ToArray())
            .With("channels", read.Select(message => message.ChannelId).ToArray())
            .With("messages", read.Select(message => message.MessageId).ToArray());
}
