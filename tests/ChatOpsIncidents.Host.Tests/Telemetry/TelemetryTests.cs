using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ChatOpsIncidents.Host.Tests.Telemetry;

/// <summary>What the host tells of itself: figures for Prometheus, traces for a collector, no secrets in
/// either.</summary>
public sealed partial class TelemetryTests(WatchedHost host) : IClassFixture<WatchedHost>
{
    [Fact]
    public async Task Figures_are_for_Prometheus_with_buckets_and_without_names_or_ids()
    {
        // A command's figures follow its answer, an effect's its end, and a scrape may be as old as the exporter keeps one.
        await Wait.Until("lateness among the figures", async () => Lateness().IsMatch(await Scrape()));
        await Wait.Until(
            "commands among the figures",
            async () => (await Scrape()).Contains("chatops_commands_total{")
        );
        using var answer = await host.Http.GetAsync(new Uri(host.Pages, "/metrics"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("text/plain; version=0.0.4", answer.Content.Headers.ContentType!.ToString());
        Assert.Matches(Requests(), text);
        Assert.Contains("# TYPE chatops_outbox_waiting gauge", text, StringComparison.Ordinal);
        Assert.Contains("chatops_commands_total{", text, StringComparison.Ordinal);
        Assert.Contains("db_client_connection_pool_name=\"incidents\"", text, StringComparison.Ordinal);
        Nothing(text, "INC-", "U0ANA", "Ana", "xoxb", "zebras");
    }

    [Fact]
    public void A_trace_goes_from_the_request_through_the_command_to_its_effects()
    {
        var spans = host.Trace;
        var command = Assert.Single(spans, span => span.DisplayName == "command declare");
        Assert.Contains(spans, span => span.SpanId == command.ParentSpanId && span.Kind == ActivityKind.Server);
        Assert.Contains(spans, span => span.ParentSpanId == command.SpanId && span.DisplayName == "store/end_requests");
        var effects = spans.Where(span => span.DisplayName.StartsWith("effect ", StringComparison.Ordinal)).ToArray();
        Assert.Contains(effects, effect => effect.ParentSpanId == command.SpanId && effect.HasRemoteParent);
        var calls = spans.Where(span => effects.Any(effect => effect.SpanId == span.ParentSpanId));
        Assert.Contains(calls, call => $"{call.GetTagItem("url.full")}".Contains("/api/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_collector_hears_of_the_trace_and_of_the_figures_but_no_words_and_no_secrets()
    {
        Assert.True(host.App.Services.GetRequiredService<TracerProvider>().ForceFlush());
        await Wait.Until("lateness at the collector", LatenessIsSent);
        var (traces, figures) = (host.Collector.All("/v1/traces"), host.Collector.All("/v1/metrics"));
        Assert.Contains("command declare", traces, StringComparison.Ordinal);
        Assert.Contains("chatops-incidents", traces, StringComparison.Ordinal);
        Nothing(traces + figures, "zebras", "xoxb", WatchedHost.Secret, "secret-of-a-link", "insert into fact");
    }

    // What the flush answers is false, since the scraped reader has nothing to push; the other one pushes.
    private bool LatenessIsSent()
    {
        host.App.Services.GetRequiredService<MeterProvider>().ForceFlush();
        return host.Collector.All("/v1/metrics").Contains("chatops.outbox.lateness", StringComparison.Ordinal);
    }

    private Task<string> Scrape() => host.Http.GetStringAsync(new Uri(host.Pages, "/metrics"));

    private static void Nothing(string text, params string[] words) =>
        Assert.All(words, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));

    [GeneratedRegex("""http_server_request_duration_seconds_bucket\{.*slack/commands.*le="0.1".*\} """)]
    private static partial Regex Requests();

    [GeneratedRegex("""chatops_outbox_lateness_seconds_bucket\{.*le="0.25".*\} """)]
    private static partial Regex Lateness();
}
