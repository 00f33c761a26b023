using System.Text.Json;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>Incident streams in PostgreSQL: one row an incident as its lock, and its facts as exact text.</summary>
public sealed class PostgresEventStore(NpgsqlDataSource source) : IEventStore, IDisposable
{
    // States of incidents, as of their number of facts. A state is a pure fold, so an entry is never wrong, only old;
    // the row lock tells how old. So many facts are kept folded in all, at about 600 bytes each; what was not used for
    // longest goes first. It must hold all incidents in which people are at work: beyond it each command folds its
    // incident anew.
    internal const int FactsMax = 200_000;
    internal const int LargestMax = 5_000;

    // An incident in which nothing happens gives its memory back.
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(15);

    // What makes room makes enough for the largest: else that one would be folded anew at each of its commands.
    private const double FreedShare = 2.0 * LargestMax / FactsMax;
    private readonly MemoryCache _states = new(
        new MemoryCacheOptions { SizeLimit = FactsMax, CompactionPercentage = FreedShare }
    );

    /// <inheritdoc/>
    public Task<IWork> Begin(IReadOnlyList<Sought> requests, bool waits, CancellationToken ct) =>
        Begin(requests, waits, isRehearsal: false, ct);

    internal async Task<IWork> Begin(IReadOnlyList<Sought> requests, bool waits, bool isRehearsal, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            return await PostgresWork.Begin(this, connection, requests, waits, isRehearsal, ct);
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
        var known = Known(incidentId) ?? Incident.None(incidentId);
        return known.AfterAll(await ReadFacts(connection, incidentId, known.Seq, ct));
    }

    internal async Task<Incident> StateOf(
        NpgsqlConnection connection,
        string incidentId,
        long seq,
        CancellationToken ct
    )
    {
        var known = Known(incidentId) is { } cached && cached.Seq <= seq ? cached : Incident.None(incidentId);
        return known.Seq == seq ? known : known.AfterAll(await ReadFacts(connection, incidentId, known.Seq, ct));
    }

    internal void Remember(Incident state) =>
        _states.Set(
            state.Id,
            state,
            new MemoryCacheEntryOptions { Size = Math.Clamp(state.Seq, 1, LargestMax), SlidingExpiration = Unused }
        );

    /// <inheritdoc/>
    public void Dispose() => _states.Dispose();

    private Incident? Known(string incidentId) => _states.Get<Incident>(incidentId);

    private static async Task<List<Recorded>> ReadFacts(
        NpgsqlConnection connection,
        string id,
        long after,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(PostgresSql.Numbered("store/load_facts"), connection);
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
