using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>Stores how attempts ended, those that end at the same time by one commit.</summary>
internal sealed class PostgresSettlements
{
    private const int BatchMax = 64;

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;
    private readonly Batches<Ended, bool> _batches;

    public PostgresSettlements(NpgsqlDataSource source, TimeProvider clock)
    {
        (_source, _clock) = (source, clock);
        _batches = new Batches<Ended, bool>(BatchMax, StoreAll, ended => ended.Leased.Id);
    }

    /// <summary>Ends an attempt.</summary>
    /// <returns>False: the lease had lapsed and somebody else has the effect now; nothing was changed.</returns>
    public Task<bool> Settle(LeasedEffect leased, Settlement settlement) => _batches.Add(new Ended(leased, settlement));

    // One that cannot be stored keeps no other from being stored.
    private async Task<IReadOnlyList<bool>> StoreAll(IReadOnlyList<Ended> all)
    {
        try
        {
            return await Store(all);
        }
        catch (PostgresException) when (all.Count > 1)
        {
            return [.. await StoreAll([.. all.Take(all.Count / 2)]), .. await StoreAll([.. all.Skip(all.Count / 2)])];
        }
    }

    private async Task<IReadOnlyList<bool>> Store(IReadOnlyList<Ended> all)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection); // one implicit transaction
        var now = _clock.GetUtcNow();
        if (Of<Settlement.Done>(all) is { Length: > 0 } done)
            batch.BatchCommands.Add(Done(done, now));
        if (Of<Settlement.Later>(all) is { Length: > 0 } later)
            batch.BatchCommands.Add(Later(later, now));
        if (
            all.Where(one => one.Settlement is Settlement.GivenUp or Settlement.Needless).ToArray() is
            { Length: > 0 } ends
        )
            batch.BatchCommands.Add(End(ends, now));
        HashSet<long> settled = [];
        await using var row = await batch.ExecuteReaderAsync();
        do
        {
            while (await row.ReadAsync())
                settled.Add(row.GetInt64(0));
        } while (await row.NextResultAsync());

        return [.. all.Select(one => settled.Contains(one.Leased.Id))];
    }

    private static (LeasedEffect Leased, T Settlement)[] Of<T>(IReadOnlyList<Ended> all)
        where T : Settlement =>
        [.. all.Where(one => one.Settlement is T).Select(one => (one.Leased, (T)one.Settlement))];

    private static NpgsqlBatchCommand Done(
        (LeasedEffect Leased, Settlement.Done Settlement)[] done,
        DateTimeOffset now
    ) =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("outbox/done"))
            .With("ids", done.Select(one => one.Leased.Id).ToArray())
            .With("attempts", done.Select(one => one.Leased.Attempt).ToArray())
            .With("channels", done.Select(one => one.Settlement.Reference?.ChannelId).ToArray())
            .With("threads", done.Select(one => one.Settlement.ThreadId).ToArray())
            .With("messages", done.Select(one => one.Settlement.Reference?.MessageId).ToArray())
            .With("links", done.Select(one => one.Settlement.Reference?.Link).ToArray())
            .With("now", now);

    private static NpgsqlBatchCommand Later(
        (LeasedEffect Leased, Settlement.Later Settlement)[] later,
        DateTimeOffset now
    ) =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("outbox/try_again"))
            .With("ids", later.Select(one => one.Leased.Id).ToArray())
            .With("attempts", later.Select(one => one.Leased.Attempt).ToArray())
            .With("not_befores", later.Select(one => one.Settlement.NotBefore.UtcDateTime).ToArray())
            .With("burnt", later.Select(one => one.Settlement.Failed ? 1 : 0).ToArray())
            .With("unclear", later.Select(one => one.Settlement.Unclear).ToArray())
            .With("pause_keys", later.Select(one => one.Settlement.PauseKey).ToArray())
            .With("whys", later.Select(one => one.Settlement.Why).ToArray())
            .With("now", now);

    private static NpgsqlBatchCommand End(Ended[] ends, DateTimeOffset now) =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("outbox/end"))
            .With("ids", ends.Select(one => one.Leased.Id).ToArray())
            .With("attempts", ends.Select(one => one.Leased.Attempt).ToArray())
            .With("endings", ends.Select(one => one.Ending).ToArray())
            .With("whys", ends.Select(one => one.Why).ToArray())
            .With("now", now);

    private sealed record Ended(LeasedEffect Leased, Settlement Settlement)
    {
        public string Ending => Settlement is Settlement.GivenUp ? "given_up" : "replaced";

        public string? Why =>
            Settlement switch
            {
                Settlement.GivenUp(var why) => why,
                Settlement.Needless(var why) => why,
                _ => null,
            };
    }
}
