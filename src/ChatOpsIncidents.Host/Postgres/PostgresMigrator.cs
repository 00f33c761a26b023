using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>
/// One step of the schema: <c>Postgres/Migrations/NNNN_name.sql</c>. Forward only; expand before you contract.
/// </summary>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Lower-case hex of the file's SHA-256.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The file name: <c>0001_incidents.sql</c>.</summary>
    public string File => string.Create(CultureInfo.InvariantCulture, $"{Number:D4}_{Name}.sql");

    /// <summary>The migrations built into this assembly, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [.. PostgresSql.Resources("Migrations/").Select(file => Parse(file.Name, file.Text)).OrderBy(m => m.Number)];

    /// <summary>Reads the number and the name from a file name.</summary>
    /// <exception cref="FormatException">The name is not <c>NNNN_name.sql</c>.</exception>
    public static Migration Parse(string file, string sql) =>
        file.Length > 9
        && file[4] == '_'
        && file.EndsWith(".sql", StringComparison.Ordinal)
        && int.TryParse(file.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Migration(number, file[5..^4], sql)
            : throw new FormatException($"A migration is named NNNN_name.sql, not {file}.");
}

/// <summary>The database and this host do not belong together. The message says which file, and what to do.</summary>
public sealed class SchemaMismatchException(string message) : Exception(message);

/// <summary>
/// Brings the database's schema to this host's version, once, however many hosts start at the same time.
/// </summary>
public static class PostgresMigrator
{
    // Any constant that no other program uses on this database: "chatops" in ASCII.
    private const long LockKey = 0x63_68_61_74_6F_70_73;

    /// <summary>Applies what is missing, each file in a transaction of its own.</summary>
    /// <returns>How many were applied; 0: the schema was current.</returns>
    /// <exception cref="SchemaMismatchException">An applied file has changed since, or one was slipped in before
    /// it.</exception>
    public static Task<int> Migrate(string connectionString, ILogger logger, CancellationToken ct) =>
        Migrate(connectionString, Migration.All, logger, ct);

    internal static async Task<int> Migrate(
        string connectionString,
        IReadOnlyList<Migration> migrations,
        ILogger logger,
        CancellationToken ct
    )
    {
        // Without a pool: closing the connection ends the session, and with it the lock, whatever happens.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 600 };
        await using var source = PostgresSetup.Named("set-up", unpooled.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        await Execute(connection, $"select pg_advisory_lock({LockKey})", ct);
        await Execute(
            connection,
            """
            create table if not exists schema_version (
                number     integer     primary key,
                name       text        not null,
                sha256     text        not null,
                applied_at timestamptz not null default now()
            )
            """,
            ct
        );

        var applied = await Applied(connection, ct);
        var missing = Missing(migrations, applied);
        if (applied.Count > 0 && applied.Keys.Max() > migrations.Select(m => m.Number).DefaultIfEmpty().Max())
            Log.SchemaIsNewer(logger, applied.Keys.Max(), migrations.Select(m => m.Number).DefaultIfEmpty().Max());
        foreach (var migration in missing)
        {
            await Apply(connection, migration, ct);
            Log.MigrationApplied(logger, migration.Number, migration.Name);
        }
        return missing.Count;
    }

    /// <summary>What is still to do, after a check that the past is what this host believes it to be.</summary>
    private static List<Migration> Missing(IReadOnlyList<Migration> migrations, Dictionary<int, string> applied)
    {
        var last = applied.Keys.DefaultIfEmpty().Max();
        foreach (var migration in migrations)
        {
            if (!applied.TryGetValue(migration.Number, out var sha256))
            {
                if (migration.Number < last)
                    throw new SchemaMismatchException(
                        $"{migration.File} comes before migration {last:D4}, which the database already has. Give "
                            + $"it the next number."
                    );
                continue;
            }
            if (sha256 != migration.Sha256)
                throw new SchemaMismatchException(
                    $"{migration.File} was changed after it was applied to this database (it was {sha256[..12]}, it is "
                        + $"{migration.Sha256[..12]}). Restore the file as it was, and put the change into a new "
                        + $"migration."
                );
        }
        return
        [
            .. migrations
                .Where(migration => !applied.ContainsKey(migration.Number))
                .OrderBy(migration => migration.Number),
        ];
    }

    private static async Task<Dictionary<int, string>> Applied(NpgsqlConnection connection, CancellationToken ct)
    {
        var applied = new Dictionary<int, string>();
        await using var command = new NpgsqlCommand("select number, sha256 from schema_version", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        return applied;
    }

    private static async Task Apply(NpgsqlConnection connection, Migration migration, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(connection, migration.Sql, ct);
        await using var record = new NpgsqlCommand(
            "insert into schema_version (number, name, sha256) values ($1, $2, $3)",
            connection,
            transaction
        );
        record.Parameters.Add(new NpgsqlParameter { Value = migration.Number });
        record.Parameters.Add(new NpgsqlParameter { Value = migration.Name });
        record.Parameters.Add(new NpgsqlParameter { Value = migration.Sha256 });
        await record.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

#pragma warning disable CA2100 // The text comes from this assembly's own files, never from a request.
    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
#pragma warning restore CA2100
}
