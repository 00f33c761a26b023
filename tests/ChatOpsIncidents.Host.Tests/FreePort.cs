using System.Net.NetworkInformation;

namespace ChatOpsIncidents.Host.Tests;

/// <summary>
/// Ports for programs that have to be told theirs before they start; other test projects link this file. They lie below those
/// that Linux gives to outgoing calls (32768 and up), so that none is taken between the choice and the start.
/// </summary>
public static class FreePort
{
    private const int First = 12_000;
    private const int Count = 20_000;

    // Several test runs may be on one machine.
    private static int last = Environment.ProcessId * 101;

    /// <summary>A port of 127.0.0.1 on which nobody listens, and that nobody else in this process was given.</summary>
    public static int Next()
    {
        var taken = IPGlobalProperties
            .GetIPGlobalProperties()
            .GetActiveTcpListeners()
            .Select(at => at.Port)
            .ToHashSet();
        int port;
        do port = First + (int)((uint)Interlocked.Increment(ref last) % Count);
        while (taken.Contains(port));
        return port;
    }
}
