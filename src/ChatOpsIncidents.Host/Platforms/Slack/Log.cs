namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>What is logged of Slack; event ids 5000 to 5099. Never a token, an address with a secret, or a message's
/// text.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "Slack refused {Method}: {Error}")]
    public static partial void Refused(this ILogger log, string method, string error);

    [LoggerMessage(
        EventId = 5002,
        Level = LogLevel.Warning,
        Message = "Slack is half configured: {Missing} is not set. Its endpoints answer 503; everything else works"
    )]
    public static partial void HalfConfigured(this ILogger log, string missing);

    [LoggerMessage(
        EventId = 5003,
        Level = LogLevel.Warning,
        Message = "A request to {Path} was turned away with {Status}: {Why} ({Bytes} bytes)"
    )]
    public static partial void TurnedAway(this ILogger log, string path, int status, string why, int bytes);

    [LoggerMessage(
        EventId = 5004,
        Level = LogLevel.Warning,
        Message = "The room {ChannelId} of incident {IncidentId} was opened, but {Step} was refused: {Error}. The "
            + "room is used as it is"
    )]
    public static partial void RoomIncomplete(
        this ILogger log,
        string channelId,
        string incidentId,
        string step,
        string error
    );

    [LoggerMessage(
        EventId = 5005,
        Level = LogLevel.Information,
        Message = "Effect {EffectId} of incident {IncidentId} stands in channel {ChannelId} already; it is not "
            + "repeated"
    )]
    public static partial void StandsAlready(this ILogger log, long effectId, string incidentId, string channelId);

    [LoggerMessage(
        EventId = 5006,
        Level = LogLevel.Error,
        Message = "A request to {Path} could not be stored; it was answered with 503"
    )]
    public static partial void NotStored(this ILogger log, string path, Exception fault);

    [LoggerMessage(
        EventId = 5007,
        Level = LogLevel.Warning,
        Message = "The answer to request {RequestId} did not reach its reader: {Why}. What was asked is stored"
    )]
    public static partial void AnswerLost(this ILogger log, string requestId, string why);

    [LoggerMessage(
        EventId = 5008,
        Level = LogLevel.Information,
        Message = "Slack knows us in workspace {Workspace} as {BotUser}"
    )]
    public static partial void Known(this ILogger log, string workspace, string botUser);

    [LoggerMessage(
        EventId = 5009,
        Level = LogLevel.Error,
        Message = "Slack does not accept our token or cannot be reached; requests are still taken, nothing can be "
            + "posted"
    )]
    public static partial void Unknown(this ILogger log);

    [LoggerMessage(
        EventId = 5012,
        Level = LogLevel.Information,
        Message = "Warm: commands were rehearsed in {Milliseconds} ms"
    )]
    public static partial void Warm(this ILogger log, int milliseconds);

    [LoggerMessage(
        EventId = 5013,
        Level = LogLevel.Warning,
        Message = "The rehearsal of commands failed with {Fault}; the first one after this start may be slow"
    )]
    public static partial void NotWarm(this ILogger log, string fault);

    [LoggerMessage(
        EventId = 5014,
        Level = LogLevel.Warning,
        Message = "Somebody who came early into channel {ChannelId} could not be reported; "
            + "joining by hand still works"
    )]
    public static partial void JoinLost(this ILogger logger, Exception fault, string channelId);
}
