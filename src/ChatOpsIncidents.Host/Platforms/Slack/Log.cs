namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>What is logged of Slack; event ids 8000 to 8099. Never a token, an address with a secret, or a message's
/// text.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 8001, Level = LogLevel.Warning, Message = "Slack refused {Method}: {Error}")]
    public static partial void Refused(this ILogger log, string method, string error);

    [LoggerMessage(
        EventId = 8002,
        Level = LogLevel.Warning,
        Message = "Slack is half configured: {Missing} is not set. Its endpoints answer 503; everything else works"
    )]
    public static partial void HalfConfigured(this ILogger log, string missing);

    [LoggerMessage(
        EventId = 8003,
        Level = LogLevel.Warning,
        Message = "A request to {Path} was turned away with {Status}: {Why} ({Bytes} bytes)"
    )]
    public static partial void TurnedAway(this ILogger log, string path, int status, string why, int bytes);

    [LoggerMessage(
        EventId = 8005,
        Level = LogLevel.Information,
        Message = "Effect {EffectId} of incident {IncidentId} stands in channel {ChannelId} already; it is not "
            + "repeated"
    )]
    public static partial void StandsAlready(this ILogger log, long effectId, string incidentId, string channelId);

    [LoggerMessage(
        EventId = 8006,
        Level = LogLevel.Error,
        Message = "A request to {Path} could not be stored; it was answered with 503"
    )]
    public static partial void NotStored(this ILogger log, string path, Exception fault);

    [LoggerMessage(
        EventId = 8007,
        Level = LogLevel.Warning,
        Message = "The answer to request {RequestId} did not reach its reader: {Why}. What was asked is stored"
    )]
    public static partial void AnswerLost(this ILogger log, string requestId, string why);

    [LoggerMessage(
        EventId = 8008,
        Level = LogLevel.Information,
        Message = "Slack knows us in workspace {Workspace} as {BotUser}"
    )]
    public static partial void Known(this ILogger log, string workspace, string botUser);

    [LoggerMessage(
        EventId = 8009,
        Level = LogLevel.Error,
        Message = "Slack does not accept our token or cannot be reached; requests are still taken, nothing can be "
            + "posted"
    )]
    public static partial void Unknown(this ILogger log);

    [LoggerMessage(
        EventId = 8012,
        Level = LogLevel.Information,
        Message = "Warm: commands were rehearsed in {Milliseconds} ms"
    )]
    public static partial void Warm(this ILogger log, int milliseconds);

    [LoggerMessage(
        EventId = 8013,
        Level = LogLevel.Warning,
        Message = "The rehearsal of commands failed with {Fault}; the first one after this start may be slow"
    )]
    public static partial void NotWarm(this ILogger log, string fault);

    [LoggerMessage(
        EventId = 8016,
        Level = LogLevel.Information,
        Message = "{People} people of the workspace are known"
    )]
    public static partial void RosterRead(this ILogger log, int people);
}
