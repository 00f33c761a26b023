using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>A host process on a private PostgreSQL with full durability, logging as it does when it is installed.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    /// <summary>What reads the API.</summary>
    public const string ApiToken = "bench-api-token";

    /// <summary>What monitoring shows.</summary>
    public const string HookToken = "bench-hook-token";

    private readonly Process _process;

    private RunningHost(Process process, int port, int pagesPort, TimeSpan untilReady, double cpuUntilReady)
    {
        (_process, Port, PagesPort) = (process, port, pagesPort);
        (UntilReady, CpuUntilReady) = (untilReady, cpuUntilReady);
    }

    public int Port { get; }

    /// <summary>Where the pages stand.</summary>
    public int PagesPort { get; }

    public int Id => _process.Id;

    /// <summary>From the process's start to the first "ready".</summary>
    public TimeSpan UntilReady { get; }

    /// <summary>What the host itself used until then, in seconds of a core.</summary>
    public double CpuUntilReady { get; }

    /// <summary>The database, for what a benchmark fills and reads.</summary>
    public NpgsqlDataSource Database { get; private set; } = null!;

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="folder">Its data.</param>
    /// <param name="slack">The stand-in's address.</param>
    /// <param name="isBench">With the bare addresses; else exactly what is installed.</param>
    /// <param name="core">The core that host and database share; null: all.</param>
    /// <param name="more">Settings besides; null: none.</param>
    public static async Task<RunningHost> Start(
        string folder,
        string slack,
        bool isBench,
        int? core = null,
        Dictionary<string, string>? more = null
    )
    {
        var (port, pagesPort) = (FreePort(), FreePort());
        string[] words =
        [
            .. core is { } only ? new[] { "taskset", "-c", only.ToString(CultureInfo.InvariantCulture) } : [],
            "dotnet",
            .. isBench ? [Program("Benchmarks"), BenchHost.Word] : new[] { Program("Host") },
            "--urls",
            $"http://127.0.0.1:{port}",
            "--contentRoot",
            AppContext.BaseDirectory,
        ];
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in Settings(folder, slack, pagesPort).Concat(more ?? []))
            start.Environment[name] = value;
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(BenchHost.DatabaseLine, StringComparison.Ordinal) == true)
                said.TrySetResult(line.Data[BenchHost.DatabaseLine.Length..]);
        };
        process.BeginOutputReadLine();
        await Ready(process, port);
        var host = new RunningHost(
            process,
            port,
            pagesPort,
            Stopwatch.GetElapsedTime(began),
            CpuUsed.Now(process.Id).Host
        );
        if (isBench)
            host.Database = NpgsqlDataSource.Create(await said.Task);
        return host;
    }

    /// <summary>How long one file of an incident takes, over the read API.</summary>
    public async Task<TimeSpan> Export(string incident)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", ApiToken);
        var start = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(
            new Uri($"http://127.0.0.1:{Port}/api/v1/incidents/{incident}/timeline?format=json")
        );
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(start);
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is not null)
            await Database.DisposeAsync();
        using (var stop = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]))
            await stop.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task Ready(Process process, int port)
    {
        using var http = new HttpClient();
        while (true)
        {
            if (process.HasExited)
                throw new InvalidOperationException("The host ended before it was ready.");
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/healthz/ready"));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(10);
        }
    }

    // BENCH_HOST: the folder of a host as it is installed, compiled ahead; else the one that was built with this.
    private static string Program(string name)
    {
        var installed = Environment.GetEnvironmentVariable("BENCH_HOST");
        var folder = name == "Host" && installed is not null ? installed : AppContext.BaseDirectory;
        return Path.Combine(folder, $"ChatOpsIncidents.{name}.dll");
    }

    private static Dictionary<string, string> Settings(string folder, string slack, int pagesPort) =>
        new(StringComparer.Ordinal)
        {
            ["Data__Directory"] = folder,
            ["Slack__ApiUrl"] = slack + "/api/",
            ["Slack__BotToken"] = "xoxb-bench",
            ["Slack__SigningSecret"] = Slack.Secret,
            ["Api__Tokens__bench"] = ApiToken,
            ["Hooks__Token"] = HookToken,
            ["Hooks__Workspace"] = "T0BENCH",
            ["Web__Listen"] = $"http://127.0.0.1:{pagesPort}",
        };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
