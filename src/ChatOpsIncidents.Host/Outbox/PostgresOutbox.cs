using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>The outbox as rows of PostgreSQL, written in the transaction of the facts that cause them.</summary>
public sealed class PostgresOutbox(NpgsqlDataSource source, TimeProvider clock, IOptions<OutboxOptions> options)
    : IOutbox
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<LeasedEffect>> Lease(int limit, short laneMax, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var command = source.CreateCommand(PostgresSql.Text("outbox/lease"));
        command
            .With("limit", limit)
            .With("lane_max", laneMax)
            .With("now", now)
            .With("until", now + options.Value.Lease);
        List<LeasedEffect> leased = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            leased.Add(Leased(row));
        return [.. leased.OrderBy(effect => effect.Lane).ThenBy(effect => effect.Id)];
    }

    /// <inheritdoc/>
    public async Task<bool> Renew(LeasedEffect leased, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("outbox/renew"))
            .With("id", leased.Id)
            .With("attempt", leased.Attempt)
            .With("until", clock.GetUtcNow() + options.Value.Lease);
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    /// <inheritdoc/>
    public async Task<bool> Settle(LeasedEffect leased, Settlement settlement, CancellationToken ct)
    {
        await using var command = Command(settlement);
        command.With("id", leased.Id).With("attempt", leased.Attempt).With("now", clock.GetUtcNow());
        return (long)(await command.ExecuteScalarAsync(ct))! == 1;
    }

    /// <inheritdoc/>
    public async Task<OutboxBacklog> Backlog(CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("outbox/waiting"));
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return new OutboxBacklog(
            row.GetInt64(0),
            await row.IsDBNullAsync(1, ct) ? null : row.GetFieldValue<DateTimeOffset>(1)
        );
    }

    private NpgsqlCommand Command(Settlement settlement) =>
        settlement switch
        {
            Settlement.Done(var reference, var thread) => source
                .CreateCommand(PostgresSql.Text("outbox/done"))
                .With("channel", reference?.ChannelId)
                .With("message", reference?.MessageId)
                .With("link", reference?.Link)
                .With("thread", thread)
                .With("why", null),
            Settlement.Later later => source
                .CreateCommand(PostgresSql.Text("outbox/try_again"))
                .With("not_before", later.NotBefore)
                .With("burnt", later.Failed ? 1 : 0)
                .With("unclear", later.Unclear)
                .With("pause_key", later.PauseKey)
                .With("why", later.Why),
            Settlement.GivenUp(var why) => source
                .CreateCommand(PostgresSql.Text("outbox/end"))
                .With("ending", "given_up")
                .With("why", why),
            Settlement.Needless(var why) => source
                .CreateCommand(PostgresSql.Text("outbox/end"))
                .With("ending", "replaced")
                .With("why", why),
            _ => throw new InvalidOperationException($"No statement for {settlement.GetType().Name}."),
        };

    private static LeasedEffect Leased(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetInt32(1),
            row.GetInt32(2),
            row.GetBoolean(3),
            row.GetString(4),
            row.GetString(5),
            row.GetString(6),
            row.GetString(7),
            row.GetInt16(8),
            row.IsDBNull(9) ? null : row.GetString(9),
            row.GetFieldValue<DateTimeOffset>(10),
            row.GetString(11),
            row.IsDBNull(12) ? null : row.GetString(12)
        )
        {
            Trace = row.IsDBNull(13) ? null : row.GetString(13),
        };
}
