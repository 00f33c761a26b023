using System.Security.Cryptography;
using System.Text.Json;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>One request's transaction.</summary>
internal sealed class PostgresWork : IWork
{
    // A request has 3 s; half of it may be spent waiting for another.
    private const string Patience = "set local lock_timeout = '1500ms'";
    private const int SaltLength = 16;

    private readonly PostgresEventStore _store;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly VerifiedRequest _request;
    private readonly bool _isRehearsal;
    private string _head = FactHash.First;
    private long _number;

    private PostgresWork(
        PostgresEventStore store,
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        VerifiedRequest request,
        bool isRehearsal
    ) =>
        (_store, _connection, _transaction, _request, _isRehearsal) = (
            store,
            connection,
            transaction,
            request,
            isRehearsal
        );

    /// <inheritdoc/>
    public Outcome? Earlier { get; private set; }

    public static async Task<PostgresWork> Begin(
        PostgresEventStore store,
        NpgsqlConnection connection,
        VerifiedRequest request,
        DateTimeOffset now,
        CancellationToken ct,
        bool isRehearsal = false
    )
    {
        var work = new PostgresWork(
            store,
            connection,
            await connection.BeginTransactionAsync(ct),
            request,
            isRehearsal
        );
        await using var batch = new NpgsqlBatch(connection, work._transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Patience));
        batch.BatchCommands.Add(work.Request("store/begin_request").With("now", now));
        if (await Busy(() => batch.ExecuteScalarAsync(ct)) is null)
            work.Earlier = await work.ReadEarlier(ct);
        return work;
    }

    /// <inheritdoc/>
    public async Task<string?> FindRoom(string channelId, string? threadId, CancellationToken ct)
    {
        await using var command = Command("store/find_room")
            .With("platform", _request.Platform)
            .With("workspace", _request.Workspace)
            .With("channel", channelId)
            .With("thread", threadId ?? "");
        return await command.ExecuteScalarAsync(ct) as string;
    }

    /// <inheritdoc/>
    public async Task<Incident?> Load(string incidentId, string? visibleTo, CancellationToken ct)
    {
        long seq;
        await using (var command = Command("store/lock_incident").With("id", incidentId).To(ViewerOf(visibleTo)))
        await using (var row = await Busy(() => command.ExecuteReaderAsync(ct)))
        {
            if (!await row.ReadAsync(ct))
                return null;
            if (visibleTo is not null && !row.GetBoolean(2))
                return null;
            (seq, _head) = (row.GetInt64(0), row.GetString(1));
        }

        return await _store.StateOf(_connection, incidentId, seq, ct);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IncidentSummary>> Others(string personId, CancellationToken ct)
    {
        await using var command = Command("store/others")
            .To(new Viewer(_request.Platform, _request.Workspace, personId));
        List<IncidentSummary> others = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            others.Add(Summary(row));
        return others;
    }

    /// <inheritdoc/>
    public async Task<string> NextId(CancellationToken ct)
    {
        await using var command = Command("store/next_number");
        _number = (long)(await Busy(() => command.ExecuteScalarAsync(ct)))!;
        return $"INC-{_number}";
    }

    /// <inheritdoc/>
    public async Task Commit(
        Incident before,
        Verdict verdict,
        Outcome outcome,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var edits = await new PostgresErasure(_connection, _transaction, now).Run(before, verdict, ct);
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        if (verdict.Facts.Count > 0)
        {
            var facts = Chain(verdict.Facts, verdict.After);
            batch.BatchCommands.Add(
                Head(before.Seq == 0 ? "store/insert_incident" : "store/update_incident", verdict.After, now)
            );
            batch.BatchCommands.Add(Facts(verdict, facts));
            Deadlines(batch, before, verdict.After);
            if (verdict.After.RoomId is { } room && room != before.RoomId)
                batch.BatchCommands.Add(Room(verdict.After, room));
        }

        if (verdict.After.Seq > 0)
            Effects(batch, verdict.After, [.. verdict.Effects, .. edits], now);
        batch.BatchCommands.Add(
            Request("store/end_request")
                .With("incident", outcome.IncidentId)
                .With("outcome", JsonSerializer.Serialize(outcome, FactJson.Options))
        );
        await batch.ExecuteNonQueryAsync(ct);
        if (_isRehearsal)
            return;
        await _transaction.CommitAsync(ct);
        if (verdict.Facts.Count > 0)
            _store.Remember(verdict.After);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private List<(byte[] Salt, string Content, string Digest, string Hash)> Chain(
        IReadOnlyList<Recorded> facts,
        Incident after
    )
    {
        List<(byte[], string, string, string)> rows = [];
        foreach (var fact in facts)
        {
            var salt = RandomNumberGenerator.GetBytes(SaltLength);
            var content = FactEnvelope.Write(fact, after.NameOf);
            var digest = FactHash.ContentDigest(salt, content);
            _head = FactHash.Hash(_head, fact.Seq, Vocabulary.NameOf(fact.Fact), fact.RecordedAt, digest);
            rows.Add((salt, content, digest, _head));
        }

        return rows;
    }

    private NpgsqlBatchCommand Facts(
        Verdict verdict,
        List<(byte[] Salt, string Content, string Digest, string Hash)> rows
    )
    {
        var facts = verdict.Facts;
        return new NpgsqlBatchCommand(PostgresSql.Text("store/append_facts"))
            .With("id", verdict.After.Id)
            .With("request", _request.Id)
            .With("seqs", facts.Select(f => f.Seq).ToArray())
            .With("kinds", facts.Select(f => Vocabulary.NameOf(f.Fact)).ToArray())
            .With("contents", rows.Select(r => r.Content).ToArray())
            .With("salts", rows.Select(r => r.Salt).ToArray())
            .With("digests", rows.Select(r => r.Digest).ToArray())
            .With("hashes", rows.Select(r => r.Hash).ToArray())
            .With("recorded", facts.Select(f => f.RecordedAt.UtcDateTime).ToArray())
            .With("observed", facts.Select(f => f.ObservedAt.UtcDateTime).ToArray())
            .With("actors", facts.Select(f => f.By.Id).ToArray())
            .With("names", facts.Select(f => f.By.Name).ToArray())
            .With("sources", facts.Select(f => f.Source).ToArray())
            .With("links", facts.Select(f => f.Link).ToArray())
            .With("gates", facts.Select(f => f.BeforeGate).ToArray());
    }

    private static void Deadlines(NpgsqlBatch batch, Incident before, Incident after)
    {
        var gone = before.Deadlines.Keys.Where(name => !after.Deadlines.ContainsKey(name)).ToArray();
        var set = after
            .Deadlines.Where(due => !before.Deadlines.TryGetValue(due.Key, out var was) || was != due.Value)
            .ToArray();
        if (gone.Length > 0)
            batch.BatchCommands.Add(Drop(after.Id, gone));
        if (set.Length > 0)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(PostgresSql.Text("store/set_deadlines"))
                    .With("id", after.Id)
                    .With("names", set.Select(due => due.Key).ToArray())
                    .With("dues", set.Select(due => due.Value.UtcDateTime).ToArray())
            );
        }
    }

    private static NpgsqlBatchCommand Drop(string incidentId, string[] deadlines) =>
        new NpgsqlBatchCommand(PostgresSql.Text("store/drop_deadlines"))
            .With("id", incidentId)
            .With("names", deadlines);

    private void Effects(NpgsqlBatch batch, Incident after, IEnumerable<Effect> effects, DateTimeOffset now)
    {
        var home = HomeOf(after);
        foreach (var row in effects.Select(effect => OutboxRow.Of(effect, after.Id)))
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(PostgresSql.Text("outbox/insert"))
                    .With("incident_id", after.Id)
                    .With("platform", home.Platform)
                    .With("workspace", home.Workspace)
                    .With("order_key", row.OrderKey)
                    .With("lane", row.Lane)
                    .With("replaces", row.Replaces)
                    .With("key", row.Key)
                    .With("effect", row.Json)
                    .With("trace", _request.Trace)
                    .With("now", now)
            );
        }
    }

    private NpgsqlBatchCommand Head(string statement, Incident after, DateTimeOffset now)
    {
        var home = HomeOf(after);
        return new NpgsqlBatchCommand(PostgresSql.Text(statement))
            .With("id", after.Id)
            .With("number", _number)
            .With("platform", home.Platform)
            .With("workspace", home.Workspace)
            .With("seq", after.Seq)
            .With("head", _head)
            .With("title", after.Title)
            .With("severity", after.Severity.ToString())
            .With("phase", after.Phase.ToString())
            .With("running", after.IsRunning)
            .With("private", after.IsPrivate)
            .With("lead_id", after.Lead?.Id)
            .With("lead_name", after.Lead?.Name)
            .With("services", after.Services.ToArray())
            .With("people", after.Speakers.Union(after.Roles.Values.Select(p => p.Id)).ToArray())
            .With("declared", after.DeclaredAt!.Value)
            .With("channel", after.Origin?.ChannelId)
            .With("now", now)
            .With("drill", after.IsDrill);
    }

    private NpgsqlBatchCommand Room(Incident after, string room)
    {
        var home = HomeOf(after);
        return new NpgsqlBatchCommand(PostgresSql.Text("store/set_room"))
            .With("platform", home.Platform)
            .With("workspace", home.Workspace)
            .With("channel", room)
            .With("thread", after.RoomThread ?? "")
            .With("id", after.Id);
    }

    // An incident stays on the platform on which it was declared, whoever writes to it from the web page or by a
    // signal.
    private Origin HomeOf(Incident after) => after.Origin ?? new Origin(_request.Platform, _request.Workspace, null);

    private async Task<Outcome?> ReadEarlier(CancellationToken ct)
    {
        await using var command = Command("store/earlier_outcome");
        command.With("platform", _request.Platform).With("workspace", _request.Workspace).With("id", _request.Id);
        var outcome = await command.ExecuteScalarAsync(ct) as string;
        return (outcome is null ? null : JsonSerializer.Deserialize<Outcome>(outcome, FactJson.Options)) is { } earlier
            ? earlier with
            {
                WasEarlier = true,
            }
            : new Outcome(null, new(), null, 0) { WasEarlier = true };
    }

    // Whoever types on the host's own page is in no workspace.
    private Viewer ViewerOf(string? personId) =>
        _request.Platform == "web" ? Viewer.OfHost : new Viewer(_request.Platform, _request.Workspace, personId);

    private NpgsqlCommand Command(string statement) => new(PostgresSql.Text(statement), _connection, _transaction);

    private NpgsqlBatchCommand Request(string statement) =>
        new NpgsqlBatchCommand(PostgresSql.Text(statement))
            .With("platform", _request.Platform)
            .With("workspace", _request.Workspace)
            .With("id", _request.Id);

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
