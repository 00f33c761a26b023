using System.Diagnostics;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>Runs the loads and prints what came of them.</summary>
internal sealed class Report(int seconds)
{
    private const int StartsEach = 3;

    /// <summary>From the process's start to "ready": with an empty data folder, and with one that is in use.</summary>
    public async Task Starts()
    {
        await using var slack = await Slack.Start();
        Console.WriteLine("| start to ready | ms (best of three) | host CPU s | target ms |");
        Console.WriteLine("|---|---|---|---|");
        var (empty, warm) = (new List<(double Wall, double Cpu)>(), new List<(double Wall, double Cpu)>());
        for (var i = 0; i < StartsEach; i++)
        {
            using var folder = new DataFolder();
            empty.Add(await Start(folder, slack));
            warm.Add(await Start(folder, slack));
        }

        Console.WriteLine($"| empty database | {empty.Min().Wall:F0} | {empty.Min(s => s.Cpu):F2} | 4000 |");
        Console.WriteLine($"| warm database | {warm.Min().Wall:F0} | {warm.Min(s => s.Cpu):F2} | 2000 |");
        Console.WriteLine();
    }

    /// <summary>Everything on all cores, without and with ten thousand posts that wait.</summary>
    public async Task Loads()
    {
        using var folder = new DataFolder();
        await using var slack = await Slack.Start();
        await using var host = await RunningHost.Start(folder.Path, slack.Url, isBench: true);
        var bench = new Bench(host, slack, seconds);
        await bench.WarmUp();
        Head();
        Row("bare endpoint: signature only", "16 at once", await bench.Bare(16));
        var insert = await bench.BareInsert(16);
        Row("bare insert: signature and one row", "16 at once", insert);
        var commands = await bench.Commands();
        Row("command in 16 incidents (target 1000/s, host under 1 ms)", "16 at once", commands);
        var crowd = await bench.Crowd();
        Row("mixed commands in ONE incident (target 800/s, p99 150)", "50 at once", crowd);
        var messages = await bench.Messages(64);
        Row("captured message (target 10000/s)", "64 at once", messages);
        Row("captured message", "16 at once", await bench.Messages(16));
        Row("command", "50/s", await bench.PacedCommands());
        Row("captured message", "50/s", await bench.PacedMessages());
        Console.WriteLine(
            $"A command's share of the bare insert: {commands.PerSecond / insert.PerSecond:P1} (target 20 %)."
        );
        Console.WriteLine($"Resident after load: {CpuUsed.Resident(host.Id):F0} MiB (target 150).");
        Console.WriteLine();

        await bench.EmptyOutbox();
        await bench.FillOutbox();
        Console.WriteLine($"With {await bench.Waiting()} posts waiting in rooms that may have one a second:");
        Head();
        var waiting = await bench.Commands();
        Row($"command in 16 incidents ({Change(waiting, commands)})", "16 at once", waiting);
        await bench.FillOutbox();
        var waitingCrowd = await bench.Crowd();
        Row($"mixed commands in ONE incident ({Change(waitingCrowd, crowd)})", "50 at once", waitingCrowd);
        var waitingMessages = await bench.Messages(64);
        Row($"captured message ({Change(waitingMessages, messages)})", "64 at once", waitingMessages);
        Row("command", "50/s", await bench.PacedCommands());
        Console.WriteLine($"{await bench.Waiting()} wait at the end.");
        Console.WriteLine($"Resident after load: {CpuUsed.Resident(host.Id):F0} MiB (target 150).");
        Console.WriteLine();
    }

    /// <summary>Host and database on one core, generator and stand-in on the other.</summary>
    public async Task OneCore()
    {
        using var folder = new DataFolder();
        using var me = Process.GetCurrentProcess();
        var all = me.ProcessorAffinity;
        me.ProcessorAffinity = 0b10;
        await using (var slack = await Slack.Start())
        await using (var host = await RunningHost.Start(folder.Path, slack.Url, isBench: true, core: 0))
        {
            Console.WriteLine(
                $"On one core, the generator on another; ready after {host.UntilReady.TotalMilliseconds:F0} ms:"
            );
            var bench = new Bench(host, slack, seconds);
            await bench.WarmUp();
            Head();
            Row("bare insert: signature and one row", "16 at once", await bench.BareInsert(16));
            Row("command (target p99 60)", "50/s", await bench.PacedCommands());
            Row("command in 16 incidents", "16 at once", await bench.Commands());
            Row("captured message (target 3500/s)", "64 at once", await bench.Messages(64));
            await bench.EmptyOutbox();
            await bench.FillOutbox();
            Row("command beside 10,000 waiting posts", "50/s", await bench.PacedCommands());
            Row("captured message beside them", "64 at once", await bench.Messages(64));
        }

        me.ProcessorAffinity = all;
        Console.WriteLine();
    }

    /// <summary>A large incident, and deadlines.</summary>
    public async Task Rest()
    {
        using var folder = new DataFolder();
        await using var slack = await Slack.Start();
        await using var host = await RunningHost.Start(folder.Path, slack.Url, isBench: true);
        var bench = new Bench(host, slack, seconds);
        await bench.WarmUp();
        Console.WriteLine(await bench.Replay());
        Console.WriteLine(await bench.DeadlineLateness());
    }

    private static async Task<(double Wall, double Cpu)> Start(DataFolder folder, Slack slack)
    {
        await using var host = await RunningHost.Start(folder.Path, slack.Url, isBench: false);
        return (host.UntilReady.TotalMilliseconds, host.CpuUntilReady);
    }

    private static void Head()
    {
        Console.WriteLine(
            "| what | load | done/s | p50 ms | p99 ms | errors | CPU ms each: host | PostgreSQL | generator |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
    }

    private static void Row(string name, string load, Figures figures) =>
        Console.WriteLine(
            $"| {name} | {load} | {figures.PerSecond:F0} | {figures.P50:F2} | {figures.P99:F2} | {figures.Errors} "
                + $"| {figures.HostCpu:F2} | {figures.DatabaseCpu:F2} | {figures.GeneratorCpu:F2} |"
        );

    private static string Change(Figures later, Figures earlier) =>
        $"{(later.PerSecond / earlier.PerSecond) - 1:+0 %;-0 %;0 %} per second, host CPU {(later.HostCpu / earlier.HostCpu) - 1:+0 %;-0 %;0 %}";
}

/// <summary>A data folder that is gone afterwards.</summary>
internal sealed class DataFolder : IDisposable
{
    public DataFolder()
    {
        Directory.CreateDirectory(Path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, (UnixFileMode)Convert.ToInt32("755", 8)); // PostgreSQL runs as another user
    }

    public string Path { get; } =
        System.IO.Path.Combine("/tmp", "chatops-incidents-bench-" + System.IO.Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
