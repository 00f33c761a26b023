using System.Collections.Concurrent;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>A message that was read from a channel.</summary>
public sealed record ReadMessage(string Platform, string Workspace, string ChannelId, string MessageId);

/// <summary>
/// How far each channel was read. What comes in moves a mark only once this host has caught up with the channel: before
/// that there may be a gap behind it.
/// </summary>
public sealed class CaptureMarks
{
    private readonly ConcurrentDictionary<(string, string, string), bool> _complete = new();

    /// <summary>Whether this host has caught up with a channel.</summary>
    public bool IsComplete(string platform, string workspace, string channel) =>
        _complete.ContainsKey((platform, workspace, channel));

    /// <summary>This host has caught up with a channel.</summary>
    public void Complete(string platform, string workspace, string channel) =>
        _complete[(platform, workspace, channel)] = true;

    /// <summary>The statement that moves the marks of complete channels; null: there is none to move.</summary>
    public NpgsqlBatchCommand? Advance(IReadOnlyList<ReadMessage> read)
    {
        var known = read.Where(message => IsComplete(message.Platform, message.Workspace, message.ChannelId)).ToArray();
        return known.Length == 0 ? null : Statement(known);
    }

    /// <summary>The statement that moves marks.</summary>
    internal static NpgsqlBatchCommand Statement(IReadOnlyList<ReadMessage> read) =>
        new NpgsqlBatchCommand(PostgresSql.Text("capture/advance_marks"))
            .With("platforms", read.Select(message => message.Platform).ToArray())
            .With("workspaces", read.Select(message => message.Workspace).ToArray())
            .With("channels", read.Select(message => message.ChannelId).ToArray())
            .With("messages", read.Select(message => message.MessageId).ToArray());
}
