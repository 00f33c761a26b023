using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Telemetry;

/// <summary>A host with a collector, in which somebody declared an incident, and an effect of that was carried
/// out.</summary>
public sealed class WatchedHost : IAsyncLifetime
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    public const string Title = "zebras on the runway";

    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly TaskCompletionSource _effect = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _request = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _trace = ActivityTraceId.CreateRandom().ToHexString();
    private readonly ActivityListener _listener = new() { ShouldListenTo = _ => true };

    public WebApplication App { get; private set; } = null!;

    internal Collector Collector { get; private set; } = null!;

    /// <summary>Sends no trace of its own.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    /// <summary>The spans of the declaration's trace.</summary>
    public Activity[] Trace => [.. _spans.Where(span => span.TraceId.ToHexString() == _trace)];

    public async Task InitializeAsync()
    {
        Collector = await Collector.Start();
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Incidents"] = await new PostgresFixture().NewDatabase(),
            ["Slack:BotToken"] = "xoxb-1-of-mine",
            ["Slack:SigningSecret"] = Secret,
            ["Slack:ApiUrl"] = Collector.Address + "/api/",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.Address,
            ["Web:Listen"] = "http://127.0.0.1:0",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
        App = await HostApp.Build(
            ["--urls", "http://127.0.0.1:0"],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(settings);
            }
        );
        await App.StartAsync();
        Http.BaseAddress = new Uri(App.Urls.First());
        _listener.ActivityStopped = Ended;
        ActivitySource.AddActivityListener(_listener);
        await Declare();
        await _effect.Task.InTime();
        // The answer may reach its caller before the request's own span has ended.
        await _request.Task.InTime();
    }

    /// <summary>The pages' address.</summary>
    public Uri Pages => new(App.Services.GetRequiredService<Listeners>().Pages);

    public async Task DisposeAsync()
    {
        _listener.Dispose();
        Http.Dispose();
        await App.DisposeAsync();
        await Collector.DisposeAsync();
    }

    private void Ended(Activity span)
    {
        _spans.Enqueue(span);
        var isDone = "Done".Equals(span.GetTagItem("chatops.end") as string, StringComparison.Ordinal);
        if (span.TraceId.ToHexString() != _trace)
            return;
        if (isDone)
            _effect.TrySetResult();
        if (span.DisplayName.EndsWith("/slack/commands", StringComparison.Ordinal))
            _request.TrySetResult();
    }

    // As Slack sends it, behind a proxy that began a trace.
    private async Task Declare()
    {
        var link = Uri.EscapeDataString(Collector.Address + "/secret-of-a-link");
        var body =
            "team_id=T1&channel_id=C1&user_id=U0ANA&user_name=Ana&command=/incident&trigger_id=1.2.abc"
            + $"&text={Uri.EscapeDataString("declare major " + Title)}&response_url={link}";
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var digest = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{at}:{body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/commands");
        request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        request.Headers.Add("traceparent", $"00-{_trace}-00f067aa0ba902b7-01");
        request.Headers.Add("X-Slack-Request-Timestamp", at);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(digest));
        using var answer = await Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
