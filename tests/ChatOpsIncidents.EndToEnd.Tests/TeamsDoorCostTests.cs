using System.Net.Sockets;
using System.Text;
using ChatOpsIncidents.Host.Tests.Platforms.Teams;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>What a stranger's large delivery costs the host's process. It is reckoned in what the kernel counted, and
/// the best of some tries: the host has work of its own meanwhile.</summary>
public sealed class TeamsDoorCostTests
{
    private const int Tries = 8,
        Length = 28 * 1024 * 1024;

    private static readonly TimeSpan CpuMax = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData("Content-Length: 29360128")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task Twenty_eight_megabytes_without_a_token_cost_next_to_nothing(string head)
    {
        await using var teams = await FakeConnector.Start();
        var settings = teams.Settings.ToDictionary(
            one => one.Key.Replace(":", "__", StringComparison.Ordinal),
            one => one.Value!
        );
        await using var world = await World.Start("teams-door-" + head[..8].ToLowerInvariant(), settings);
        await Send(world.HostUrl, head);
        List<(TimeSpan Cpu, long Memory)> costs = [];
        for (var n = 0; n < Tries; n++)
        {
            var before = world.HostUsed();
            Assert.Matches("^HTTP/1.1 4(01|13) ", await Send(world.HostUrl, head));
            var after = world.HostUsed();
            costs.Add((after.Cpu - before.Cpu, after.Memory - before.Memory));
        }

        Assert.InRange(costs.Min(cost => cost.Cpu), TimeSpan.Zero, CpuMax);
        Assert.InRange(costs.Min(cost => cost.Memory), long.MinValue, 10 * 1024 * 1024);
    }

    // All of it is pushed down the wire until the host has answered, and not only announced: a host that reads before
    // it refuses has read it all by then.
    private static async Task<string> Send(Uri host, string head)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port);
        await using var stream = client.GetStream();
        var lines =
            $"POST /api/messages HTTP/1.1\r\nHost: {host.Authority}\r\nContent-Type: application/json\r\n{head}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(lines + "\r\n\r\n"));
        var answer = Answer(stream);
        try
        {
            var isChunked = head.StartsWith('T');
            var part = new byte[64 * 1024];
            Array.Fill(part, (byte)'x');
            for (var sent = 0; sent < Length && !answer.IsCompleted; sent += part.Length)
            {
                if (isChunked)
                    await stream.WriteAsync("10000\r\n"u8.ToArray());
                await stream.WriteAsync(part);
                if (isChunked)
                    await stream.WriteAsync("\r\n"u8.ToArray());
            }
        }
        catch (IOException)
        {
            // It has heard enough.
        }

        return await answer.InTime();
    }

    private static async Task<string> Answer(NetworkStream stream)
    {
        var said = new StringBuilder();
        var part = new byte[1024];
        while (!said.ToString().Contains('\n', StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(part);
            if (read == 0)
                break;
            said.Append(Encoding.ASCII.GetString(part, 0, read));
        }

        return said.ToString();
    }
}
