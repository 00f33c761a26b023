using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>What one host at a time may do.</summary>
internal static class PostgresTurn
{
    /// <summary>Takes the right to it; null: another host has it. Disposing it gives it back, and so does the death of
    /// its host.</summary>
    /// <param name="source">The database.</param>
    /// <param name="key">Which work; no other use of advisory locks in this database has the same.</param>
    /// <param name="ct">Ends it early.</param>
    public static async Task<IAsyncDisposable?> Take(NpgsqlDataSource source, long key, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(ct);
            await using var command = new NpgsqlCommand(PostgresSql.Text("jobs/turn"), connection, transaction);
            if ((bool)(await command.With("key", key).ExecuteScalarAsync(ct))!)
                return connection; // With it ends the transaction, and with that the lock.
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }
}
