namespace ChatOpsIncidents.Host.Postgres;

/// <summary>What this folder writes to the log: event ids 5000 to 5999.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 5001,
        Level = LogLevel.Information,
        Message = "Private PostgreSQL runs on data directory {DataDirectory}, ready after {Milliseconds:F0} ms"
    )]
    public static partial void PrivateServerStarted(ILogger logger, string dataDirectory, double milliseconds);

    [LoggerMessage(
        EventId = 5002,
        Level = LogLevel.Debug,
        Message = "Private PostgreSQL is ready (process {ProcessId})"
    )]
    public static partial void PrivateServerReady(ILogger logger, int processId);

    [LoggerMessage(
        EventId = 5003,
        Level = LogLevel.Error,
        Message = "{Why} Private PostgreSQL is started again in {Pause}; its log is postgres.log in the data "
            + "directory"
    )]
    public static partial void PrivateServerDied(ILogger logger, string why, TimeSpan pause);

    [LoggerMessage(
        EventId = 5004,
        Level = LogLevel.Warning,
        Message = "A PostgreSQL server was left behind by a host that died (process {ProcessId}); it is stopped and "
            + "replaced"
    )]
    public static partial void PrivateServerLeftOver(ILogger logger, int processId);

    [LoggerMessage(
        EventId = 5005,
        Level = LogLevel.Information,
        Message = "A new database was made in {Cluster} with PostgreSQL {Major}"
    )]
    public static partial void PrivateClusterMade(ILogger logger, string cluster, int major);

    [LoggerMessage(
        EventId = 5010,
        Level = LogLevel.Information,
        Message = "Database schema: migration {Number} {Name} applied"
    )]
    public static partial void MigrationApplied(ILogger logger, int number, string name);

    [LoggerMessage(
        EventId = 5011,
        Level = LogLevel.Warning,
        Message = "The database's schema is at version {DatabaseVersion}, newer than this host's {HostVersion}: "
            + "a newer host has been here"
    )]
    public static partial void SchemaIsNewer(ILogger logger, int databaseVersion, int hostVersion);
}
