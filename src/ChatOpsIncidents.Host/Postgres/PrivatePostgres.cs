using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>
/// The PostgreSQL server that the host runs for itself when no connection string is configured: in its data
/// directory, on
/// a Unix socket only, as durable as any other, and gone when the host is gone.
/// </summary>
/// <remarks>
/// One host owns a data directory at a time. A second one waits a little, as at a restart, and is then refused:
/// sharing the
/// server would end the second host's database together with the first host.
/// </remarks>
public sealed class PrivatePostgres : IAsyncDisposable
{
    /// <summary>The database that holds the incidents, and the server's only role.</summary>
    public const string Database = "incidents";

    private readonly PrivatePostgresServer _server;
    private readonly PrivatePostgresLog _log;
    private readonly PrivatePostgresLock _hold;
    private readonly string _socketFolder;

    private PrivatePostgres(
        PrivatePostgresServer server,
        PrivatePostgresLog log,
        PrivatePostgresLock hold,
        string socket,
        string connectionString
    )
    {
        (_server, _log, _hold, _socketFolder) = (server, log, hold, socket);
        ConnectionString = connectionString;
    }

    /// <summary>For Npgsql; stays the same when the server is started again.</summary>
    public string ConnectionString { get; }

    /// <summary>The server's process id; null while it is down.</summary>
    public int? ProcessId => _server.ProcessId;

    /// <summary>
    /// Starts the server, makes the cluster and the database if they are missing, and recovers after a crash.
    /// </summary>
    /// <exception cref="PrivatePostgresException">It cannot run here; the message says why and what to do.</exception>
    public static async Task<PrivatePostgres> Start(
        PrivatePostgresOptions options,
        ILogger logger,
        CancellationToken ct
    )
    {
        if (!OperatingSystem.IsLinux())
            throw new PrivatePostgresException(
                "The private PostgreSQL runs on Linux only. Set ConnectionStrings__Incidents to a PostgreSQL server."
            );

        var began = Stopwatch.GetTimestamp();
        var data = Path.GetFullPath(options.DataDirectory).TrimEnd('/');
        var cluster = PrivatePostgresFolders.LocateCluster(data);
        var directory = await PrivatePostgresLock.Take(data, options.TakeoverPatience, ct);
        try
        {
            var postgres = await Start(options, data, cluster, directory, logger, ct);
            Log.PrivateServerStarted(logger, data, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            return postgres;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server and lets go of the data directory.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools(); // pooled connections would only see the server leave
        await _server.Stop();
        _server.Dispose();
        _log.Dispose();
        if (Directory.Exists(_socketFolder))
            Directory.Delete(_socketFolder, recursive: true);
        _hold.Dispose();
    }

    [SupportedOSPlatform("linux")]
    private static async Task<PrivatePostgres> Start(
        PrivatePostgresOptions options,
        string data,
        string cluster,
        PrivatePostgresLock directory,
        ILogger logger,
        CancellationToken ct
    )
    {
        var binaries = PrivatePostgresBinaries.Find(options, cluster);
        var owner = UnixCommand.Inspect(cluster)?.Owner;
        var account = PrivatePostgresAccount.Choose(UnixCommand.EffectiveUser(), owner, cluster);
        cluster = PrivatePostgresCluster.Prepare(options, data, cluster, binaries, account, logger);
        var socket = PrivatePostgresFolders.PrepareSocket(options.SocketRoot, data, account);
        var pidFile = new PrivatePostgresPidFile(cluster);
        await StopLeftover(pidFile, options, logger, ct);

        var settings = PrivatePostgresCluster.Settings(options, socket);
        var words = account.Wrap(diesWithUs: true, [binaries.Server, "-D", cluster, .. settings]);
        var serverLog = new PrivatePostgresLog(Path.Combine(data, "postgres.log"));
        var command = () => UnixCommand.Describe(words[0], words.Skip(1));
        var process = new PrivatePostgresServer(command, pidFile, serverLog, options, logger);
        try
        {
            await process.Start().WaitAsync(ct);
            var connectionString = await PrivatePostgresCluster.CreateDatabase(socket, options, ct);
            return new PrivatePostgres(process, serverLog, directory, socket, connectionString);
        }
        catch
        {
            await process.Stop();
            process.Dispose();
            serverLog.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A server whose host is dead is asked to stop, and a new one takes its place within a tenth of a second: only a
    /// process of our own can be watched, and ends with us. Nobody uses it, for we hold the data directory.
    /// </summary>
    private static async Task StopLeftover(
        PrivatePostgresPidFile pidFile,
        PrivatePostgresOptions options,
        ILogger logger,
        CancellationToken ct
    )
    {
        var began = Stopwatch.GetTimestamp();
        var signalled = false;
        while (pidFile.LiveServer() is { } leftover)
        {
            if (!signalled)
            {
                Log.PrivateServerLeftOver(logger, leftover);
                UnixCommand.Signal(leftover, UnixCommand.SigInt);
                signalled = true;
            }
            if (Stopwatch.GetElapsedTime(began) > options.TakeoverPatience)
                throw new PrivatePostgresException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"A PostgreSQL server that another host left behind (process {leftover}) does not stop. "
                            + $"End it with: kill -QUIT {leftover}"
                    )
                );
            await Task.Delay(TimeSpan.FromMilliseconds(20), ct);
        }
    }
}
