using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>What one source delivered lately.</summary>
/// <param name="Kind">The address's middle part.</param>
/// <param name="Source">Its last part.</param>
/// <param name="LastAt">When it delivered last.</param>
/// <param name="Day">How many in the last 24 hours.</param>
/// <param name="Ignored">Those of them that were nothing to us.</param>
/// <param name="GivenUp">Those of them that could not be read.</param>
/// <param name="Waiting">Those that wait to be read.</param>
/// <param name="Why">Why the last one was ignored, given up, or is tried again; null: it was read.</param>
public sealed record HookSource(
    string Kind,
    string Source,
    DateTimeOffset LastAt,
    long Day,
    long Ignored,
    long GivenUp,
    long Waiting,
    string? Why
);

/// <summary>What outside systems deliver, for those who run the host.</summary>
public sealed class HookSources(NpgsqlDataSource source, TimeProvider clock)
{
    /// <summary>Each source that delivered anything that is remembered, the latest first.</summary>
    public async Task<IReadOnlyList<HookSource>> Read(CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/sources"))
            .With("since", clock.GetUtcNow().AddDays(-1));
        List<HookSource> sources = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            sources.Add(
                new HookSource(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetFieldValue<DateTimeOffset>(2),
                    row.GetInt64(3),
                    row.GetInt64(4),
                    row.GetInt64(5),
                    row.GetInt64(6),
                    row.IsDBNull(7) ? null : row.GetString(7)
                )
            );
        }

        return sources;
    }
}
