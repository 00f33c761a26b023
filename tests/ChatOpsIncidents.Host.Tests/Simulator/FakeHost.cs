using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Simulator;

/// <summary>What arrived at the stand-in for the bot host.</summary>
public sealed record Received(string Path, string Body, IHeaderDictionary Headers, bool SignatureHolds)
{
    public Dictionary<string, string> Form =>
        QueryHelpers.ParseQuery(Body).ToDictionary(p => p.Key, p => p.Value.ToString());
    public JsonNode Payload => JsonNode.Parse(Form["payload"])!;
    public JsonNode Envelope => JsonNode.Parse(Body)!;
    public JsonNode Event => Envelope["event"]!;
    public string Kind =>
        Path.EndsWith("events", StringComparison.Ordinal) ? (string?)Envelope["event"]?["type"] ?? "" : Path;
}

/// <summary>
/// Stands for the bot host: records each call, checks its signature with code of its own, and answers as told.
/// </summary>
public sealed class FakeHost : IAsyncDisposable
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    private readonly Channel<Received> arrivals = Channel.CreateUnbounded<Received>();
    private readonly WebApplication app;

    public FakeHost()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Take);
    }

    /// <summary>How calls are answered; 200 with nothing by default.</summary>
    public Func<Received, HttpContext, Task> Answers { get; set; } = (_, _) => Task.CompletedTask;

    public string Url => app.Urls.First();

    public Task Start() => app.StartAsync();

    public void Says(string json) =>
        Answers = (_, context) =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(json);
        };

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var basis = $"v0:{context.Request.Headers["X-Slack-Request-Timestamp"]}:{body}";
        var expected =
            "v0="
            + Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(basis))
            );
        var received = new Received(
            context.Request.Path,
            body,
            new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)),
            context.Request.Headers["X-Slack-Signature"] == expected
        );
        await Answers(received, context);
        arrivals.Writer.TryWrite(received);
    }

    /// <summary>The next call that fits; others are skipped. Fails after two minutes.</summary>
    public async Task<Received> Next(Func<Received, bool> fits)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await foreach (var received in arrivals.Reader.ReadAllAsync(patience.Token))
            if (fits(received))
                return received;
        throw new InvalidOperationException("The stand-in has stopped.");
    }

    public Task<Received> NextEvent(string type, string? subtype = null) =>
        Next(r =>
            r.Path == "/slack/events" && (string?)r.Event["type"] == type && (string?)r.Event["subtype"] == subtype
        );

    /// <summary>Calls that arrived and that nobody asked for yet.</summary>
    public List<Received> Rest()
    {
        var rest = new List<Received>();
        while (arrivals.Reader.TryRead(out var one))
            rest.Add(one);
        return rest;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
