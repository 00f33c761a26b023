namespace ChatOpsIncidents.Host.Outbox;

/// <summary>What this folder writes to the log: event ids 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 3001,
        Level = LogLevel.Warning,
        Message = "Effect {EffectId} ({OrderKey}) of incident {IncidentId} failed on attempt {Attempt}: {Why} "
            + "Next attempt at {NextAttemptAt:O}"
    )]
    public static partial void TriedAgain(
        ILogger logger,
        long effectId,
        string orderKey,
        string incidentId,
        int attempt,
        string why,
        DateTimeOffset nextAttemptAt
    );

    [LoggerMessage(
        EventId = 3002,
        Level = LogLevel.Error,
        Message = "Effect {EffectId} ({OrderKey}) of incident {IncidentId} was given up on attempt {Attempt}: {Why}"
    )]
    public static partial void GivenUp(
        ILogger logger,
        long effectId,
        string orderKey,
        string incidentId,
        int attempt,
        string why
    );

    [LoggerMessage(
        EventId = 3003,
        Level = LogLevel.Warning,
        Message = "Attempt {Attempt} of effect {EffectId} of incident {IncidentId} ended after its lease; another "
            + "has it"
    )]
    public static partial void LeaseLapsed(ILogger logger, long effectId, string incidentId, int attempt);

    [LoggerMessage(
        EventId = 3004,
        Level = LogLevel.Error,
        Message = "Attempt {Attempt} of effect {EffectId} of incident {IncidentId} was not settled; it comes back "
            + "when its lease lapses"
    )]
    public static partial void NotSettled(
        ILogger logger,
        Exception fault,
        long effectId,
        string incidentId,
        int attempt
    );

    [LoggerMessage(
        EventId = 3005,
        Level = LogLevel.Error,
        Message = "The outbox could not be read; the next look is in a second"
    )]
    public static partial void LeaseFailed(ILogger logger, Exception fault);

    [LoggerMessage(
        EventId = 3006,
        Level = LogLevel.Error,
        Message = "Effect {EffectId} ({EffectKind}) of incident {IncidentId} met a fault of ours; it is tried again"
    )]
    public static partial void AttemptThrew(
        ILogger logger,
        Exception fault,
        long effectId,
        string effectKind,
        string incidentId
    );

    [LoggerMessage(
        EventId = 3007,
        Level = LogLevel.Warning,
        Message = "The lease of attempt {Attempt} of effect {EffectId} of incident {IncidentId} could not be kept up; "
            + "if it stays so, the call is ended"
    )]
    public static partial void LeaseNotKept(
        ILogger logger,
        Exception fault,
        long effectId,
        string incidentId,
        int attempt
    );

    [LoggerMessage(
        EventId = 3008,
        Level = LogLevel.Warning,
        Message = "Incident {IncidentId} is too busy to hear what came of effect {EffectId}, at try {Tries}; it is "
            + "told again"
    )]
    public static partial void ReportWaits(ILogger logger, long effectId, string incidentId, int tries);
}
