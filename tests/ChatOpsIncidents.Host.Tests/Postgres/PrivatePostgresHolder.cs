using ChatOpsIncidents.Host.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOpsIncidents.Host.Tests.Postgres;

/// <summary>
/// This assembly run as a program: it keeps a private PostgreSQL until its input ends. A test that kills a host with
/// SIGKILL needs one that is not the test run itself.
/// </summary>
public static class PrivatePostgresHolder
{
    public static async Task Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var options = new PrivatePostgresOptions(args[0]);
        await using var postgres = await PrivatePostgres.Start(options, NullLogger.Instance, CancellationToken.None);
        Console.WriteLine(postgres.ProcessId);
        await Console.In.ReadLineAsync();
    }
}
