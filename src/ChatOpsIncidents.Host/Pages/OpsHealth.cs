using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>How the host is doing, for those who run it.</summary>
/// <param name="Waiting">Effects that are not carried out yet.</param>
/// <param name="OldestWaiting">Since when the oldest of them waits; null: none does.</param>
/// <param name="Inbox">Requests that were acknowledged and are not decided yet.</param>
/// <param name="InboxFailed">Those of them that failed.</param>
/// <param name="Overdue">Deadlines that fell due more than ten seconds ago and are not carried out.</param>
/// <param name="GivenUp">Effects that were given up in the last week, newest first.</param>
public sealed record OpsHealth(
    long Waiting,
    DateTimeOffset? OldestWaiting,
    long Inbox,
    long InboxFailed,
    long Overdue,
    IReadOnlyList<GivenUpEffect> GivenUp
)
{
    /// <summary>Reads it.</summary>
    public static async Task<OpsHealth> Read(NpgsqlDataSource source, TimeProvider clock, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var givenUp = await ReadGivenUp(connection, clock.GetUtcNow().AddDays(-7), ct);
        await using var command = new NpgsqlCommand(PostgresSql.Text("store/ops_health"), connection).With(
            "now",
            clock.GetUtcNow()
        );
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return new OpsHealth(
            row.GetInt64(0),
            row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            givenUp
        );
    }

    private static async Task<List<GivenUpEffect>> ReadGivenUp(
        NpgsqlConnection connection,
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(PostgresSql.Text("store/ops_given_up"), connection).With(
            "since",
            since
        );
        List<GivenUpEffect> rows = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            rows.Add(
                new GivenUpEffect(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetString(2),
                    row.GetFieldValue<DateTimeOffset>(3)
                )
            );
        return rows;
    }
}

/// <summary>An effect that was given up.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Why">Why, in one sentence.</param>
/// <param name="At">When.</param>
public sealed record GivenUpEffect(string IncidentId, string Kind, string Why, DateTimeOffset At);
