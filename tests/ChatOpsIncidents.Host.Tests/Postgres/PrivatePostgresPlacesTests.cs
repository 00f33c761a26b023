using System.Diagnostics;
using System.Runtime.Versioning;
using ChatOpsIncidents.Host.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOpsIncidents.Host.Tests.Postgres;

/// <summary>
/// As whom the private server runs, and where its files go. The tests pass for root and for an ordinary user.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class PrivatePostgresPlacesTests : IDisposable
{
    private const uint Root = 0;
    private readonly string folder = PostgresFixture.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_ordinary_user_runs_the_server_as_himself()
    {
        var account = PrivatePostgresAccount.Choose(self: 1234, owner: 1234, folder);

        Assert.Equal(
            ["setsid", "setpriv", "--pdeathsig", "INT", "--", "postgres", "-D", "x"],
            account.Wrap(true, "postgres", "-D", "x")
        );
        Assert.Equal(["initdb"], account.Wrap(false, "initdb"));
    }

    [Fact]
    public void Root_runs_the_server_as_user_postgres()
    {
        var account = PrivatePostgresAccount.Choose(Root, owner: null, folder);

        Assert.Equal("postgres", account.Name);
        Assert.Equal(
            [$"--reuid={account.User}", $"--regid={account.Group}", "--init-groups", "--", "postgres"],
            account.Wrap(true, "postgres").Skip(4)
        );
    }

    [Fact]
    public void Root_runs_the_server_as_the_owner_of_the_data()
    {
        var nobody = PrivatePostgresAccount.Choose(Root, owner: 65534, folder);

        Assert.Equal((65534u, true), (nobody.User, nobody.Switches));
    }

    [Fact]
    public void Data_that_belong_to_somebody_else_are_refused_with_the_way_out()
    {
        var refusal = Assert.Throws<PrivatePostgresException>(() =>
            PrivatePostgresAccount.Choose(self: 1234, owner: 65534, folder)
        );

        Assert.Contains("belongs to user nobody", refusal.Message);
        Assert.Contains("sudo chown -R 1234", refusal.Message);
    }

    [Fact]
    public async Task A_whole_host_of_an_ordinary_user_starts_its_server()
    {
        if (UnixCommand.EffectiveUser() != Root)
        {
            await using var own = await Start(new PrivatePostgresOptions(folder));
            Assert.Equal(
                UnixCommand.EffectiveUser(),
                UnixCommand.Inspect(Path.Combine(folder, "postgres"))!.Value.Owner
            );
            return;
        }

        // Root becomes user nobody, for whom the program is copied to where he can read it.
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        UnixCommand.Run("cp", "-r", AppContext.BaseDirectory, Path.Combine(folder, "program"));
        UnixCommand.Run("chmod", "-R", "a+rX", Path.Combine(folder, "program"));
        UnixCommand.Run("chown", "nobody", data);
        var program = Path.Combine(
            folder,
            "program",
            Path.GetFileName(typeof(PrivatePostgresHolder).Assembly.Location)
        );
        using var host = Process.Start(
            new ProcessStartInfo(
                "setpriv",
                ["--reuid=nobody", "--clear-groups", "--", Environment.ProcessPath!, program, data]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
                WorkingDirectory = "/",
            }
        )!;
        Assert.True(int.TryParse(await host.StandardOutput.ReadLineAsync(), out var server));
        Assert.Equal(65534u, UnixCommand.Inspect($"/proc/{server}")!.Value.Owner);
        host.StandardInput.Close();
        await host.WaitForExitAsync();
        Assert.Equal(0, host.ExitCode);
    }

    [Fact]
    public async Task Data_that_user_postgres_cannot_reach_are_kept_elsewhere_and_found_again()
    {
        var closed = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new PrivatePostgresOptions(Path.Combine(closed, "data"))
        {
            FallbackDirectory = Path.Combine(folder, "instead"),
        };

        await using (await Start(options)) { }
        await using (await Start(options)) { }

        var link = new FileInfo(Path.Combine(options.DataDirectory, "postgres")).LinkTarget;
        if (UnixCommand.EffectiveUser() != Root)
            Assert.Null(link);
        else
            Assert.StartsWith(options.FallbackDirectory, link);
    }

    [Fact]
    public async Task A_link_to_data_that_are_gone_is_refused_rather_than_begun_anew()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "postgres"), Path.Combine(folder, "gone"));

        var refusal = await Assert.ThrowsAsync<PrivatePostgresException>(() =>
            Start(new PrivatePostgresOptions(folder))
        );

        Assert.Contains("it is gone", refusal.Message);
    }

    [Fact]
    public async Task A_half_made_database_of_a_host_that_was_killed_is_made_again()
    {
        Directory.CreateDirectory(Path.Combine(folder, "postgres.new", "base"));

        await using (await Start(new PrivatePostgresOptions(folder))) { }

        Assert.True(File.Exists(Path.Combine(folder, "postgres", "PG_VERSION")));
        Assert.False(Directory.Exists(Path.Combine(folder, "postgres.new")));
    }

    [Fact]
    public void The_server_s_log_is_bounded()
    {
        var path = Path.Combine(folder, "postgres.log");
        using (var log = new PrivatePostgresLog(path))
        {
            var line = new string('x', 100_000);
            for (var written = 0L; written < 3 * PrivatePostgresLog.LengthMax; written += line.Length)
                log.Write(line);
        }

        var length = new DirectoryInfo(folder).GetFiles("postgres.log*").Sum(file => file.Length);
        Assert.InRange(length, 1, 2 * PrivatePostgresLog.LengthMax + 200_000);
    }

    private static Task<PrivatePostgres> Start(PrivatePostgresOptions options) =>
        PrivatePostgres.Start(options, NullLogger.Instance, CancellationToken.None);
}
