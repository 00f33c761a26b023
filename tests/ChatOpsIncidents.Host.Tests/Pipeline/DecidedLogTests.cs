using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

public sealed class DecidedLogTests
{
    [Fact]
    public void Beyond_twenty_lines_a_second_the_rest_is_a_number()
    {
        var clock = new FakeTimeProvider();
        var lines = new Lines();
        var log = new DecidedLog(clock, lines);
        foreach (var _ in Enumerable.Range(0, 50))
            log.Write(Request, Refused);
        Assert.Equal(20, lines.Written.Count);

        clock.Advance(TimeSpan.FromSeconds(1));
        log.Write(Request, Refused);
        Assert.Equal("30 further requests were decided in the second before.", lines.Written[20]);
        Assert.Equal("Request slack/r1 on incident -: 0 facts, outsider.", lines.Written[21]);
    }

    [Fact]
    public void A_quiet_host_writes_every_line()
    {
        var clock = new FakeTimeProvider();
        var lines = new Lines();
        var log = new DecidedLog(clock, lines);
        for (var i = 0; i < 100; i++, clock.Advance(TimeSpan.FromMilliseconds(100)))
            log.Write(Request, Refused);
        Assert.Equal(100, lines.Written.Count);
    }

    private static readonly Outcome Refused = new(null, new Reply(), "outsider", 0);

    private static readonly VerifiedRequest Request = new()
    {
        Platform = "slack",
        Workspace = "T1",
        Id = "r1",
        By = SystemPerson.Value,
        Input = new RequestInput.Typed("note secret words"),
    };

    private sealed class Lines : ILogger<CommandPipeline>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Written.Add(formatter(state, exception));
    }
}
