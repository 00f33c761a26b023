using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>
/// The whole product as people run it: the host and the local workspace, each a process of its own, on a fresh data
/// folder with a private PostgreSQL. Logs and screenshots lie in the test output's folder.
/// </summary>
public sealed class World : IAsyncDisposable
{
    /// <summary>The repository.</summary>
    public static readonly string Root = FindRoot();

    private static readonly Lock OneLine = new();
    private readonly Dictionary<string, string> _settings;
    private readonly string _data;
    private Process? _host;
    private Process? _workspace;

    private World(string name, string data, Dictionary<string, string> settings) =>
        (Name, _data, _settings) = (name, data, settings);

    /// <summary>The scenario's name, for its files.</summary>
    public string Name { get; }

    /// <summary>The host's address.</summary>
    public Uri HostUrl { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>The address of the host's pages.</summary>
    public Uri PagesUrl { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>The local workspace's address.</summary>
    public Uri WorkspaceUrl { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>Where logs and screenshots go.</summary>
    public string Output => Directory.CreateDirectory(Path.Combine(Root, "TestResults", "end-to-end", Name)).FullName;

    /// <summary>For calls to both.</summary>
    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(90) };

    /// <summary>Starts both and waits until they are ready.</summary>
    /// <param name="name">The scenario's.</param>
    /// <param name="settings">By their names in the environment; <c>{workspace}</c> stands for the workspace's
    /// address, <c>{workspace-host}</c> for its host and port.</param>
    public static async Task<World> Start(string name, Dictionary<string, string>? settings = null)
    {
        var world = new World(name, await WorldData.Copy(), settings ?? []);
        try
        {
            world._workspace = world.Run(
                "Simulator",
                world.WorkspaceUrl,
                new()
                {
                    ["Simulator__HostUrl"] = world.HostUrl.ToString(),
                    ["Simulator__HostClockUrl"] = new Uri(world.PagesUrl, "/clock").ToString(),
                }
            );
            await world.StartHost();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the host, or starts it again, and waits until both are ready.</summary>
    public async Task StartHost()
    {
        _host = Run(
            "Host",
            HostUrl,
            new()
            {
                ["Data__Directory"] = _data,
                ["Slack__ApiUrl"] = new Uri(WorkspaceUrl, "/api/").ToString(),
                ["Slack__BotToken"] = "xoxb-local-workspace",
                ["Slack__SigningSecret"] = "local-signing-secret",
                ["Web__BaseUrl"] = PagesUrl.ToString(),
                ["Web__Listen"] = PagesUrl.ToString(),
                ["Api__Tokens__test"] = "read-token",
                ["Clock__Adjustable"] = "true",
            }
        );
        await Ready(_host, new Uri(HostUrl, "/healthz/ready"));
        await Ready(_workspace!, new Uri(WorkspaceUrl, "/sim/state?as=U"));
    }

    /// <summary>Kills the host as a power cut would.</summary>
    public async Task KillHost()
    {
        _host!.Kill();
        await _host.WaitForExitAsync();
    }

    /// <summary>What the host's process has used so far, and the memory that it holds now.</summary>
    public (TimeSpan Cpu, long Memory) HostUsed()
    {
        _host!.Refresh();
        return (_host.TotalProcessorTime, _host.WorkingSet64);
    }

    /// <summary>Somebody does something in the workspace, as its page would: <c>say</c>, <c>click</c>, <c>submit</c>
    /// …</summary>
    public async Task<JsonNode?> Act(string what, object body)
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(WorkspaceUrl, $"/sim/{what}"), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{what}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>What the workspace's page would read.</summary>
    public async Task<JsonNode> Read(string what) =>
        (await Http.GetFromJsonAsync<JsonNode>(new Uri(WorkspaceUrl, $"/sim/{what}")))!;

    /// <summary>A timeline by the read API.</summary>
    public async Task<JsonNode> Timeline(string incidentId)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(HostUrl, $"/api/v1/incidents/{incidentId}/timeline?format=json")
        );
        request.Headers.Authorization = new("Bearer", "read-token");
        using var answer = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>The host's log so far.</summary>
    public string HostLog() => File.Exists(LogOf("Host")) ? ReadShared(LogOf("Host")) : "";

    /// <summary>Waits until something is there; the world runs by its own clock.</summary>
    public static async Task<T> Until<T>(string what, Func<Task<T?>> look)
        where T : class => await Wait.For(look) ?? throw new TimeoutException($"Not seen in two minutes: {what}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var process in new[] { _host, _workspace })
        {
            if (process is null)
                continue;
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await Task.Yield();
        Directory.Delete(_data, recursive: true);
    }

    private static async Task Ready(Process process, Uri address)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        await Until(
            $"{address} answers",
            async () =>
            {
                Assert.False(process.HasExited, $"It ended before it was ready: {address}");
                try
                {
                    using var answer = await http.GetAsync(address);
                    return (int)answer.StatusCode < 500 ? "ready" : null;
                }
                catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
                {
                    return null;
                }
            }
        );
    }

    private Process Run(string project, Uri address, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"ChatOpsIncidents.{project}.dll"));
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(address.ToString().TrimEnd('/'));
        start.ArgumentList.Add("--contentRoot");
        start.ArgumentList.Add(Path.Combine(Root, "src", $"ChatOpsIncidents.{project}"));
        foreach (var (key, value) in settings.Concat(_settings))
            start.Environment[key] = Placed(value);
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_hostBuilder__reloadConfigOnChange"] = "false"; // a machine lets a user watch few files
        // No process lives so long that code compiled twice would pay: a quarter of all work was that.
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "EA60"; // a minute, in hexadecimal
        var process = Process.Start(start)!;
        var log = LogOf(project);
        process.OutputDataReceived += (_, line) => Append(log, line.Data);
        process.ErrorDataReceived += (_, line) => Append(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private string Placed(string value) =>
        value
            .Replace("{workspace}", WorkspaceUrl.ToString().TrimEnd('/'))
            .Replace("{workspace-host}", WorkspaceUrl.Authority);

    private string LogOf(string project) => Path.Combine(Output, $"{project}.log");

    private static void Append(string log, string? line)
    {
        if (line is null)
            return;
        lock (OneLine)
            File.AppendAllText(log, line + "\n");
    }

    private static string ReadShared(string file)
    {
        lock (OneLine)
            return File.ReadAllText(file);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ChatOpsIncidents.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The solution was not found above the tests.");
    }
}
