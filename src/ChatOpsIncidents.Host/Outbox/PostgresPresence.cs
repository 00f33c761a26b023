using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>
/// Shows other hosts that this one lives, and frees what hosts that are gone still hold, so that a room does not wait
/// for the rest of a dead host's lease.
/// </summary>
/// <remarks>
/// <para>A host is there as long as PostgreSQL holds its advisory lock on a session of its own, outside the pool. A
/// killed process's session ends with it. Each lease bears the lock's number.</para>
/// <para>The session may break while the host lives and its calls run. So that nobody repeats a call that may still be
/// running: the host notices within <see cref="Interval"/> + <see cref="Patience"/> (4 s) and ends its calls, whose
/// outcome then counts as unclear; others free a lease only once its host has been gone for <see cref="Grace"/> (5 s),
/// by their own monotonic clock and in every look of theirs. Until it has a new number it takes no leases. A number is
/// never had twice (a sequence), so that a host that came back is not taken for the one that left leases behind.</para>
/// <para>Where PostgreSQL does not see the break (a cut cable), the lock stands and the lease lapses as it always did.
/// A host that stands still (a paused machine) keeps its session, and with it its leases until they lapse. A freed
/// lease's late settlement still counts while nobody else has the effect: then it was carried out, once.</para>
/// <para>A pooler between host and database must keep sessions, as the migrations' lock needs too.</para>
/// </remarks>
public sealed class PostgresPresence(
    string connectionString,
    OutboxSignal signal,
    TimeProvider clock,
    ILogger<PostgresPresence> log
) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long the database may take to answer before the session counts as broken; whole
    /// seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long a host must have been gone before its leases are freed; more than it needs to
    /// notice.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Dictionary<int, long> _goneSince = [];
    private readonly string _unpooled = new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        Timeout = (int)Patience.TotalSeconds,
        CommandTimeout = (int)Patience.TotalSeconds,
        CancellationTimeout = -1, // a session that does not answer is given up, not asked to cancel
    }.ConnectionString;

    private Session? _session;

    /// <summary>This host's presence; null: it cannot show that it lives, and must take nothing.</summary>
    public Presence? Current => _session?.Presence;

    /// <summary>Appears, or makes sure that it is still seen; then frees what hosts that are gone hold. Never throws
    /// for what the database does.</summary>
    public async Task Look(CancellationToken ct)
    {
        try
        {
            if (_session is null)
            {
                _session = await Session.Open(_unpooled, ct);
                Log.Appeared(log, _session.Presence.Number);
                signal.Wake();
            }

            await Free(_session.Connection, ct);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            await Vanish(fault);
        }
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Look(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Close();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Look(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    // Calls end first; only then is the session closed, in case the server still holds its lock.
    private async Task Vanish(Exception fault)
    {
        if (_session is not null)
            Log.Vanished(log, fault.GetType().Name);
        _goneSince.Clear();
        await Close();
    }

    private async Task Close()
    {
        var session = _session;
        _session = null;
        if (session is not null)
            await session.DisposeAsync();
    }

    private async Task Free(NpgsqlConnection connection, CancellationToken ct)
    {
        var forsaken = await Forsaken(connection, ct);
        foreach (var back in _goneSince.Keys.Except(forsaken.Select(lease => lease.By)).ToArray())
            _goneSince.Remove(back);
        foreach (var lease in forsaken)
            _goneSince.TryAdd(lease.By, clock.GetTimestamp());
        var free = forsaken.Where(lease => clock.GetElapsedTime(_goneSince[lease.By]) >= Grace).ToArray();
        if (free.Length == 0)
            return;

        await using var command = new NpgsqlCommand(PostgresSql.Text("outbox/free"), connection)
            .With("ids", free.Select(lease => lease.Id).ToArray())
            .With("attempts", free.Select(lease => lease.Attempt).ToArray());
        Log.LeasesFreed(log, await command.ExecuteNonQueryAsync(ct));
        signal.Wake();
    }

    private async Task<List<(long Id, int Attempt, int By)>> Forsaken(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Text("outbox/forsaken"), connection).With(
            "now",
            clock.GetUtcNow()
        );
        List<(long, int, int)> leases = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            leases.Add((row.GetInt64(0), row.GetInt32(1), row.GetInt32(2)));
        return leases;
    }

    /// <summary>A connection that holds a lock for as long as it stands.</summary>
    private sealed class Session : IAsyncDisposable
    {
        private readonly CancellationTokenSource _gone = new();

        private Session(NpgsqlConnection connection, int number) =>
            (Connection, Presence) = (connection, new Presence(number, _gone.Token));

        public NpgsqlConnection Connection { get; }

        public Presence Presence { get; }

        public static async Task<Session> Open(string connectionString, CancellationToken ct)
        {
            var connection = new NpgsqlConnection(connectionString);
            try
            {
                await connection.OpenAsync(ct);
                await using var command = new NpgsqlCommand(PostgresSql.Text("outbox/appear"), connection);
                await using var row = await command.ExecuteReaderAsync(ct);
                await row.ReadAsync(ct);
                return row.GetBoolean(1)
                    ? new Session(connection, row.GetInt32(0))
                    : throw new InvalidOperationException("Another host holds this number already.");
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _gone.CancelAsync();
            await Connection.DisposeAsync();
            _gone.Dispose();
        }
    }
}

/// <summary>A host that is there.</summary>
/// <param name="Number">Its number, never had by another.</param>
/// <param name="Gone">Cancelled when others may take it for gone.</param>
public sealed record Presence(int Number, CancellationToken Gone);
