using System.Diagnostics;
using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>The database: the configured one, or a private one that the host starts by itself.</summary>
public static class PostgresSetup
{
    private const int StatementsPrepared = 100;

    /// <summary>Starts the private server where none is configured, brings the schema up to date, and registers the
    /// stores.</summary>
    /// <returns>The connection string.</returns>
    public static async Task<string> AddPostgres(this WebApplicationBuilder builder, CancellationToken ct)
    {
        using var logging = LoggerFactory.Create(log =>
            log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole()
        );
        var configured = builder.Configuration.GetConnectionString("Incidents");
        var text = string.IsNullOrWhiteSpace(configured) ? await Private(builder, logging, ct) : configured;
        await PostgresMigrator.Migrate(text, logging.CreateLogger(typeof(PostgresMigrator)), ct);

        var source = new NpgsqlDataSourceBuilder(text);
        Quicken(source);
        Observe(source);
        builder.Services.AddSingleton(_ => source.Build());
        builder.Services.AddSingleton<IEventStore, PostgresEventStore>();
        builder.Services.AddSingleton<INotes, PostgresNotes>();
        builder.Services.AddSingleton<IPlayedDrills, PostgresPlayedDrills>();
        builder.Services.AddSingleton<IClickLedger, PostgresClicks>();
        builder.Services.AddKeyedSingleton<IEventStore, RehearsalStore>(IEventStore.Rehearsal);
        builder.Services.AddSingleton<IPeopleStore, PostgresPeople>();
        builder.Services.AddSingleton<IConversations, PostgresConversations>();
        return text;
    }

    /// <summary>A source for a single piece of work.</summary>
    /// <param name="name">Stands in figures where the connection string, with its host and its user, would stand
    /// else.</param>
    /// <param name="connectionString">The database.</param>
    internal static NpgsqlDataSource Named(string name, string connectionString) =>
        new NpgsqlDataSourceBuilder(connectionString) { Name = name }.Build();

    // The same few statements all day, on sessions that nobody else uses.
    private static void Quicken(NpgsqlDataSourceBuilder source)
    {
        // Planned once a connection, not once a command. Zero is the driver's default.
        if (source.ConnectionStringBuilder.MaxAutoPrepare == 0)
        {
            source.ConnectionStringBuilder.MaxAutoPrepare = StatementsPrepared;
            source.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        }

        // The driver would clean each session up before its next use, with seven statements. Nothing of the host leaves
        // a trace in one: what it sets is "local", and session locks are taken on connections of their own.
        source.ConnectionStringBuilder.NoResetOnClose = true;
        source.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var settings = Session(connection);
                settings.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var settings = Session(connection);
                await settings.ExecuteNonQueryAsync(CancellationToken.None);
            }
        );
    }

    private static NpgsqlCommand Session(NpgsqlConnection connection) =>
        new(PostgresSql.Text("store/session"), connection);

    // Only what a command or an effect asks is followed, by its name; not the looks for work, once a second.
    private static void Observe(NpgsqlDataSourceBuilder source)
    {
        source.Name = "incidents";
        source.ConfigureTracing(tracing =>
            tracing
                .ConfigureCommandFilter(_ => Activity.Current is { Recorded: true })
                .ConfigureBatchFilter(_ => Activity.Current is { Recorded: true })
                .ConfigureCommandSpanNameProvider(command => PostgresSql.NameOf(command.CommandText))
                .ConfigureBatchSpanNameProvider(PostgresSql.NameOf)
                .EnableFirstResponseEvent(false)
        );
    }

    private static async Task<string> Private(
        WebApplicationBuilder builder,
        ILoggerFactory logging,
        CancellationToken ct
    )
    {
        var folder = builder.Configuration["Data:Directory"] ?? "./data";
        var server = await PrivatePostgres.Start(
            new PrivatePostgresOptions(Path.GetFullPath(folder)),
            logging.CreateLogger<PrivatePostgres>(),
            ct
        );
        builder.Services.AddSingleton(_ => server);
        return server.ConnectionString;
    }
}
