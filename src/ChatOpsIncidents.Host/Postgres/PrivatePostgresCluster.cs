using System.Globalization;
using System.Runtime.Versioning;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>The private server's cluster: made once, its settings, and the database in it.</summary>
[SupportedOSPlatform("linux")]
internal static class PrivatePostgresCluster
{
    // Statements, parameters and rows would carry what people wrote into the server's log: it gets the bare error only.
    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        ["listen_addresses"] = "",
        ["port"] = "5432",
        ["unix_socket_permissions"] = "0700",
        ["max_connections"] = "60",
        ["shared_buffers"] = "128MB",
        ["fsync"] = "on",
        ["synchronous_commit"] = "on",
        ["full_page_writes"] = "on",
        ["jit"] = "off",
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        ["log_destination"] = "stderr",
        ["logging_collector"] = "off",
        ["log_error_verbosity"] = "terse",
        ["log_min_error_statement"] = "panic",
        ["log_statement"] = "none",
        ["log_parameter_max_length_on_error"] = "0",
    };

    public static IEnumerable<string> Settings(PrivatePostgresOptions options, string socket)
    {
        var settings = new Dictionary<string, string>(BuiltIn, StringComparer.Ordinal)
        {
            ["unix_socket_directories"] = socket,
        };
        foreach (var (name, value) in options.Settings)
            settings[name] = value;
        return settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
    }

    /// <summary>Makes the cluster if it is missing, and checks that its user reaches it.</summary>
    /// <returns>Its final place.</returns>
    public static string Prepare(
        PrivatePostgresOptions options,
        string data,
        string cluster,
        PrivatePostgresBinaries binaries,
        PrivatePostgresAccount account,
        ILogger logger
    )
    {
        if (!File.Exists(Path.Combine(cluster, "PG_VERSION")))
        {
            var wanted = cluster;
            cluster = PrivatePostgresFolders.ChooseCluster(options, data, account);
            if (!File.Exists(Path.Combine(cluster, "PG_VERSION")))
                Make(cluster, binaries, account);
            Log.PrivateClusterMade(logger, cluster, binaries.Major);
            // Only now, when it is whole: a link to nothing is taken for lost data.
            if (cluster != wanted)
                File.CreateSymbolicLink(wanted, cluster);
        }
        if (!account.Switches)
            return cluster;

        if (UnixCommand.Inspect(cluster)?.Owner == 0)
            PrivatePostgresFolders.Own(cluster, account);
        if (!account.Run("test", "-x", cluster).Ok)
            throw new PrivatePostgresException(
                $"User {account.Name}, whom PostgreSQL runs as, cannot reach {cluster}. Move the data directory out "
                    + $"of private "
                    + $"homes and set Data__Directory, or let others pass through the folders above it (chmod o+x)."
            );
        return cluster;
    }

    /// <summary>Creates the database if it is missing.</summary>
    /// <returns>The connection string to it.</returns>
    public static async Task<string> CreateDatabase(string socket, PrivatePostgresOptions options, CancellationToken ct)
    {
        var target = new NpgsqlConnectionStringBuilder
        {
            Host = socket,
            Username = PrivatePostgres.Database,
            Database = PrivatePostgres.Database,
            MaxPoolSize = options.PoolSizeMax,
            ApplicationName = "chatops-incidents",
        };
        var admin = new NpgsqlConnectionStringBuilder(target.ConnectionString)
        {
            Database = "postgres",
            Pooling = false,
        };
        await using var source = PostgresSetup.Named("set-up", admin.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = 'incidents'", connection);
        if (await exists.ExecuteScalarAsync(ct) is not null)
            return target.ConnectionString;

        await using var create = new NpgsqlCommand("create database incidents", connection);
        await create.ExecuteNonQueryAsync(ct);
        return target.ConnectionString;
    }

    /// <summary>
    /// Made aside and moved into place whole: a host that is killed meanwhile leaves no half cluster.
    /// </summary>
    private static void Make(string cluster, PrivatePostgresBinaries binaries, PrivatePostgresAccount account)
    {
        var aside = cluster + ".new";
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
        Directory.CreateDirectory(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (account.Switches)
            PrivatePostgresFolders.Own(aside, account);

        var result = account.Run(
            binaries.InitDb,
            "--pgdata",
            aside,
            "--encoding=UTF8",
            "--locale=C",
            "--auth=trust",
            "--data-checksums",
            "--no-instructions",
            "--username",
            PrivatePostgres.Database
        );
        if (!result.Ok)
            throw new PrivatePostgresException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"PostgreSQL could not make a database in {cluster} (initdb ended with {result.ExitCode}): "
                        + $"{result.Error.Trim()}"
                )
            );

        // An empty folder, such as a fresh volume's mount point below it, may stand there already.
        if (Directory.Exists(cluster))
            Directory.Delete(cluster);
        Directory.Move(aside, cluster);
    }
}
