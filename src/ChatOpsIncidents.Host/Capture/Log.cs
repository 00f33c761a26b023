namespace ChatOpsIncidents.Host.Capture;

/// <summary>What this folder writes to the log: event ids 7000 to 7999. Never what was said.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 7001,
        Level = LogLevel.Error,
        Message = "{Messages} captured messages were not stored; their platform is told to send them again"
    )]
    public static partial void NotStored(ILogger logger, Exception fault, int messages);

    [LoggerMessage(
        EventId = 7002,
        Level = LogLevel.Warning,
        Message = "Incident {IncidentId} was not told who spoke; it is told at that person's next message"
    )]
    public static partial void SpeakerNotTold(ILogger logger, Exception fault, string incidentId);

    [LoggerMessage(
        EventId = 7003,
        Level = LogLevel.Information,
        Message = "Caught up with channel {ChannelId} on {Platform}: {Messages} messages"
    )]
    public static partial void CaughtUp(ILogger logger, string channelId, string platform, int messages);

    [LoggerMessage(
        EventId = 7004,
        Level = LogLevel.Warning,
        Message = "The history of channel {ChannelId} on {Platform} was not read to its end; it is tried again"
    )]
    public static partial void NotCaughtUp(ILogger logger, Exception fault, string channelId, string platform);

    [LoggerMessage(
        EventId = 7006,
        Level = LogLevel.Warning,
        Message = "A message in incident {IncidentId} was not looked at for what it may have meant; nothing is "
            + "suggested"
    )]
    public static partial void TalkNotHeard(ILogger logger, Exception fault, string incidentId);
}
