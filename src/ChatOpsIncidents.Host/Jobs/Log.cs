namespace ChatOpsIncidents.Host.Jobs;

/// <summary>What this folder writes to the log: event ids 6000 to 6999.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 6001,
        Level = LogLevel.Error,
        Message = "Deadline {Name} of incident {IncidentId}, due {DueAt:O}, failed {Failures} times: {Why} Next at "
            + "{NextAttemptAt:O}"
    )]
    public static partial void DeadlineFailed(
        ILogger logger,
        Exception? fault,
        string name,
        string incidentId,
        DateTimeOffset dueAt,
        int failures,
        string why,
        DateTimeOffset nextAttemptAt
    );

    [LoggerMessage(
        EventId = 6002,
        Level = LogLevel.Error,
        Message = "The inbox could not be read; the next look is in a second"
    )]
    public static partial void InboxFailed(ILogger logger, Exception fault);

    [LoggerMessage(
        EventId = 6003,
        Level = LogLevel.Error,
        Message = "Kept request {RequestRow} failed on attempt {Attempt}; it is tried again"
    )]
    public static partial void RequestFailed(ILogger logger, Exception fault, long requestRow, int attempt);

    [LoggerMessage(
        EventId = 6004,
        Level = LogLevel.Information,
        Message = "The late answer to request {RequestId} found its address on {Platform} closed; the request is done"
    )]
    public static partial void AnswerTooLate(ILogger logger, string platform, string requestId);

    [LoggerMessage(
        EventId = 6005,
        Level = LogLevel.Information,
        Message = "Housekeeping: {Requests} requests, {Effects} effects and {Messages} message texts removed"
    )]
    public static partial void Swept(ILogger logger, int requests, int effects, int messages);

    [LoggerMessage(
        EventId = 6006,
        Level = LogLevel.Error,
        Message = "Captured messages of incident {IncidentId} were not sealed; the next try is in a minute"
    )]
    public static partial void SealingFailed(ILogger logger, Exception fault, string incidentId);

    [LoggerMessage(
        EventId = 6007,
        Level = LogLevel.Warning,
        Message = "{Messages} captured messages of incident {IncidentId} were refused a seal; the next try is in a "
            + "minute"
    )]
    public static partial void NotSealed(ILogger logger, string incidentId, int messages);

    [LoggerMessage(
        EventId = 6010,
        Level = LogLevel.Information,
        Message = "The digest of workspace {Workspace} was posted with {Incidents} incidents"
    )]
    public static partial void DigestPosted(ILogger logger, string workspace, int incidents);

    [LoggerMessage(
        EventId = 6011,
        Level = LogLevel.Error,
        Message = "What is due could not be sent ({Fault}); it is tried again at once, until it can be"
    )]
    public static partial void SweepFailed(ILogger logger, string fault);

    [LoggerMessage(
        EventId = 6012,
        Level = LogLevel.Warning,
        Message = "A recurring job could not be written down ({Fault}); the next try is in five seconds"
    )]
    public static partial void RecurringNotWritten(ILogger logger, string fault);

    [LoggerMessage(
        EventId = 6013,
        Level = LogLevel.Warning,
        Message = "Catching up could not be asked for ({Fault}); the recurring job does it within five minutes"
    )]
    public static partial void CatchUpNotAskedFor(ILogger logger, string fault);

    [LoggerMessage(EventId = 6014, Message = "The scheduler: {Text}")]
    public static partial void SchedulerSaid(ILogger logger, LogLevel level, string text);

    [LoggerMessage(EventId = 6015, Message = "The scheduler met a fault: {Fault}")]
    public static partial void SchedulerFault(ILogger logger, LogLevel level, string fault);

    [LoggerMessage(
        EventId = 6016,
        Level = LogLevel.Error,
        Message = "The figures of incident {IncidentId} could not be reckoned ({Fault}); the next run tries again"
    )]
    public static partial void NotReckoned(ILogger logger, string incidentId, string fault);
}
