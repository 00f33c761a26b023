using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using ChatOpsIncidents.Host.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Postgres;

/// <summary>The private server against the real PostgreSQL of this machine.</summary>
[SupportedOSPlatform("linux")]
public sealed class PrivatePostgresTests : IDisposable
{
    private readonly string folder = PostgresFixture.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_first_start_makes_the_database_and_a_second_one_finds_it()
    {
        await using (var first = await Start())
        {
            await Execute(first, "create table kept (word text); insert into kept values ('yes')");
            Assert.Equal(
                "UTF8/C/on/on/on/60",
                await Query(
                    first,
                    """
                    select concat_ws('/', current_setting('server_encoding'), datcollate, current_setting('data_checksums'),
                        current_setting('fsync'), current_setting('synchronous_commit'), current_setting('max_connections'))
                    from pg_database where datname = current_database()
                    """
                )
            );
        }

        await using var second = await Start();
        Assert.Equal("yes", await Query(second, "select word from kept"));
    }

    [Fact]
    public async Task It_listens_on_a_private_unix_socket_only()
    {
        await using var postgres = await Start();

        Assert.Equal("", await Query(postgres, "select current_setting('listen_addresses')"));
        var socket = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Host!;
        Assert.Equal(Convert.ToInt32("700", 8), UnixCommand.Inspect(socket)!.Value.Mode);
    }

    [Fact]
    public async Task A_server_that_is_killed_comes_back_with_what_was_committed()
    {
        await using var postgres = await Start();
        await Execute(postgres, "create table kept (word text); insert into kept values ('yes')");
        var killed = postgres.ProcessId!.Value;

        UnixCommand.Signal(killed, UnixCommand.SigKill);

        await Wait.Until("the server", () => postgres.ProcessId is { } now && now != killed);
        Assert.Equal("yes", await EventuallyQuery(postgres, "select word from kept"));
    }

    [Fact]
    public async Task A_host_that_is_killed_takes_its_server_along_and_the_next_host_finds_the_data()
    {
        using var host = Hold(folder);
        var server = int.Parse((await host.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        Assert.NotEmpty(CommandLine(server));

        host.Kill();
        await host.WaitForExitAsync();

        await using var next = await Start();
        Assert.Empty(CommandLine(server));
        Assert.Equal("1", await Query(next, "select count(*)::text from pg_database where datname = 'incidents'"));
    }

    [Fact]
    public async Task A_server_left_behind_is_replaced()
    {
        await using (await Start()) { }
        var cluster = PrivatePostgresFolders.LocateCluster(folder);
        var account = PrivatePostgresAccount.Choose(
            UnixCommand.EffectiveUser(),
            UnixCommand.Inspect(cluster)!.Value.Owner,
            cluster
        );
        var server = PrivatePostgresBinaries.Find(new PrivatePostgresOptions(folder), cluster).Server;
        var words = account.Wrap(
            diesWithUs: false,
            server,
            "-D",
            cluster,
            "-c",
            "listen_addresses=",
            "-c",
            "unix_socket_directories=" + cluster
        );
        using var orphan = Process.Start(UnixCommand.Describe(words[0], words.Skip(1)))!;
        await Wait.Until("the server", () => new PrivatePostgresPidFile(cluster).Read() is { Ready: true });

        await using var postgres = await Start();

        Assert.True(orphan.HasExited);
        Assert.NotEqual(orphan.Id, postgres.ProcessId);
    }

    [Fact]
    public async Task A_stale_pid_file_whose_number_another_program_has_is_cleared_away()
    {
        await using (await Start()) { }
        var cluster = PrivatePostgresFolders.LocateCluster(folder);
        await File.WriteAllTextAsync(
            Path.Combine(cluster, "postmaster.pid"),
            string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{cluster}\n")
        );

        await using var postgres = await Start();

        Assert.Equal("1", await Query(postgres, "select '1'"));
    }

    [Fact]
    public async Task A_second_host_on_the_same_folder_is_told_what_to_do()
    {
        await using var first = await Start();

        var refusal = await Assert.ThrowsAsync<PrivatePostgresException>(() =>
            Start(new PrivatePostgresOptions(folder) { TakeoverPatience = TimeSpan.FromMilliseconds(200) })
        );

        Assert.Contains("Another host uses the data directory", refusal.Message);
        Assert.Contains("ConnectionStrings__Incidents", refusal.Message);
    }

    [Fact]
    public async Task A_cluster_of_another_major_version_is_refused_with_the_way_out()
    {
        await using (await Start()) { }
        var cluster = PrivatePostgresFolders.LocateCluster(folder);
        await File.WriteAllTextAsync(Path.Combine(cluster, "PG_VERSION"), "9\n");

        var refusal = await Assert.ThrowsAsync<PrivatePostgresException>(() => Start());

        Assert.Contains("was made by PostgreSQL 9", refusal.Message);
        Assert.Contains("postgresql-9", refusal.Message);
    }

    [Fact]
    public async Task A_socket_path_that_is_too_long_is_refused_before_the_kernel_does()
    {
        var root = Directory.CreateDirectory(Path.Combine(folder, new string('x', 100))).FullName;

        var refusal = await Assert.ThrowsAsync<PrivatePostgresException>(() =>
            Start(new PrivatePostgresOptions(folder) { SocketRoot = root })
        );

        Assert.Contains("Unix allows 107", refusal.Message);
    }

    [Fact]
    public async Task A_long_data_directory_needs_no_long_socket()
    {
        var deep = Path.Combine(folder, new string('y', 120), "data");

        await using var postgres = await Start(new PrivatePostgresOptions(deep));

        Assert.Equal("1", await Query(postgres, "select '1'"));
    }

    [Fact]
    public async Task A_socket_folder_that_a_stranger_made_is_not_used()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(folder, "elsewhere")).FullName;
        string socket;
        await using (var first = await Start(new PrivatePostgresOptions(folder) { SocketRoot = folder }))
            socket = new NpgsqlConnectionStringBuilder(first.ConnectionString).Host!;
        File.CreateSymbolicLink(socket, elsewhere);

        var refusal = await Assert.ThrowsAsync<PrivatePostgresException>(() =>
            Start(new PrivatePostgresOptions(folder) { SocketRoot = folder })
        );

        Assert.Contains("Somebody else made it", refusal.Message);
    }

    [Fact]
    public void Without_postgres_the_missing_package_is_named()
    {
        var nowhere = new PrivatePostgresOptions(folder) { VersionsDirectory = folder, SearchPath = folder };

        var refusal = Assert.Throws<PrivatePostgresException>(() => PrivatePostgresBinaries.Find(nowhere, folder));

        Assert.Contains("apt-get install postgresql", refusal.Message);
    }

    private Task<PrivatePostgres> Start(PrivatePostgresOptions? options = null) =>
        PrivatePostgres.Start(
            options ?? new PrivatePostgresOptions(folder),
            NullLogger.Instance,
            CancellationToken.None
        );

    /// <summary>Empty: the process is gone, or dead and not yet collected by its parent.</summary>
    private static string CommandLine(int process) =>
        File.Exists($"/proc/{process}/cmdline") ? File.ReadAllText($"/proc/{process}/cmdline") : "";

    private static Process Hold(string folder) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [typeof(PrivatePostgresHolder).Assembly.Location, folder])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;

    private static async Task Execute(PrivatePostgres postgres, string sql) => await Query(postgres, sql);

    private static async Task<string?> Query(PrivatePostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as string;
    }

    private static async Task<string?> EventuallyQuery(PrivatePostgres postgres, string sql)
    {
        string? answer = null;
        await Wait.Until(
            "the server",
            async () =>
            {
                try
                {
                    answer = await Query(postgres, sql);
                    return true;
                }
                catch (NpgsqlException)
                {
                    return false; // pooled connections of before, or crash recovery
                }
            }
        );
        return answer;
    }
}
