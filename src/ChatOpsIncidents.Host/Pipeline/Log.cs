namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>Event ids 1000 to 1999.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 1001,
        Level = LogLevel.Information,
        Message = "Request {Platform}/{RequestId} on incident {IncidentId}: {Facts} facts, {Result}."
    )]
    public static partial void Decided(
        ILogger log,
        string platform,
        string requestId,
        string incidentId,
        int facts,
        string result
    );

    [LoggerMessage(
        EventId = 1002,
        Level = LogLevel.Warning,
        Message = "Request {Platform}/{RequestId} could not be decided in time; it is stored and will be decided by "
            + "the inbox."
    )]
    public static partial void Deferred(ILogger log, string platform, string requestId);

    [LoggerMessage(
        EventId = 1003,
        Level = LogLevel.Warning,
        Message = "What was learned of {People} people could not be kept; after a restart the platform is asked again."
    )]
    public static partial void PeopleNotKept(ILogger log, Exception fault, int people);

    [LoggerMessage(
        EventId = 1004,
        Level = LogLevel.Information,
        Message = "{Further} further requests were decided in the second before."
    )]
    public static partial void FurtherDecided(ILogger log, int further);

    [LoggerMessage(
        EventId = 1005,
        Level = LogLevel.Warning,
        Message = "{Requests} requests could not be decided together ({Fault}); each is decided alone."
    )]
    public static partial void GroupFailed(ILogger log, int requests, string fault);
}
