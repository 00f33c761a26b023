using System.Diagnostics;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>
/// Data folders for worlds: each a copy of one in which the product has made and migrated its database, once in a run.
/// </summary>
internal static class WorldData
{
    private static readonly Lazy<Task<string>> Prepared = new(Prepare);

    /// <summary>A folder that no other world has.</summary>
    public static async Task<string> Copy()
    {
        var folder = NewFolder();
        using var copy = Process.Start("cp", ["-a", $"{await Prepared.Value}/.", folder]);
        await copy.WaitForExitAsync();
        Assert.Equal(0, copy.ExitCode);
        return folder;
    }

    private static async Task<string> Prepare()
    {
        var folder = NewFolder();
        // It is copied all through the run, and removed by a process that outlives us: we are given a moment to end.
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            Process.Start("setsid", ["sh", "-c", "sleep 2; rm -rf -- \"$0\"", folder]).Dispose();
        var options = new PrivatePostgresOptions(folder);
        await using var server = await PrivatePostgres.Start(options, NullLogger.Instance, CancellationToken.None);
        await PostgresMigrator.Migrate(server.ConnectionString, NullLogger.Instance, CancellationToken.None);
        await HangfireTables.Install(server.ConnectionString, CancellationToken.None);
        return folder;
    }

    private static string NewFolder() => ScratchFolder.New("chatops-incidents-e2e-");
}
