using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Simulator;

/// <summary>A workspace of its own for each test, with a stand-in for the bot host; both on ports that were
/// free.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    public const string Payments = "C0PAYMENTS";
    public const string Status = "C0STATUS00";
    public const string Bot = "U0INCBOT01";
    public const string Ana = "U0ANASOUSA";
    public const string Ben = "U0BENMAIER";

    private WebApplication app = null!;

    protected FakeHost Host { get; } = new();
    protected IServiceProvider Services => app.Services;
    protected HttpClient Http { get; private set; } = null!;

    /// <summary>Settings beyond the usual, as <c>--Simulator:Key=value</c>.</summary>
    protected virtual string[] Settings => [];

    public async Task InitializeAsync()
    {
        await Host.Start();
        app = SimulatorApp.Build(
            [
                "--urls",
                "http://127.0.0.1:0",
                $"--Simulator:HostUrl={Host.Url}",
                $"--Simulator:SigningSecret={FakeHost.Secret}",
                .. Settings,
            ],
            builder => builder.Logging.ClearProviders()
        );
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await Host.DisposeAsync();
    }

    /// <summary>A call of the page's API.</summary>
    protected async Task<JsonNode> Sim(string path, object asked)
    {
        using var body = Body(asked);
        using var answer = await Http.PostAsync($"/sim/{path}", body);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    protected async Task<JsonNode?> Get(string path) => JsonNode.Parse(await Http.GetStringAsync($"/sim/{path}"));

    protected async Task<JsonArray> Messages(string channel, string by = "ana") =>
        (JsonArray)(await Get($"channels/{channel}/messages?as={by}"))!["messages"]!;

    /// <summary>A call of the Web API with a JSON body and the bot's token.</summary>
    protected async Task<JsonNode> Api(string method, object arguments)
    {
        using var answer = await Call(method, Body(arguments));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>A call with a form body.</summary>
    protected async Task<JsonNode> Form(string method, params (string Name, string Value)[] fields)
    {
        using var answer = await Call(
            method,
            new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))
        );
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    protected async Task<HttpResponseMessage> Call(
        string method,
        HttpContent content,
        string? authorization = "Bearer xoxb-local-workspace"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{method}") { Content = content };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Http.SendAsync(request);
    }

    protected static StringContent Body(object value) =>
        new(
            value as string ?? System.Text.Json.JsonSerializer.Serialize(value),
            Encoding.UTF8,
            MediaTypeHeaderValue.Parse("application/json; charset=utf-8")
        );

    protected static void IsOk(JsonNode answer) => Assert.True((bool)answer["ok"]!, answer.ToJsonString());

    protected static void Refused(string error, JsonNode answer) => Assert.Equal(error, (string?)answer["error"]);

    /// <summary>A slash command; gives back what the host received.</summary>
    protected async Task<Received> Slash(string text, string by = "ana", string channel = Payments)
    {
        await Sim(
            "say",
            new
            {
                @as = by,
                channel,
                text,
            }
        );
        return await Host.Next(r => r.Path == "/slack/commands");
    }

    /// <summary>The path of a response URL, to be called through <see cref="Http"/>.</summary>
    protected async Task<HttpResponseMessage> Respond(string responseUrl, object answer)
    {
        using var body = Body(answer);
        return await Http.PostAsync(new Uri(responseUrl), body);
    }
}
