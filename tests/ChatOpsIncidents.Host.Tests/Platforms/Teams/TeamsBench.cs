using System.Collections.Concurrent;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Platforms.Teams;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Postgres;
using ChatOpsIncidents.Host.Tests.Slack;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>Teams' adapter as the host sets it up, a real database for its addresses, the stand-in of the Bot
/// Connector, and a clock that is turned.</summary>
internal sealed class TeamsBench : IAsyncDisposable, ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _log = new();
    private ServiceProvider _services = null!;

    private TeamsBench(FakeConnector teams) => Teams = teams;

    public FakeConnector Teams { get; }

    public SlackBench.TurnedClock Clock { get; } = new();

    public IChatPlatform Platform => _services.GetRequiredService<IChatPlatform>();

    public TeamsDirectory Directory => _services.GetRequiredService<TeamsDirectory>();

    /// <summary>All that was logged, a line each.</summary>
    public string Logged => string.Join('\n', _log);

    public static Task<TeamsBench> Start(PostgresFixture postgres, bool readsAll = false) =>
        Start(postgres, teams => readsAll ? teams.ReadingSettings : teams.ChatSettings);

    public static async Task<TeamsBench> Start(
        PostgresFixture postgres,
        Func<FakeConnector, Dictionary<string, string?>> set
    )
    {
        var bench = new TeamsBench(await FakeConnector.Start());
        var settings = set(bench.Teams);
        var services = new ServiceCollection();
        services.AddLogging(log => log.AddProvider(bench).SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton<TimeProvider>(bench.Clock);
        services.AddSingleton(NpgsqlDataSource.Create(await postgres.NewDatabase()));
        services.AddSingleton<IConversations, PostgresConversations>();
        services.AddSingleton<PeopleDirectory>();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddTeams(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        bench._services = services.BuildServiceProvider();
        await bench.Hear(FakeConnector.Channel);
        await bench.Hear(FakeConnector.General);
        var ana = new Correspondent(TeamsPerson.Ana.Id, TeamsPerson.Ana.Address, FakeConnector.Channel);
        await bench.Directory.Remember(ana, default);
        return bench;
    }

    /// <summary>Something came from a conversation, by an address.</summary>
    public Task Hear(string conversation, string? serviceUrl = null) =>
        Directory.Remember(
            new Conversation(conversation, ConversationKind.Channel, serviceUrl ?? Teams.ServiceUrl),
            default
        );

    public Task<AttemptEnd> Post(
        string text,
        string channel = FakeConnector.Channel,
        bool unclear = false,
        CancellationToken ct = default
    ) => Deliver(new Effect.Post(Destination.Room, ChatMessage.Text(text), "log:0"), new(channel), unclear, ct);

    public Task<AttemptEnd> Deliver(
        Effect effect,
        MessagePlace? at,
        bool unclear = false,
        CancellationToken ct = default
    ) => Platform.Deliver(new Delivery(1, unclear ? 2 : 1, unclear, FakeConnector.Tenant, "INC-7", effect, at), ct);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Teams.DisposeAsync();
        Assert.Empty(Teams.Faults);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _log.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
        // The lines are kept.
    }
}
