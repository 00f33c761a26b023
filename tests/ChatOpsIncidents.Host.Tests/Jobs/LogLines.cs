using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>All that a host writes to its log, with what a console would print of a fault.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IEnumerable<string> Of(LogLevel least) =>
        _lines.Where(line => line.Level >= least).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName);

    public void Dispose() { }

    private sealed class Lines(LogLines log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => log._lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
    }
}
