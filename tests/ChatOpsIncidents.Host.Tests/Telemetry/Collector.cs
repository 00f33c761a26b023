using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Telemetry;

/// <summary>Stands where a collector would (OTLP over HTTP), and where Slack's methods would: it keeps what it is sent
/// and says yes.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>By path: the bodies, as text of one character a byte.</summary>
    public ConcurrentQueue<(string Path, string Body)> Sent { get; } = [];

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/{**path}", collector.Take);
        await app.StartAsync();
        return collector;
    }

    public string All(string path) => string.Concat(Sent.Where(sent => sent.Path == path).Select(sent => sent.Body));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> Take(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.Latin1);
        Sent.Enqueue((request.Path, await reader.ReadToEndAsync()));
        return request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? TypedResults.Text(SlackAnswer, "application/json")
            : TypedResults.Ok();
    }

    // Enough of each method's answer: the room, the post, and that whoever asks is a member.
    private const string SlackAnswer = """
        {"ok":true,"channel":{"id":"C7","name":"inc-1"},"ts":"1.2",
         "user":{"id":"U0ANA","team_id":"T1","name":"ana","deleted":false,"is_bot":false,"is_restricted":false,
                 "is_ultra_restricted":false,"tz":"UTC","profile":{"display_name":"ana","real_name":"ana"}}}
        """;
}
