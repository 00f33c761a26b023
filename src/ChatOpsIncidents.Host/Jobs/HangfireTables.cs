using ChatOpsIncidents.Host.Postgres;
using Hangfire.PostgreSql;
using Npgsql;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>The scheduler's own tables, in the schema <c>hangfire</c>.</summary>
public static class HangfireTables
{
    /// <summary>The schema in which they stand.</summary>
    public const string Schema = "hangfire";

    // Any constant that no other program uses on this database: "jobs" in ASCII.
    private const int LockKey = 0x6A_6F_62_73;

    // What the installer of the referenced version ends with; a test holds that it is so.
    internal const int Version = 23;

    /// <summary>Creates them, or brings them up to date, once, however many hosts start at the same time.</summary>
    /// <remarks>The installer by itself is not made for that: two at once end with serialization failures.</remarks>
    /// <exception cref="SchemaMismatchException">They could not be brought up to date.</exception>
    public static async Task Install(string connectionString, CancellationToken ct)
    {
        // Without a pool: closing the connection ends the session, and with it the lock, whatever happens.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 120 };
        await using var source = PostgresSetup.Named("set-up", unpooled.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        if (await Installed(connection, ct) >= Version)
            return;
        await using (var mine = new NpgsqlCommand($"select pg_advisory_lock({LockKey})", connection))
            await mine.ExecuteNonQueryAsync(ct);
        PostgreSqlObjectsInstaller.Install(connection, Schema);

        // It reports a fault to its log only.
        if (await Installed(connection, ct) is var reached and < Version)
        {
            throw new SchemaMismatchException(
                $"The scheduler's tables are at version {reached}, and this host needs {Version}. May the database's "
                    + "user create a schema? Let it, and start again."
            );
        }
    }

    private static async Task<int> Installed(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Text("jobs/version"), connection);
        try
        {
            return await command.ExecuteScalarAsync(ct) as int? ?? 0;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return 0;
        }
    }
}
