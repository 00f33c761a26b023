namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>What is logged of Teams; event ids 8100 to 8199. Never a token, an address with a secret, or a message's
/// text.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 8101, Level = LogLevel.Warning, Message = "Teams refused a call: {Error}")]
    public static partial void Refused(this ILogger log, string error);

    [LoggerMessage(
        EventId = 8102,
        Level = LogLevel.Warning,
        Message = "Teams is half configured: {Missing} is not set. Its address answers 503; everything else works"
    )]
    public static partial void HalfConfigured(this ILogger log, string missing);

    [LoggerMessage(
        EventId = 8103,
        Level = LogLevel.Warning,
        Message = "A delivery was turned away with {Status}: {Why}"
    )]
    public static partial void TurnedAway(this ILogger log, int status, string why);

    [LoggerMessage(
        EventId = 8104,
        Level = LogLevel.Error,
        Message = "A delivery of type {Type} could not be stored; it was answered with 503"
    )]
    public static partial void NotStored(this ILogger log, string? type, Exception fault);

    [LoggerMessage(
        EventId = 8105,
        Level = LogLevel.Warning,
        Message = "The answer to request {RequestId} did not reach its reader: {Why}. What was asked is stored"
    )]
    public static partial void AnswerLost(this ILogger log, string requestId, string why);

    [LoggerMessage(
        EventId = 8106,
        Level = LogLevel.Error,
        Message = "The keys of Teams' deliveries could not be read ({Fault}): none is let in until they can"
    )]
    public static partial void KeysNotRead(this ILogger log, string fault);

    [LoggerMessage(EventId = 8107, Level = LogLevel.Error, Message = "Teams cannot be called. {Why}")]
    public static partial void NotSignedIn(this ILogger log, string why);

    [LoggerMessage(
        EventId = 8108,
        Level = LogLevel.Information,
        Message = "Teams accepts our application; its deliveries are proved by the keys of {Keys}"
    )]
    public static partial void Ready(this ILogger log, string keys);

    [LoggerMessage(
        EventId = 8109,
        Level = LogLevel.Warning,
        Message = "Teams:ChannelId is not set: an incident that is declared in a channel has its room in that thread, "
            + "and one that is declared elsewhere has none"
    )]
    public static partial void NoRoomChannel(this ILogger log);

    [LoggerMessage(
        EventId = 8111,
        Level = LogLevel.Warning,
        Message = "A file was to go to an address that is none of Microsoft's; nothing was sent"
    )]
    public static partial void ForeignPlace(this ILogger log);

    [LoggerMessage(
        EventId = 8110,
        Level = LogLevel.Warning,
        Message = "The rehearsal of deliveries failed with {Fault}; the first one after this start may be slow"
    )]
    public static partial void NotWarm(this ILogger log, string fault);
}
