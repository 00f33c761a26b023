using System.Text.Json;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Signals.Reading;
using Npgsql;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>Deliveries in the database: kept before they are acknowledged, and until they are read.</summary>
public sealed class PostgresDeliveries(NpgsqlDataSource source, TimeProvider clock)
{
    // Any constant that no other use of advisory locks in this database has: "signals" in ASCII.
    private const long TurnKey = 0x73_69_67_6E_61_6C_73;

    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    /// <summary>Keeps one; it is durable when this returns.</summary>
    /// <param name="sourceName">The source's name.</param>
    /// <param name="delivery">What was delivered.</param>
    /// <param name="ignoredBecause">Why it is nothing to us: then the row alone is kept. Null: it is to be
    /// read.</param>
    /// <param name="ct">Ends it early.</param>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> Keep(string sourceName, HookDelivery delivery, string? ignoredBecause, CancellationToken ct)
    {
        var isIgnored = ignoredBecause is not null;
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/store"))
            .With("kind", delivery.Kind)
            .With("source", sourceName)
            .With("delivery", delivery.Id)
            .With("headers", JsonSerializer.Serialize(delivery.Headers))
            .With("now", delivery.ReceivedAt);
        command.Parameters.Add(Bytes(isIgnored ? null : delivery.Body.ToArray()));
        command.Parameters.Add(new NpgsqlParameter("settled", NpgsqlTypes.NpgsqlDbType.TimestampTz)).Value = isIgnored
            ? delivery.ReceivedAt.ToUniversalTime()
            : DBNull.Value;
        command.Parameters.Add(Text("ending", isIgnored ? "ignored" : null));
        command.Parameters.Add(Text("why", ignoredBecause));
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    /// <summary>The right to read deliveries, which one host has at a time: two that look at once would both declare.
    /// Null: another has it. Disposing it gives it back.</summary>
    public Task<IAsyncDisposable?> Turn(CancellationToken ct) => PostgresTurn.Take(source, TurnKey, ct);

    /// <summary>Takes the oldest that may be read now.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> Take(int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/take"))
            .With("now", now)
            .With("until", now + Claim)
            .With("limit", limit);
        List<DeliveryRow> taken = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(4)) ?? [];
            var delivery = new HookDelivery(
                row.GetString(1),
                row.GetString(3),
                headers,
                row.GetFieldValue<byte[]>(5),
                row.GetFieldValue<DateTimeOffset>(6)
            );
            taken.Add(new DeliveryRow(row.GetInt64(0), row.GetString(2), delivery, row.GetInt32(7)));
        }

        // An update returns its rows in any order.
        return [.. taken.OrderBy(one => one.Row)];
    }

    /// <summary>It is done with.</summary>
    /// <param name="row">The row's id.</param>
    /// <param name="ending"><c>done</c>, <c>ignored</c> or <c>given_up</c>.</param>
    /// <param name="why">A sentence; null: it did what it says.</param>
    /// <param name="ct">Ends it early.</param>
    public async Task Settle(long row, string ending, string? why, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/settle"))
            .With("id", row)
            .With("now", clock.GetUtcNow())
            .With("ending", ending);
        command.Parameters.Add(Text("why", why));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>It is tried again, later.</summary>
    public async Task Postpone(long row, DateTimeOffset until, string why, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/failed"))
            .With("id", row)
            .With("not_before", until)
            .With("why", why);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>How many wait to be read.</summary>
    public async Task<long> Waiting(CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Text("signals/waiting"));
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Forgets deliveries and changes that are old enough.</summary>
    public async Task Sweep(DateTimeOffset deliveries, DateTimeOffset changes, CancellationToken ct)
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("signals/sweep"))
            .With("deliveries", deliveries)
            .With("changes", changes);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value };

    private static NpgsqlParameter Bytes(byte[]? value) =>
        new("body", NpgsqlTypes.NpgsqlDbType.Bytea) { Value = (object?)value ?? DBNull.Value };
}
