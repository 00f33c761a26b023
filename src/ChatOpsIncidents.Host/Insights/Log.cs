namespace ChatOpsIncidents.Host.Insights;

/// <summary>What this folder writes to the log: event ids 9100 to 9199.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 9101,
        Level = LogLevel.Warning,
        Message = "Incident {IncidentId} could not be told what is known of the like before ({Fault})"
    )]
    public static partial void PatternNotTold(ILogger logger, string incidentId, string fault);
}
