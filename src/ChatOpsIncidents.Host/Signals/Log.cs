namespace ChatOpsIncidents.Host.Signals;

/// <summary>What this folder writes to the log: event ids 9000 to 9999. Never a body, a secret or a word of either.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 9001,
        Level = LogLevel.Warning,
        Message = "A delivery to {Kind}/{Source} was turned away with {Status}: {Why}"
    )]
    public static partial void TurnedAway(ILogger logger, string kind, string source, int status, string why);

    [LoggerMessage(
        EventId = 9002,
        Level = LogLevel.Error,
        Message = "A delivery to {Kind}/{Source} could not be kept; its sender was asked to try again"
    )]
    public static partial void NotKept(ILogger logger, Exception fault, string kind, string source);

    [LoggerMessage(
        EventId = 9003,
        Level = LogLevel.Information,
        Message = "Delivery {Row} of {Source} was read: {Signals} signals, {News} of them news"
    )]
    public static partial void Read(ILogger logger, long row, string source, int signals, int news);

    [LoggerMessage(
        EventId = 9004,
        Level = LogLevel.Warning,
        Message = "Delivery {Row} of {Source} failed on attempt {Attempt}; it is tried again"
    )]
    public static partial void Failed(ILogger logger, Exception fault, long row, string source, int attempt);

    [LoggerMessage(
        EventId = 9005,
        Level = LogLevel.Error,
        Message = "Delivery {Row} of {Source} failed {Attempts} times and was given up"
    )]
    public static partial void GivenUp(ILogger logger, Exception fault, long row, string source, int attempts);

    [LoggerMessage(
        EventId = 9006,
        Level = LogLevel.Error,
        Message = "Deliveries could not be read; the next look is in two seconds"
    )]
    public static partial void ReadingFailed(ILogger logger, Exception fault);

    [LoggerMessage(
        EventId = 9007,
        Level = LogLevel.Warning,
        Message = "The status page of service {Service} could not be read ({Why}); nothing is known of it"
    )]
    public static partial void PageUnread(ILogger logger, string service, string why);

    [LoggerMessage(
        EventId = 9008,
        Level = LogLevel.Information,
        Message = "The topic {Topic} was told that it may deliver here"
    )]
    public static partial void Subscribed(ILogger logger, string topic);
}
