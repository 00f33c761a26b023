using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Slack;

/// <summary>A host with Slack's addresses, a pipeline that answers what the test says, and a scripted Slack
/// behind.</summary>
internal sealed class SlackHost : IAsyncDisposable, ICommandPipeline, ICaptureSink, IHomeRenderer
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    private readonly WebApplication app;

    private SlackHost(WebApplication app, SlackBench bench) => (this.app, Bench) = (app, bench);

    public SlackBench Bench { get; }

    public PeopleDirectory People => app.Services.GetRequiredService<PeopleDirectory>();

    public List<VerifiedRequest> Asked { get; } = [];

    public ConcurrentQueue<(CapturedMessage Message, string Name)> Heard { get; } = [];

    public Func<VerifiedRequest, Outcome> Answer { get; set; } = _ => new Outcome("INC-7", new Reply(), null, 1);

    public static async Task<SlackHost> Start(string? token = "xoxb-test", string? secret = Secret)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Slack:BotToken"] = token, ["Slack:SigningSecret"] = secret }
        );
        var bench = new SlackBench();
        SlackHost? host = null;
        builder.Services.AddSingleton<TimeProvider>(bench.Clock);
        builder.Services.AddSingleton<ICommandPipeline>(_ => host!).AddSingleton<ICaptureSink>(_ => host!);
        builder.Services.AddSingleton<IHomeRenderer>(_ => host!).AddSingleton<PeopleDirectory>();
        builder.Services.AddSingleton<IClickLedger, RememberedClicks>();
        builder.Services.AddSlack(builder.Configuration);
        builder.Services.AddHttpClient(SlackClient.HttpName).ConfigurePrimaryHttpMessageHandler(() => bench.Shared());
        var built = builder.Build();
        built.MapSlack();
        host = new SlackHost(built, bench);
        await built.StartAsync();
        return host;
    }

    public Task<Outcome> Run(VerifiedRequest request, CancellationToken ct)
    {
        Asked.Add(request);
        return Task.FromResult(Answer(request));
    }

    public Task<string?> Capture(
        string platform,
        string workspace,
        CapturedMessage message,
        string personName,
        CancellationToken ct
    )
    {
        Heard.Enqueue((message, personName));
        return Task.FromResult<string?>("INC-7");
    }

    public Task<IReadOnlyList<ChatMessage>> Render(
        string platform,
        string workspace,
        string personId,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlyList<ChatMessage>>([
            ChatMessage.Text($"Home of {personId}"),
            ChatMessage.Text(
                "#1 trace",
                new ChatAction("Done", "INC-7 done #1"),
                new ChatAction("Stuck", "INC-7 stuck #1")
            ),
        ]);

    public Task<HttpResponseMessage> Command(params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["team_id"] = "T1",
            ["channel_id"] = "C1",
            ["user_id"] = "U1",
            ["user_name"] = "ana",
            ["command"] = "/incident",
            ["text"] = "status",
            ["trigger_id"] = "1.2.abc",
            ["response_url"] = "https://hooks.slack.com/commands/T1/2/3",
        };
        foreach (var (name, value) in changes)
            fields[name] = value;
        return Post("commands", Form(fields));
    }

    public Task<HttpResponseMessage> Interact(string payload) =>
        Post("interactions", Form(new() { ["payload"] = payload }));

    public Task<HttpResponseMessage> Event(string json) => Post("events", json, "application/json; charset=utf-8");

    public async Task<HttpResponseMessage> Post(
        string path,
        string body,
        string? type = SlackDoor.Form,
        string? signature = null,
        TimeSpan age = default
    )
    {
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/" + path);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        var timestamp = (Bench.Clock.Now - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", signature ?? Sign(timestamp, body));
        return await client.SendAsync(request);
    }

    /// <summary>Waits for what is said after the answer.</summary>
    public async Task<JsonObject> Sent(string method)
    {
        return await Wait.For(Last)
            ?? throw new TimeoutException($"{method} was not called; called were {string.Join(", ", Bench.Methods)}.");

        JsonObject? Last()
        {
            lock (Bench.Sent)
                return Bench.Sent.Exists(s => s.Method == method) ? Bench.Last(method) : null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Bench.Dispose();
    }

    private static string Sign(string timestamp, string body) =>
        "v0="
        + Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}"))
        );

    private static string Form(Dictionary<string, string> fields) =>
        string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));
}

/// <summary>Presses in the memory of one host.</summary>
internal sealed class RememberedClicks : IClickLedger
{
    private readonly ConcurrentDictionary<string, (string Request, DateTimeOffset At)> _presses = new();

    public Task<string> First(
        string workspace,
        string press,
        string requestId,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        Task.FromResult(
            _presses
                .AddOrUpdate(press, (requestId, now), (_, known) => known.At > since ? known : (requestId, now))
                .Request
        );
}
