using System.Diagnostics;
using System.Globalization;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Postgres;

/// <summary>
/// A real PostgreSQL for tests: one private server per test run, started at first use, and a fresh migrated database
/// for
/// each who asks. Use it as <c>IClassFixture&lt;PostgresFixture&gt;</c>; other test projects link this file.
/// </summary>
public sealed class PostgresFixture
{
    private const string Template = "template_migrated";

    private static readonly Lazy<Task<PrivatePostgres>> Server = new(StartServer);
    private static readonly SemaphoreSlim OneCopyAtATime = new(1, 1);
    private static int count;

    /// <summary>
    /// The connection string of a new database with all migrations applied; a copy of a template, so some 30 ms.
    /// </summary>
    public async Task<string> NewDatabase()
    {
        var server = await Server.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref count)}");
        await OneCopyAtATime.WaitAsync();
        try
        {
            await Execute(server.ConnectionString, $"create database {name} template {Template}");
        }
        finally
        {
            OneCopyAtATime.Release();
        }
        return Named(server.ConnectionString, name);
    }

    /// <summary>An empty folder that also user postgres can enter, in case the tests run as root.</summary>
    public static string NewFolder() => ScratchFolder.New("chatops-incidents-test-");

    private static async Task<PrivatePostgres> StartServer()
    {
        var folder = NewFolder();
        var options = new PrivatePostgresOptions(folder)
        {
            PoolSizeMax = 20,
            Settings = new Dictionary<string, string>
            {
                ["max_connections"] = "500",
                ["fsync"] = "off",
                ["full_page_writes"] = "off", // its data die with the run
            },
        };
        var server = await PrivatePostgres.Start(options, NullLogger.Instance, CancellationToken.None);
        // A test run is given a tenth of a second to end: the server stops by itself when we are gone, and its
        // folders are
        // removed by a process that outlives us.
        var socket = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            Process
                .Start("setsid", ["sh", "-c", "exec >/dev/null 2>&1; sleep 2; rm -rf -- \"$@\"", "sh", folder, socket])
                .Dispose();
        await Execute(server.ConnectionString, $"create database {Template}");
        await PostgresMigrator.Migrate(
            Named(server.ConnectionString, Template),
            NullLogger.Instance,
            CancellationToken.None
        );
        await HangfireTables.Install(Named(server.ConnectionString, Template), CancellationToken.None);
        return server;
    }

    private static string Named(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;

    private static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
