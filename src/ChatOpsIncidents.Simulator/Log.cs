namespace ChatOpsIncidents.Simulator;

/// <summary>What the local workspace logs.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Warning,
        Message = "The local workspace listens on {Address}, which other machines can reach. It has no sign-in: "
            + "whoever reaches it acts as anybody. Use 127.0.0.1 unless that is meant"
    )]
    public static partial void IsOpen(ILogger log, string address);
}
