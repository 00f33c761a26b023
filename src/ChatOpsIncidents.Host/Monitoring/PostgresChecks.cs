using ChatOpsIncidents.Host.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>What was normal before an incident.</summary>
/// <param name="Onset">When its symptoms began.</param>
/// <param name="Before">Just before that; null: no data.</param>
/// <param name="DayBefore">At the same hour a day before; null: no data.</param>
/// <param name="WeekBefore">At the same hour a week before; null: no data.</param>
/// <param name="Normal">What is compared with.</param>
public sealed record CheckBaseline(
    DateTimeOffset Onset,
    double? Before,
    double? DayBefore,
    double? WeekBefore,
    double Normal
);

/// <summary>A reading as it is kept.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="At">When.</param>
/// <param name="Signal">What it showed.</param>
/// <param name="Value">The number; null: there was none.</param>
public sealed record CheckSample(string Check, DateTimeOffset At, CheckSignal Signal, double? Value);

/// <summary>Readings and baselines in the database.</summary>
public sealed class PostgresChecks(NpgsqlDataSource source)
{
    // Any constant that no other use of advisory locks in this database has: "checks" in ASCII.
    private const long TurnKey = 0x63_68_65_63_6B_73;

    /// <summary>The right to read the checks, which one host has at a time; null: another has it. Disposing it gives it
    /// back.</summary>
    public Task<IAsyncDisposable?> Turn(CancellationToken ct) => PostgresTurn.Take(source, TurnKey, ct);

    /// <summary>The incidents whose checks are to be read.</summary>
    public async Task<IReadOnlyList<string>> Running(CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("checks/running"));
        List<string> running = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            running.Add(row.GetString(0));
        return running;
    }

    /// <summary>Keeps what was read in one round.</summary>
    public async Task Keep(string incident, IReadOnlyList<CheckSample> samples, CancellationToken ct)
    {
        if (samples.Count == 0)
            return;
        await using var command = source
            .CreateCommand(PostgresSql.Text("checks/keep"))
            .With("incident", incident)
            .With("now", samples[0].At)
            .With("names", samples.Select(sample => sample.Check).ToArray())
            .With("signals", samples.Select(sample => sample.Signal.ToString()).ToArray());
        command.Parameters.Add(
            new NpgsqlParameter("values", NpgsqlDbType.Array | NpgsqlDbType.Double)
            {
                Value = samples.Select(sample => sample.Value).ToArray(),
            }
        );
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>When each check of an incident was read last.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LastRead(string incident, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("checks/last_read")).With("incident", incident);
        Dictionary<string, DateTimeOffset> last = new(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            last[row.GetString(0)] = row.GetFieldValue<DateTimeOffset>(1);
        return last;
    }

    /// <summary>What was normal, by check.</summary>
    public async Task<Dictionary<string, CheckBaseline>> Baselines(string incident, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("checks/baselines")).With("incident", incident);
        Dictionary<string, CheckBaseline> known = new(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            known[row.GetString(0)] = new CheckBaseline(
                row.GetFieldValue<DateTimeOffset>(1),
                Number(row, 2),
                Number(row, 3),
                Number(row, 4),
                row.GetDouble(5)
            );
        }

        return known;
    }

    /// <summary>Keeps what was normal.</summary>
    public async Task Keep(string incident, string check, CheckBaseline baseline, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("checks/keep_baseline"))
            .With("incident", incident)
            .With("name", check)
            .With("onset", baseline.Onset)
            .With("normal", baseline.Normal);
        command.Parameters.Add(Number("before", baseline.Before));
        command.Parameters.Add(Number("day", baseline.DayBefore));
        command.Parameters.Add(Number("week", baseline.WeekBefore));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The newest readings of an incident, by check, the oldest of them first.</summary>
    public async Task<ILookup<string, CheckSample>> Newest(string incident, int limit, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("checks/readings"))
            .With("incident", incident)
            .With("limit", limit);
        List<CheckSample> samples = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            samples.Add(
                new CheckSample(
                    row.GetString(0),
                    row.GetFieldValue<DateTimeOffset>(1),
                    Enum.Parse<CheckSignal>(row.GetString(2)),
                    Number(row, 3)
                )
            );
        }

        return samples.ToLookup(sample => sample.Check, StringComparer.Ordinal);
    }

    private static double? Number(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetDouble(column);

    private static NpgsqlParameter Number(string name, double? value) =>
        new(name, NpgsqlDbType.Double) { Value = (object?)value ?? DBNull.Value };
}
