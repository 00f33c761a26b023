namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>What this folder writes to the log: event ids 10000 to 10999. Never a query's answer or a secret.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 10001,
        Level = LogLevel.Warning,
        Message = "The recovery checks could not be read in this round; the next one follows"
    )]
    public static partial void RoundFailed(ILogger logger, Exception fault);

    [LoggerMessage(
        EventId = 10002,
        Level = LogLevel.Warning,
        Message = "The recovery checks of incident {IncidentId} were not read between {From:O} and {To:O}"
    )]
    public static partial void NotRead(ILogger logger, string incidentId, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(
        EventId = 10003,
        Level = LogLevel.Warning,
        Message = "No AWS credentials were found for CloudWatch ({Fault}): neither Monitoring:CloudWatch:AccessKeyId "
            + "nor the environment, a profile, a web identity, the container or the instance gives any"
    )]
    public static partial void NoAmazonCredentials(ILogger logger, string fault);
}
