using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>The outbox as rows of PostgreSQL, written in the transaction of the facts that cause them.</summary>
public sealed class PostgresOutbox(NpgsqlDataSource source, TimeProvider clock, IOptions<OutboxOptions> options)
    : IOutbox
{
    private readonly PostgresSettlements _settlements = new(source, clock);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Destined>> Due(int limit, short laneMax, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Numbered("outbox/due"))
            .With("limit", limit)
            .With("lane_max", laneMax)
            .With("now", clock.GetUtcNow());
        List<Destined> due = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            due.Add(new Destined(row.GetString(0), row.GetInt16(1)));
        return due;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LeasedEffect>> Lease(
        IReadOnlyList<string> orderKeys,
        short laneMax,
        CancellationToken ct
    )
    {
        if (orderKeys.Count == 0)
            return [];
        var now = clock.GetUtcNow();
        await using var command = source
            .CreateCommand(PostgresSql.Numbered("outbox/lease"))
            .With("order_keys", orderKeys.ToArray())
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
            .CreateCommand(PostgresSql.Numbered("outbox/renew"))
            .With("id", leased.Id)
            .With("attempt", leased.Attempt)
            .With("until", clock.GetUtcNow() + options.Value.Lease);
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    /// <inheritdoc/>
    public Task<bool> Settle(LeasedEffect leased, Settlement settlement, CancellationToken ct) =>
        _settlements.Settle(leased, settlement).WaitAsync(ct);

    /// <inheritdoc/>
    public async Task<OutboxBacklog> Backlog(CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Numbered("outbox/waiting"));
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return new OutboxBacklog(
            row.GetInt64(0),
            await row.IsDBNullAsync(1, ct) ? null : row.GetFieldValue<DateTimeOffset>(1)
        );
    }

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
