namespace ChatOpsIncidents.Host.Platforms;

/// <summary>What is logged of every platform; event ids 8200 to 8299.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 8201,
        Level = LogLevel.Warning,
        Message = "Who somebody is could not be read: {Fault}. They are asked to send it again"
    )]
    public static partial void PersonNotRead(this ILogger log, string fault);

    [LoggerMessage(
        EventId = 8202,
        Level = LogLevel.Error,
        Message = "What was to follow an answer failed with {Fault}. What was asked is stored"
    )]
    public static partial void NotDoneAfterAnswer(this ILogger log, string fault);
}
