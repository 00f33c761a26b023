using Hangfire.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>
/// What the scheduler has to say, in the host's log. Its messages may quote what a job failed on, so that of a fault
/// only the types are kept.
/// </summary>
/// <remarks>One logger for all: the scheduler asks for loggers late, when the factory may be gone already.</remarks>
internal sealed class HangfireLog(ILogger log) : ILogProvider, ILog
{
    /// <summary>The category in the host's log.</summary>
    public const string Category = "Hangfire";

    public ILog GetLogger(string name) => this;

    public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null)
    {
        var level = Level(logLevel);
        if (messageFunc is null)
            return log.IsEnabled(level);
        if (exception is not null)
            Jobs.Log.SchedulerFault(log, level, FaultTypes.Of(exception));
        else
            Jobs.Log.SchedulerSaid(log, level, messageFunc());
        return true;
    }

    private static LogLevel Level(Hangfire.Logging.LogLevel level) =>
        level switch
        {
            Hangfire.Logging.LogLevel.Trace => LogLevel.Trace,
            Hangfire.Logging.LogLevel.Debug => LogLevel.Debug,
            Hangfire.Logging.LogLevel.Info => LogLevel.Information,
            Hangfire.Logging.LogLevel.Warn => LogLevel.Warning,
            Hangfire.Logging.LogLevel.Error => LogLevel.Error,
            _ => LogLevel.Critical,
        };
}
