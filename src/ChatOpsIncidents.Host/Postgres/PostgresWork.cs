using System.Text.Json;
using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>One transaction: one round trip to begin, one to read facts that are not in memory, one to store.</summary>
internal sealed class PostgresWork : IWork
{
    private const int TrailMax = 20;

    // A request has 3 s; half of it may be spent waiting for another.
    private const string Patience = "set local lock_timeout = '1500ms'";

    private readonly PostgresEventStore _store;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly IReadOnlyList<Sought> _requests;
    private readonly bool _isRehearsal;
    private readonly Outcome?[] _earlier;
    private readonly string?[] _locked;
    private readonly bool[] _visible;
    private readonly Dictionary<string, IncidentStream> _streams = new(StringComparer.Ordinal);
    private readonly PostgresAppend _append = new();
    private List<IncidentSummary>? _others;
    private string? _nextId;

    private PostgresWork(
        PostgresEventStore store,
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<Sought> requests,
        bool isRehearsal
    )
    {
        (_store, _connection, _transaction) = (store, connection, transaction);
        (_requests, _isRehearsal) = (requests, isRehearsal);
        (_earlier, _locked) = (new Outcome?[requests.Count], new string?[requests.Count]);
        _visible = new bool[requests.Count];
    }

    public static async Task<PostgresWork> Begin(
        PostgresEventStore store,
        NpgsqlConnection connection,
        IReadOnlyList<Sought> requests,
        bool waits,
        bool isRehearsal,
        CancellationToken ct
    )
    {
        // The driver sends it together with the first statements.
        var transaction = await connection.BeginTransactionAsync(ct);
        var work = new PostgresWork(store, connection, transaction, requests, isRehearsal);
        try
        {
            await Busy(() => work.Begin(waits, ct));
            return work;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Outcome? Earlier(int n) => _earlier[n];

    /// <inheritdoc/>
    public string? Locked(int n) => _locked[n];

    /// <inheritdoc/>
    public async Task<Incident?> Load(int n, CancellationToken ct) =>
        _visible[n] ? await Load(_streams[_locked[n]!], _locked[n]!, ct) : null;

    /// <inheritdoc/>
    public async Task<Incident?> Load(string incidentId, VerifiedRequest asker, CancellationToken ct)
    {
        var stream = await Busy(() => Lock(incidentId, asker, ct));
        return stream is null ? null : await Load(stream, incidentId, ct);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IncidentSummary>> Others(VerifiedRequest asker, CancellationToken ct)
    {
        if (_others is not null)
            return _others;
        await using var batch = new NpgsqlBatch(_connection, _transaction)
        {
            BatchCommands = { WorkCommands.Others(asker) },
        };
        await using var row = await batch.ExecuteReaderAsync(ct);
        return _others = await ReadOthers(row, ct);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckReading>> Readings(string incidentId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Text("checks/readings"), _connection, _transaction)
            .With("incident", incidentId)
            .With("limit", TrailMax);
        List<(string Check, DateTimeOffset At, CheckSignal Signal, double? Value, double? Normal)> rows = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            double? value = row.IsDBNull(3) ? null : row.GetDouble(3);
            double? normal = row.IsDBNull(4) ? null : row.GetDouble(4);
            var signal = Enum.Parse<CheckSignal>(row.GetString(2));
            rows.Add((row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), signal, value, normal));
        }

        return
        [
            .. rows.GroupBy(one => one.Check, StringComparer.Ordinal)
                .Select(check => new CheckReading(check.Key, check.Last().Signal, Seen: null)
                {
                    At = check.Last().At,
                    Now = check.Last().Value,
                    Before = check.Last().Normal,
                    Trail = [.. check.Select(one => one.Value)],
                }),
        ];
    }

    /// <inheritdoc/>
    public async Task<string> NextId(CancellationToken ct)
    {
        if (_nextId is not null)
            return _nextId;
        await using var batch = new NpgsqlBatch(_connection, _transaction)
        {
            BatchCommands = { WorkCommands.NextNumber() },
        };
        return _nextId = IncidentId((long)(await Busy(() => batch.ExecuteScalarAsync(ct)))!);
    }

    /// <inheritdoc/>
    public void Add(Decided decided)
    {
        IncidentStream? stream = null;
        var after = decided.Verdict.After;
        if (decided.Verdict.Facts.Count > 0)
        {
            if (!_streams.TryGetValue(after.Id, out stream))
                _streams[after.Id] = stream = IncidentStream.New(after.Id);
            stream.State = after;
            stream.IsClosed = IncidentStream.ChangesWhoSees(decided);
        }

        _append.Add(decided, stream);
    }

    /// <inheritdoc/>
    public bool TryAdd(Decided decided)
    {
        var isClosed = _streams.TryGetValue(decided.Before.Id, out var stream) && stream.IsClosed;
        if (isClosed || decided.Verdict.Erases)
            return false;
        Add(decided);
        return true;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyCollection<Destined>> Commit(CancellationToken ct)
    {
        foreach (var redaction in _append.Redactions)
        {
            var erasure = new PostgresErasure(_connection, _transaction, redaction.Now);
            _append.Add(await erasure.Run(redaction.Before, redaction.Verdict, ct), redaction);
        }

        await using var batch = new NpgsqlBatch(_connection, _transaction);
        var destined = _append.Fill(batch);
        if (!_isRehearsal)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        try
        {
            await Busy(() => batch.ExecuteNonQueryAsync(ct));
        }
        catch (PostgresException twice) when (twice.ConstraintName == "request_pkey")
        {
            throw new DeliveredMeanwhileException(twice);
        }

        if (!_isRehearsal)
            _append.Changed.ForEach(stream => _store.Remember(stream.State!));
        return destined;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<bool> Begin(bool waits, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Patience));
        batch.BatchCommands.Add(WorkCommands.Lock([.. _requests.Select(Wanted.Of)], waits));
        var needsNumber = _requests.Any(request => request.NeedsNumber);
        var needsOthers = _requests.FirstOrDefault(request => request.NeedsOthers);
        if (needsNumber)
            batch.BatchCommands.Add(WorkCommands.NextNumber());
        if (needsOthers is not null)
            batch.BatchCommands.Add(WorkCommands.Others(needsOthers.Request, running: needsOthers.NeedsNumber));
        // Last: by now whoever held the incident has stored what came of it.
        batch.BatchCommands.Add(WorkCommands.EarlierOutcomes(_requests));

        await using var row = await batch.ExecuteReaderAsync(ct);
        await ReadLocked(row, ct);
        if (needsNumber)
        {
            await row.NextResultAsync(ct);
            await row.ReadAsync(ct);
            _nextId = IncidentId(row.GetInt64(0));
        }

        if (needsOthers is not null)
        {
            await row.NextResultAsync(ct);
            _others = await ReadOthers(row, ct);
        }

        await row.NextResultAsync(ct);
        while (await row.ReadAsync(ct))
            _earlier[row.GetInt64(0) - 1] = EarlierOutcome(row.IsDBNull(1) ? null : row.GetString(1));
        return true;
    }

    private async Task<IncidentStream?> Lock(string incidentId, VerifiedRequest asker, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        batch.BatchCommands.Add(
            WorkCommands.Lock([new Wanted(incidentId, asker with { ChannelId = null })], waits: true)
        );
        await using var row = await batch.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct) || !row.GetBoolean(4))
            return null;
        return _streams[incidentId] = IncidentStream.Of(row);
    }

    private async Task<Incident> Load(IncidentStream stream, string incidentId, CancellationToken ct) =>
        stream.State ??= stream.Start = await _store.StateOf(_connection, incidentId, stream.Seq, ct);

    private async Task ReadLocked(NpgsqlDataReader row, CancellationToken ct)
    {
        while (await row.ReadAsync(ct))
        {
            var (n, id) = (row.GetInt64(0) - 1, row.GetString(1));
            (_locked[n], _visible[n]) = (id, row.GetBoolean(4));
            if (!_streams.ContainsKey(id))
                _streams[id] = IncidentStream.Of(row);
        }
    }

    private static async Task<List<IncidentSummary>> ReadOthers(NpgsqlDataReader row, CancellationToken ct)
    {
        List<IncidentSummary> others = [];
        while (await row.ReadAsync(ct))
            others.Add(Summary(row));
        return others;
    }

    private static string IncidentId(long number) => $"INC-{number}";

    private static Outcome EarlierOutcome(string? json)
    {
        var outcome = json is null ? null : JsonSerializer.Deserialize<Outcome>(json, FactJson.Options);
        return (outcome ?? new Outcome(null, new(), null, 0)) with { WasEarlier = true };
    }

    internal static IncidentSummary Summary(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            Enum.Parse<Severity>(row.GetString(2)),
            Enum.Parse<Phase>(row.GetString(3)),
            row.GetBoolean(4),
            row.IsDBNull(5) ? null : row.GetString(5),
            row.GetFieldValue<string[]>(6),
            row.GetFieldValue<DateTimeOffset>(7),
            row.IsDBNull(8) ? null : row.GetString(8),
            row.IsDBNull(9) ? null : row.GetString(9),
            row.GetBoolean(10)
        );

    private static async Task<T> Busy<T>(Func<Task<T>> wait)
    {
        try
        {
            return await wait();
        }
        catch (PostgresException locked) when (locked.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new BusyException("A lock was not to be had within 1.5 s.", locked);
        }
    }
}
