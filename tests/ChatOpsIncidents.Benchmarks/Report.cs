using System.Diagnostics;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>Runs the loads and prints what came of them.</summary>
internal sealed class Report(int seconds)
{
    private const int StartsEach = 3;
    private const int CrowdsEach = 4;
    private const int BacklogTurns = 5;
    private const int DeliveryTurns = 4;

    private static readonly string[] LoadNames =
    [
        "command in 16 incidents",
        "mixed commands in ONE incident",
        "captured message",
    ];

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

    /// <summary>Everything on all cores.</summary>
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
        Console.WriteLine($"Resident after load: {Memory.Of(host.Id)}; target 150.");
        Console.WriteLine();
    }

    /// <summary>Without and with ten thousand posts that wait, in turn: what comes of the incidents' growth meanwhile,
    /// and of the neighbours, is no cost of the posts.</summary>
    public async Task Backlog()
    {
        using var folder = new DataFolder();
        await using var slack = await Slack.Start();
        await using var host = await RunningHost.Start(folder.Path, slack.Url, isBench: true);
        var bench = new Bench(host, slack, seconds);
        await bench.WarmUp();
        Head();
        List<Figures[]> turns = [];
        for (var turn = 0; turn < BacklogTurns; turn++)
            turns.Add(await Turn(bench, turn % 2 == 1));
        var (without, with) = (
            turns.Where((_, n) => n % 2 == 0).ToArray(),
            turns.Where((_, n) => n % 2 == 1).ToArray()
        );
        Console.WriteLine("With the posts, beside the mean of the turns without them (target: within 10 %):");
        for (var load = 0; load < LoadNames.Length; load++)
        {
            var change = Mean(with, load) / Mean(without, load) - 1;
            Console.WriteLine($"- {LoadNames[load]}: {change:+0.0 %;-0.0 %;0 %} per second");
        }

        Console.WriteLine();
    }

    private static double Mean(Figures[][] turns, int load) => turns.Average(turn => turn[load].PerSecond);

    private static async Task<Figures[]> Turn(Bench bench, bool with)
    {
        List<Figures> all = [];
        foreach (
            var load in new Func<Task<Figures>>[]
            {
                () => bench.Commands(),
                () => bench.Crowd(),
                () => bench.Messages(64),
            }
        )
        {
            await bench.EmptyOutbox();
            if (with)
                await bench.FillOutbox();
            var waiting = await bench.Waiting();
            all.Add(await load());
            Row(
                $"{LoadNames[all.Count - 1]}, {waiting} posts wait",
                all.Count == 1 ? "16 at once" : "50 or 64 at once",
                all[^1]
            );
        }

        return [.. all];
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

    /// <summary>What the host holds after a start, a short load, and a rest.</summary>
    public async Task MemoryHeld()
    {
        using var folder = new DataFolder();
        await using var slack = await Slack.Start();
        await using var host = await RunningHost.Start(folder.Path, slack.Url, isBench: true);
        Console.WriteLine($"Resident when ready: {Memory.Of(host.Id)}.");
        var bench = new Bench(host, slack, seconds);
        await bench.WarmUp();
        await bench.Commands();
        await bench.Messages(64);
        Console.WriteLine($"Resident after load: {Memory.Of(host.Id)}; target 150.");
        await Task.Delay(TimeSpan.FromSeconds(15));
        Console.WriteLine($"Resident after a rest: {Memory.Of(host.Id)}; target 150.");
    }

    /// <summary>A storm of alerts, the build server's question, and the pages that compare many incidents.</summary>
    public async Task Around()
    {
        using var folder = new DataFolder();
        await using var slack = await Slack.Start();
        await using var host = await RunningHost.Start(folder.Path, slack.Url, isBench: true);
        var bench = new Bench(host, slack, seconds);
        await bench.WarmUp();
        Head();
        var (one, thousand, people) = await bench.Storm();
        Row("1,000 alerts in one request (target p99 200)", "one", one);
        Row("1,000 requests of one alert (target p99 200)", "100/s", thousand);
        Row("commands of people meanwhile (target p99 300)", "20/s", people);
        Row("/api/v1/freeze (target p99 100)", "20/s", await bench.Freeze());
        Row("declare", "one caller", await bench.Declare("before"));
        await bench.FillPast();
        Row("declare beside 2,000 incidents that are over", "one caller", await bench.Declare("after"));
        Row("/insights of 2,000, the first since the start", "one", await bench.FirstPage("/insights"));
        Row("/insights of 2,000 (target p99 300)", "4/s", await bench.Page("/insights"));
        Row("/actions of 2,000, the first since the start", "one", await bench.FirstPage("/actions"));
        Row("/actions of 2,000 (target p99 300)", "4/s", await bench.Page("/actions"));
        var (declared, unread) = (await bench.Count(Sql.ByAlerts), await bench.Count(Sql.Unread));
        Console.WriteLine($"Incidents by alerts: {declared} (target 1); unread: {unread}.");
        Console.WriteLine();
    }

    /// <summary>What a proven delivery costs that is read and left, beside a bare endpoint that proves the same.</summary>
    public async Task Deliveries()
    {
        using var folder = new DataFolder();
        await using var slack = await Slack.Start();
        await using var teams = await Teams.Start();
        await using var host = await RunningHost.Start(folder.Path, slack.Url, isBench: true, more: teams.Settings);
        var bench = new Bench(host, slack, seconds);
        (string Name, Func<Task<Figures>> Load)[] loads =
        [
            ("bare endpoint: signature of Slack only", () => bench.Bare(16)),
            ("message of Slack in a channel that is no room", bench.TalkOfSlack),
            ("bare endpoint: token of Teams only", () => bench.TalkOfTeams(teams, BenchHost.BareTeams)),
            ("message of Teams in a channel that is no room", () => bench.TalkOfTeams(teams, "/api/messages")),
        ];
        var least = await LeastOf([.. loads.Select(one => one.Load)]);
        Head();
        foreach (var (load, figures) in loads.Zip(least))
            Row(load.Name, "16 at once", figures);
        var (ofSlack, ofTeams) = (least[1].HostCpu / least[0].HostCpu, least[3].HostCpu / least[2].HostCpu);
        Console.WriteLine($"Host CPU beside the bare endpoint's: Slack {ofSlack:F2}, Teams {ofTeams:F2} (target 1.5).");
        Console.WriteLine();
    }

    // In turn and several times over, after one to warm up: of each what cost least, as neighbours only add.
    private static async Task<Figures[]> LeastOf(Func<Task<Figures>>[] loads)
    {
        List<Figures[]> turns = [];
        for (var turn = 0; turn <= DeliveryTurns; turn++)
        {
            List<Figures> turned = [];
            foreach (var load in loads)
                turned.Add(await load());
            turns.Add([.. turned]);
        }

        return [.. loads.Select((_, n) => turns.Skip(1).Select(turn => turn[n]).MinBy(figures => figures.HostCpu)!)];
    }

    /// <summary>Fifty people in one incident, several times over: does it slow down as the incident grows?</summary>
    public Task Crowd() =>
        Alone(async bench =>
        {
            for (var i = 0; i < CrowdsEach; i++)
                Row(
                    $"mixed commands in ONE incident, {await bench.FactsOfCrowd()} facts",
                    "50 at once",
                    await bench.Crowd()
                );
        });

    /// <summary>Talk in sixteen rooms, several times over.</summary>
    public Task Talk() =>
        Alone(async bench =>
        {
            for (var i = 0; i < CrowdsEach; i++)
                Row("captured message", "64 at once", await bench.Messages(64));
            Row("bare insert", "64 at once", await bench.BareInsert(64));
        });

    // One load, and the process that a profiler is to look at.
    private async Task Alone(Func<Bench, Task> load)
    {
        using var folder = new DataFolder();
        await using var slack = await Slack.Start();
        await using var host = await RunningHost.Start(folder.Path, slack.Url, isBench: true);
        var bench = new Bench(host, slack, seconds);
        await bench.WarmUp();
        Console.WriteLine($"Process {host.Id}");
        Head();
        await load(bench);
        Console.WriteLine($"Resident after load: {Memory.Of(host.Id)}.");
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
