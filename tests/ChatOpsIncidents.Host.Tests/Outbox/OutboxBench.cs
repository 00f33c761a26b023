using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Outbox.Carriers;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using NSubstitute;

namespace ChatOpsIncidents.Host.Tests.Outbox;

/// <summary>A database of its own, a clock to turn, and a chat platform that answers as a test says.</summary>
public sealed class OutboxBench : IAsyncDisposable
{
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private int _channels;

    private OutboxBench(NpgsqlDataSource source)
    {
        Source = source;
        Chat.Name.Returns("slack");
        Chat.Deliver(Arg.Any<Delivery>(), Arg.Any<CancellationToken>())
            .Returns(call => Answer(call.Arg<Delivery>(), call.Arg<CancellationToken>()));
        Pipeline
            .Run(Arg.Any<VerifiedRequest>(), Arg.Any<CancellationToken>())
            .Returns(call =>
            {
                Signals.Enqueue(call.Arg<VerifiedRequest>());
                return new Outcome("INC-1", new Reply(), null, 1);
            });
        Outbox = new PostgresOutbox(Source, Clock, Options);
    }

    public NpgsqlDataSource Source { get; }

    public StoryClock Clock { get; } = new();

    public IOptions<OutboxOptions> Options { get; } = Microsoft.Extensions.Options.Options.Create(new OutboxOptions());

    public IChatPlatform Chat { get; } = Substitute.For<IChatPlatform>();

    public ICommandPipeline Pipeline { get; } = Substitute.For<ICommandPipeline>();

    public IEventStore Incidents { get; } = Substitute.For<IEventStore>();

    public IExportRenderer Renderer { get; } = Substitute.For<IExportRenderer>();

    public IOutbox Outbox { get; }

    public ConcurrentQueue<Delivery> Delivered { get; } = new();

    public ConcurrentQueue<VerifiedRequest> Signals { get; } = new();

    /// <summary>How the platform answers; by default everything is done.</summary>
    public Func<Delivery, Task<AttemptEnd>>? Platform { get; set; }

    /// <summary>Renders a tab that names its reader.</summary>
    public IHomeRenderer Homes { get; } = Substitute.For<IHomeRenderer>();

    /// <summary>Whether it never answers.</summary>
    public bool Hangs { get; set; }

    public static async Task<OutboxBench> New(PostgresFixture postgres)
    {
        var bench = new OutboxBench(NpgsqlDataSource.Create(await postgres.NewDatabase()));
        await bench.Incident("INC-1");
        return bench;
    }

    public LeaseKeeper Keeper(IOutbox outbox) => new(outbox, Clock, Options, NullLogger<LeaseKeeper>.Instance);

    public EffectAttempt Attempt(params IPager[] pagers) =>
        new(
            new PlaceResolver(new PostgresPlaces(Source), Options),
            Carriers(new ChatCarrier([Chat]), pagers),
            new ChatCarrier([Chat]),
            new EffectReports(Pipeline, NullLogger<EffectReports>.Instance),
            new WaitingWords(Source),
            Clock,
            Options,
            NullLogger<EffectAttempt>.Instance
        );

    public EffectDispatcher Dispatcher(params IPager[] pagers) =>
        new(
            Outbox,
            Attempt(pagers),
            Keeper(Outbox),
            new OutboxSignal(),
            new OutboxMeter(_meters.GetRequiredService<IMeterFactory>(), Clock),
            Clock,
            Options,
            NullLogger<EffectDispatcher>.Instance
        );

    private IEffectCarrier[] Carriers(ChatCarrier chat, IPager[] pagers) =>
        [
            new PostCarrier(chat),
            new InviteCarrier(chat),
            new RoomCarrier(chat),
            new UploadCarrier(Renderer, chat),
            new HomeCarrier(Homes, chat),
            new PageCarrier(pagers, chat, Incidents, Substitute.For<IOutsideHealth>()),
            new EndPageCarrier(pagers),
            new FileCarrier(new KeptFiles(Source, Clock), chat),
        ];

    public async Task Incident(string id, bool isPrivate = false, string? channel = "C0", string? thread = null)
    {
        await Execute(
            """
            insert into incident (id, number, platform, workspace, seq, head_hash, title, severity, phase, is_running, is_private,
                                  services, people, declared_at, channel_id, changed_at)
            values (@id, @number, 'slack', 'T1', 1, repeat('ab', 32), 'Checkout fails', 'Major', 'Declared', true, @private,
                    '{}', '{}', @now, @channel, @now)
            """,
            ("id", id),
            ("number", long.Parse(id["INC-".Length..])),
            ("private", isPrivate),
            ("now", Clock.GetUtcNow()),
            ("channel", channel)
        );
        await Fact(
            id,
            1,
            "incident-declared.v1",
            FactJson.Write(
                new IncidentDeclared(
                    "Checkout fails",
                    Severity.Major,
                    true,
                    [],
                    isPrivate,
                    new Person("U1", "ana"),
                    new Origin("slack", "T1", channel, thread),
                    Clock.GetUtcNow()
                )
            )
        );
    }

    public Task FellBack(string id, string channel = "C0", string? thread = null) =>
        Fact(
            id,
            2,
            "room-fell-back.v1",
            FactJson.Write(new RoomFellBack(channel, thread, "the platform took too long"))
        );

    public Task Lost(string id, params string[] people) =>
        Fact(id, 2, "room-lost.v1", FactJson.Write(new RoomLost("C0", null, "it was archived") { People = people }));

    public Task RoomOpened(string id, long seq, string channel) =>
        Fact(id, seq, "room-opened.v1", FactJson.Write(new RoomOpened(channel, "inc")));

    public async Task<long> Put(Effect effect, string id = "INC-1")
    {
        var row = OutboxRow.Of(effect, id);
        await using var connection = await Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(PostgresSql.Numbered("outbox/insert"), connection)
            .With("incidents", new[] { id })
            .With("platforms", new[] { "slack" })
            .With("workspaces", new[] { "T1" })
            .With("order_keys", new[] { row.OrderKey })
            .With("lanes", new[] { row.Lane })
            .With("replaced", new[] { row.Replaces })
            .With("keys", new[] { row.Key })
            .With("effects", new[] { row.Json })
            .With("traces", new string?[] { null })
            .With("now", Clock.GetUtcNow());
        await insert.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return await Scalar<long>(
            """
            select max(id) from outbox
            where order_key = @key and replaces is not distinct from @replaces and settled_at is null
            """,
            ("key", row.OrderKey),
            ("replaces", row.Replaces ?? (object)DBNull.Value)
        );
    }

    public Task<long> Post(string key, string to = "channel:C9", string id = "INC-1") =>
        Put(new Effect.Post(new Destination(to), ChatMessage.Text(key), key), id);

    public async Task Drain(EffectDispatcher? dispatcher = null)
    {
        dispatcher ??= Dispatcher();
        while (await dispatcher.DispatchOnce(CancellationToken.None) > 0)
        {
            // Until nothing may be tried now.
        }
    }

    /// <summary>The keys of the posts that were tried, in order.</summary>
    public string[] Posted() =>
        [.. Delivered.Select(delivery => delivery.Effect).OfType<Effect.Post>().Select(post => post.Key)];

    public async Task<T> Scalar<T>(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        await command.ExecuteNonQueryAsync();
    }

    public Task<string> Ending(long id) =>
        Scalar<string>("select coalesce(ending, 'waiting') from outbox where id = @id", ("id", id));

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _meters.DisposeAsync();
    }

    private Task Fact(string id, long seq, string kind, string content) =>
        Execute(
            """
            insert into fact (incident_id, seq, kind, content, salt, content_digest, hash, recorded_at, observed_at, actor_id, actor_name,
                              source, before_gate, request_id)
            values (@id, @seq, @kind, @content, '', '', '', @now, @now, 'U1', 'ana', 'slack', false, 'r')
            """,
            ("id", id),
            ("seq", seq),
            ("kind", kind),
            ("content", content),
            ("now", Clock.GetUtcNow())
        );

    private async Task<AttemptEnd> Answer(Delivery delivery, CancellationToken ct)
    {
        Delivered.Enqueue(delivery);
        if (Hangs)
            await Wait.Forever(ct);
        ct.ThrowIfCancellationRequested();
        if (Platform is not null)
            return await Platform(delivery);
        return delivery.Effect switch
        {
            Effect.OpenRoom room => new AttemptEnd.Done(
                new PlacedReference($"C10{Interlocked.Increment(ref _channels)}", null, room.Name)
            ),
            Effect.Post post => new AttemptEnd.Done(new PlacedReference(delivery.At!.ChannelId, "m-" + post.Key)),
            _ => new AttemptEnd.Done(),
        };
    }

    private NpgsqlCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = Source.CreateCommand(sql);
        foreach (var (name, value) in parameters)
            command.With(name, value);
        return command;
    }
}
