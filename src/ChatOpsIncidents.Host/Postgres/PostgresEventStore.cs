using System.Collections.Concurrent;
using System.Text.Json;
using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>Incident streams in PostgreSQL: one row an incident as its lock, and its facts as exact text.</summary>
public sealed class PostgresEventStore(NpgsqlDataSource source) : IEventStore
{
    // States of incidents by id, as of their number of facts. A state is a pure fold, so an entry is never wrong, only
    // old; the row lock tells how old. Bounded: an installation has few incidents at a time.
    private const int StatesMax = 256;
    private readonly ConcurrentDictionary<string, Incident> _states = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<IWork> Begin(VerifiedRequest request, DateTimeOffset now, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            return await PostgresWork.Begin(this, connection, request, now, ct);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task Defer(VerifiedRequest request, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("store/defer_request"));
        command
            .With("platform", request.Platform)
            .With("workspace", request.Workspace)
            .With("id", request.Id)
            .With("request", JsonSerializer.Serialize(request, FactJson.Options))
            .With("now", now);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Recorded>> Read(string incidentId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await ReadFacts(connection, incidentId, 0, ct);
    }

    /// <inheritdoc/>
    public async Task<Incident> State(string incidentId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var known = _states.GetValueOrDefault(incidentId) ?? Incident.None(incidentId);
        return known.AfterAll(await ReadFacts(connection, incidentId, known.Seq, ct));
    }

    internal async Task<Incident> StateOf(
        NpgsqlConnection connection,
        string incidentId,
        long seq,
        CancellationToken ct
    )
    {
        var known =
            _states.TryGetValue(incidentId, out var cached) && cached.Seq <= seq ? cached : Incident.None(incidentId);
        return known.Seq == seq ? known : known.AfterAll(await ReadFacts(connection, incidentId, known.Seq, ct));
    }

    internal void Remember(Incident state)
    {
        if (_states.Count >= StatesMax)
            _states.Clear();
        _states[state.Id] = state;
    }

    private static async Task<List<Recorded>> ReadFacts(
        NpgsqlConnection connection,
        string id,
        long after,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(PostgresSql.Text("store/load_facts"), connection);
        command.With("id", id).With("after", after);
        List<Recorded> facts = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            facts.Add(Fact(row));
        return facts;
    }

    /// <summary>The fact of a row whose first ten columns are those of <c>store/load_facts</c>.</summary>
    internal static Recorded Fact(NpgsqlDataReader row)
    {
        var kind = row.GetString(1);
        var fact = row.IsDBNull(2) ? new ErasedFact(kind) : FactJson.Read(kind, row.GetString(2));
        return new Recorded(
            row.GetInt64(0),
            fact,
            new Person(row.GetString(5), row.GetString(6)),
            row.GetFieldValue<DateTimeOffset>(3),
            row.GetFieldValue<DateTimeOffset>(4),
            row.GetString(7),
            row.IsDBNull(8) ? null : row.GetString(8),
            row.GetBoolean(9)
        );
    }
}

/// <summary>Names parameters the short way.</summary>
internal static class NpgsqlParameters
{
    public static NpgsqlCommand With(this NpgsqlCommand command, string name, object? value)
    {
        command.Parameters.Add(Of(name, value));
        return command;
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, string name, object? value)
    {
        command.Parameters.Add(Of(name, value));
        return command;
    }

    // Npgsql takes only UTC for timestamptz; every instant of the product is UTC already.
    private static NpgsqlParameter Of(string name, object? value) =>
        value switch
        {
            DateTimeOffset at => new NpgsqlParameter<DateTimeOffset>(name, at.ToUniversalTime()),
            null => new NpgsqlParameter(name, DBNull.Value),
            _ => new NpgsqlParameter(name, value),
        };
}
