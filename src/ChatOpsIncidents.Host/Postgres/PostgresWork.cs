using System.Text.Json;
using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>One transaction: one round trip to begin, one to read facts that are not in memory, one to store.</summary>
internal sealed class PostgresWork : IWork
{
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
        await using var batch = new NpgsqlBatch(_connection, _transaction) { BatchCommands = { OthersOf(asker) } };
        await using var row = await batch.ExecuteReaderAsync(ct);
        return _others = await ReadOthers(row, ct);
    }

    /// <inheritdoc/>
    public async Task<string> NextId(CancellationToken ct)
    {
        if (_nextId is not null)
            return _nextId;
        await using var batch = new NpgsqlBatch(_connection, _transaction) { BatchCommands = { NextNumber() } };
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
        if (isClosed || decided.Verdict.Facts.Any(fact => fact.Fact is EntryRedacted))
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
        batch.BatchCommands.Add(Lock([.. _requests.Select(LockedBy)], waits));
        var needsNumber = _requests.Any(request => request.NeedsNumber);
        var needsOthers = _requests.FirstOrDefault(request => request.NeedsOthers);
        if (needsNumber)
            batch.BatchCommands.Add(NextNumber());
        if (needsOthers is not null)
            batch.BatchCommands.Add(OthersOf(needsOthers.Request));
        batch.BatchCommands.Add(EarlierOutcomes()); // last: by now whoever held the incident has stored what came of it

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
        batch.BatchCommands.Add(Lock([new Wanted(incidentId, asker with { ChannelId = null })], waits: true));
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

    private static Wanted LockedBy(Sought sought) =>
        sought.NeedsNumber
            ? new Wanted(null, sought.Request with { ChannelId = null })
            : new Wanted(sought.IncidentId, sought.Request);

    private static NpgsqlBatchCommand Lock(Wanted[] wanted, bool waits) =>
        new NpgsqlBatchCommand(PostgresSql.Numbered(waits ? "store/lock_incidents" : "store/lock_free_incidents"))
            .With("ids", wanted.Select(one => one.IncidentId).ToArray())
            .With("platforms", wanted.Select(one => one.By.Platform).ToArray())
            .With("workspaces", wanted.Select(one => one.By.Workspace).ToArray())
            .With("channels", wanted.Select(one => one.By.ChannelId).ToArray())
            .With("threads", wanted.Select(one => one.By.ThreadId ?? "").ToArray())
            .With("see_all", wanted.Select(one => one.By.Input is RequestInput.Signal).ToArray())
            .With("by_platforms", wanted.Select(one => ViewerOf(one.By).Platform).ToArray())
            .With("by_workspaces", wanted.Select(one => ViewerOf(one.By).Workspace).ToArray())
            .With("by_people", wanted.Select(one => ViewerOf(one.By).PersonId).ToArray());

    // Whoever types on the host's own page is in no workspace.
    private static Viewer ViewerOf(VerifiedRequest asker) =>
        asker.Platform == "web" ? Viewer.OfHost : new Viewer(asker.Platform, asker.Workspace, asker.By.Id);

    private NpgsqlBatchCommand EarlierOutcomes() =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("store/earlier_outcomes"))
            .With("platforms", _requests.Select(one => one.Request.Platform).ToArray())
            .With("workspaces", _requests.Select(one => one.Request.Workspace).ToArray())
            .With("ids", _requests.Select(one => one.Request.Id).ToArray());

    private static NpgsqlBatchCommand NextNumber() => new(PostgresSql.Numbered("store/next_number"));

    private static NpgsqlBatchCommand OthersOf(VerifiedRequest asker) =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("store/others"))
            .With("by_platform", asker.Platform)
            .With("by_workspace", asker.Workspace)
            .With("by_person", asker.By.Id);

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

    private sealed record Wanted(string? IncidentId, VerifiedRequest By);
}
