using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Pages;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>The pipeline on a real database, without HTTP and without a platform.</summary>
public sealed class PipelineHarness : IAsyncDisposable
{
    private readonly List<CatalogSource> _catalogs = [];
    private int _requests;

    private PipelineHarness(NpgsqlDataSource source) => Source = source;

    /// <summary>The database.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>The clock.</summary>
    public StoryClock Clock { get; } = new();

    /// <summary>The pipeline.</summary>
    public ICommandPipeline Pipeline { get; private set; } = null!;

    /// <summary>Its settings.</summary>
    public IConfiguration Configuration { get; } = new ConfigurationBuilder().AddInMemoryCollection().Build();

    /// <summary>What stands in the store.</summary>
    public TimelineReader Reader { get; private set; } = null!;

    /// <summary>A pipeline on a fresh database.</summary>
    public static async Task<PipelineHarness> Start(PostgresFixture postgres) => On(await postgres.NewDatabase());

    /// <summary>A pipeline on that database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="catalogue">The catalogue's folder; null: the shipped examples.</param>
    public static PipelineHarness On(string database, string? catalogue = null)
    {
        var source = new NpgsqlDataSourceBuilder(database).Build();
        var harness = new PipelineHarness(source);
        harness.Configuration["Catalog:Directory"] = catalogue;
        harness.Pipeline = harness.AnotherHost();
        harness.Reader = new TimelineReader(source, new IncidentAccess(source), harness.Clock, new PdfPrinter());
        return harness;
    }

    /// <summary>Another host on the same database, with its own memory.</summary>
    public ICommandPipeline AnotherHost(ILogger<CommandPipeline>? log = null)
    {
        var catalog = new CatalogSource(Configuration, NullLogger<CatalogSource>.Instance);
        _catalogs.Add(catalog);
        return new CommandPipeline(
            new PostgresEventStore(Source),
            Clock,
            new PolicySource(Configuration),
            catalog,
            new PeopleDirectory(),
            new OutboxSignal(),
            new IncidentChanges(),
            new PostgresNotes(Source),
            log ?? NullLogger<CommandPipeline>.Instance
        );
    }

    /// <summary>Somebody types.</summary>
    public Task<Outcome> Type(
        string who,
        string words,
        string? id = null,
        string channel = "C0GENERAL",
        bool outsider = false
    ) => Pipeline.Run(Request(who, words, id, channel, outsider), CancellationToken.None);

    /// <summary>A request as the Slack adapter makes it.</summary>
    public VerifiedRequest Request(
        string who,
        string words,
        string? id = null,
        string channel = "C0GENERAL",
        bool outsider = false
    ) =>
        new()
        {
            Platform = "slack",
            Workspace = "T0LOCAL",
            Id = id ?? $"request-{Interlocked.Increment(ref _requests)}",
            By = new PlatformPerson("U0" + who.ToUpperInvariant(), who, "Europe/Lisbon", outsider, false),
            Input = new RequestInput.Typed(words),
            ChannelId = channel,
        };

    /// <summary>A number from the database.</summary>
    public async Task<long> Count(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A text from the database; empty: none.</summary>
    public async Task<string> Text(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string ?? "";
    }

    /// <summary>Statements, one after the other.</summary>
    public async Task Do(params string[] statements)
    {
        foreach (var sql in statements)
        {
            await using var command = Source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var catalog in _catalogs)
            catalog.Dispose();
        return Source.DisposeAsync();
    }
}
