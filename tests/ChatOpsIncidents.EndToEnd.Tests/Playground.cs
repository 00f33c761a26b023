using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.Platforms.Teams;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>
/// Microsoft's Agents Playground, pinned and fetched by <c>deploy/teams/playground</c>, as <c>deploy/run teams</c> does:
/// the local workspace stands before it and signs what people do in it, as the Bot Connector does.
/// </summary>
public sealed class Playground : IAsyncDisposable
{
    /// <summary>The channel in which incidents have their posts.</summary>
    public const string Channel = "19:incidents0001@thread.tacv2";

    private const string AppId = "99999999-8888-7777-6666-555555555555";
    private const string Tenant = "11111111-2222-3333-4444-555555555555";

    private readonly HttpClient _http = new();
    private readonly Process _program;
    private int _deliveries;

    private Playground(World world, Process program, Uri url) => (World, _program, Url) = (world, program, url);

    /// <summary>The host and the workspace behind it.</summary>
    public World World { get; }

    /// <summary>Where people open it.</summary>
    public Uri Url { get; }

    /// <summary>Starts a world, and the Playground before it.</summary>
    /// <param name="name">The scenario's.</param>
    public static async Task<Playground> Start(string name)
    {
        await Fetch();
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var world = await World.Start(
            name,
            new()
            {
                ["Teams__AppId"] = AppId,
                ["Teams__AppPassword"] = "local-app-password",
                ["Teams__TenantId"] = Tenant,
                ["Teams__ChannelId"] = Channel,
                ["Teams__LoginUrl"] = "{workspace}",
                ["Teams__OpenIdMetadataUrl"] = "{workspace}/teams/openid",
                ["Teams__ServiceHosts"] = "{workspace-host}",
                ["Simulator__PlaygroundUrl"] = url.ToString(),
            }
        );
        var playground = new Playground(world, Run(world, url), url);
        await playground.Ready();
        return playground;
    }

    /// <summary>Somebody else writes in a thread of the channel, with a mention of us and of others.</summary>
    /// <param name="by">Who.</param>
    /// <param name="words">The words after our name.</param>
    /// <param name="root">The thread's first message.</param>
    /// <param name="mentioned">Whom the words mention by <c>&lt;at&gt;</c> and name.</param>
    internal async Task Say(TeamsPerson by, string words, string root, params TeamsPerson[] mentioned)
    {
        var bot = new JsonObject { ["id"] = "28:" + AppId, ["name"] = "Incidents" };
        var people = mentioned.Select(one => new JsonObject { ["id"] = one.Address, ["name"] = one.Name });
        var delivery = new JsonObject
        {
            ["type"] = "message",
            ["id"] = $"theirs-{Interlocked.Increment(ref _deliveries)}",
            ["timestamp"] = TimeProvider.System.GetUtcNow().ToString("O"),
            ["serviceUrl"] = new Uri(World.WorkspaceUrl, "/teams/_connector").ToString(),
            ["channelId"] = "msteams",
            ["from"] = by.AsSender(),
            ["recipient"] = bot.DeepClone(),
            ["conversation"] = new JsonObject
            {
                ["id"] = $"{Channel};messageid={root}",
                ["conversationType"] = "channel",
                ["isGroup"] = true,
                ["tenantId"] = Tenant,
            },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
            ["text"] = "<at>Incidents</at> " + words,
            ["entities"] = new JsonArray([.. people.Prepend(bot).Select(Mention)]),
        };
        using var taken = await _http.PostAsJsonAsync(new Uri(Url, "/_internal/v1/customActivities"), delivery);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_program.HasExited)
            _program.Kill(entireProcessTree: true);
        await _program.WaitForExitAsync();
        _program.Dispose();
        await World.DisposeAsync();
    }

    private static JsonNode Mention(JsonObject whom) =>
        new JsonObject
        {
            ["type"] = "mention",
            ["mentioned"] = whom,
            ["text"] = $"<at>{whom["name"]}</at>",
        };

    // What is missing here is said in the script's own sentence.
    private static async Task Fetch()
    {
        using var fetch = Process.Start(Script("fetch"))!;
        var said = fetch.StandardError.ReadToEndAsync();
        await fetch.StandardOutput.ReadToEndAsync();
        await fetch.WaitForExitAsync();
        Assert.True(fetch.ExitCode == 0, $"Without the Playground Teams cannot be shown here. {(await said).Trim()}");
    }

    private static Process Run(World world, Uri url)
    {
        var start = Script("start");
        start.ArgumentList.Add(world.WorkspaceUrl.ToString());
        start.ArgumentList.Add(url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        start.Environment["M365_AGENTS_PLAYGROUND_LOGFILE"] = Path.Combine(world.Output, "Playground.log");
        var program = Process.Start(start)!;
        program.OutputDataReceived += (_, _) => { };
        program.ErrorDataReceived += (_, _) => { };
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return program;
    }

    private static ProcessStartInfo Script(string name) =>
        new(Path.Combine(World.Root, "deploy", "teams", "playground", name))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    private async Task Ready() =>
        await Wait.Until(
            "the Playground answers",
            async () =>
            {
                Assert.False(_program.HasExited, "The Playground ended before it was ready.");
                try
                {
                    using var answer = await _http.GetAsync(Url);
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            }
        );
}
