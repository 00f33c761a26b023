using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Slack;
using ChatOpsIncidents.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Tests.Contracts;

/// <summary>Slack's adapter against the local workspace, over real HTTP.</summary>
public sealed class SlackChatContract : ChatPlatformContract, IAsyncLifetime, IHttpClientFactory, IDisposable
{
    private const string Token = "xoxb-local-workspace";

    private readonly SlackBench.TurnedClock clock = new();
    private readonly SocketsHttpHandler handler = new();
    private WebApplication workspace = null!;
    private HttpClient page = null!;
    private SlackChat chat = null!;

    protected override IChatPlatform Platform => chat;

    protected override (string Workspace, string Channel, string Person) Here =>
        ("T0LOCAL", "C0PAYMENTS", "U0ANASOUSA");

    protected override (string Channel, string Word) Nowhere => ("C0NOWHERE0", "channel_not_found");

    protected override string Nobody => "U0NOBODY00";

    protected override (string Said, string Stands) CallToAll =>
        ("<!channel> <!here> & <b>", "&lt;!channel&gt; &lt;!here&gt; &amp; &lt;b&gt;");

    public async Task InitializeAsync()
    {
        workspace = SimulatorApp.Build(
            [
                "--urls",
                "http://127.0.0.1:0",
                "--Simulator:HostUrl=http://127.0.0.1:1",
                $"--Simulator:Clock={clock.Now:O}",
            ],
            builder => builder.Logging.ClearProviders()
        );
        await workspace.StartAsync();
        page = new HttpClient { BaseAddress = new Uri(workspace.Urls.First()) };
        var options = Options.Create(
            new SlackOptions
            {
                BotToken = Token,
                SigningSecret = "local-signing-secret",
                ApiUrl = page.BaseAddress + "api/",
            }
        );
        var client = new SlackClient(this, options, new SlackPace(clock), clock, NullLogger<SlackClient>.Instance);
        var workspaces = new SlackWorkspaces(client);
        var posts = new SlackPosts(client, workspaces, clock, NullLogger<SlackPosts>.Instance);
        chat = new SlackChat(
            client,
            posts,
            new SlackPages(posts, new SlackGroups(client, clock)),
            new SlackRooms(client, workspaces, clock),
            new SlackFiles(client, clock),
            new SlackHistory(
                client,
                workspaces,
                new SlackNames(client, new PeopleDirectory(), new SlackGroups(client, clock)),
                clock
            ),
            clock
        );
    }

    public async Task DisposeAsync() => await workspace.DisposeAsync();

    public void Dispose()
    {
        page.Dispose();
        handler.Dispose();
    }

    public HttpClient CreateClient(string name) => new(handler, disposeHandler: false);

    protected override Task LoseNextAnswer() => Sim("trouble", new { loseNext = 1 });

    protected override Task LimitPosts(int seconds) =>
        Sim("trouble", new { rateLimit = new { method = "chat.postMessage", seconds } });

    protected override Task Outage(bool on) => Sim("trouble", new { outage = on ? "503" : "off" });

    protected override async Task Turn(TimeSpan by)
    {
        clock.Turn(by);
        await Sim("clock", new { forwardSeconds = by.TotalSeconds });
    }

    protected override async Task<string> Say(string text) =>
        (
            await Sim(
                "say",
                new
                {
                    @as = "ana",
                    channel = Here.Channel,
                    text,
                }
            )
        )["ts"]!.ToString();

    protected override async Task<IReadOnlyList<string>> Posted(string channel)
    {
        var answer = JsonNode.Parse(await page.GetStringAsync($"/sim/channels/{channel}/messages?as=ben"))!;
        return
        [
            .. answer["messages"]!
                .AsArray()
                .OfType<JsonObject>()
                .Where(m => m["botName"] is not null && m["subtype"] is null)
                .Select(m => m["text"]!.ToString()),
        ];
    }

    protected override async Task<bool> IsClosed(string room) =>
        (await Rooms()).Single(one => one["id"]!.ToString() == room)["is_private"]!.GetValue<bool>();

    protected override async Task<IReadOnlyList<string>> Channels() =>
        [.. (await Rooms()).Select(room => room["name"]!.ToString())];

    private async Task<IReadOnlyList<JsonObject>> Rooms()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/conversations.list")
        {
            Content = new FormUrlEncodedContent([new("types", "public_channel,private_channel")]),
        };
        request.Headers.Authorization = new("Bearer", Token);
        using var response = await page.SendAsync(request);
        return
        [
            .. JsonNode.Parse(await response.Content.ReadAsStringAsync())!["channels"]!.AsArray().OfType<JsonObject>(),
        ];
    }

    private async Task<JsonNode> Sim(string path, object asked)
    {
        using var answer = await page.PostAsJsonAsync($"/sim/{path}", asked);
        var text = await answer.Content.ReadAsStringAsync();
        return JsonNode.Parse(text)
            ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{path}: {text}"));
    }
}
