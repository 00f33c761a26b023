using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChatOpsIncidents.Host.Telemetry;

/// <summary>
/// What the process measures, for Prometheus at <c>/metrics</c>; and, where a collector is configured, the same figures
/// and the traces to it by OTLP. No series bears an incident's id or a person's name.
/// </summary>
public static class TelemetrySetup
{
    /// <summary>Where the collector listens: the key that every program with OpenTelemetry knows.</summary>
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Half a millisecond to ten seconds: a request to us is answered within three, one to a platform within ten.
    private static readonly double[] Seconds =
    [
        0.0005,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        5,
        10,
    ];

    /// <summary>Registers meters and exporters; spans are made only where a collector is configured.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var hasCollector = !string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]);
        var telemetry = builder
            .Services.AddOpenTelemetry()
            // The environment's words come last: they win over the program's name.
            .ConfigureResource(resource => resource.AddService("chatops-incidents").AddEnvironmentVariableDetector())
            .WithMetrics(metrics => Measure(metrics, hasCollector));
        if (hasCollector)
            telemetry.WithTracing(Trace);
    }

    /// <summary>What is wrong with the collector's address; null: nothing.</summary>
    public static string? Fault(IConfiguration configuration)
    {
        var text = configuration[EndpointKey];
        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
        return string.IsNullOrWhiteSpace(text) || isAddress
            ? null
            : $"{EndpointKey}: “{text}” is no address such as http://collector:4317.";
    }

    private static void Measure(MeterProviderBuilder metrics, bool hasCollector)
    {
        metrics
            .AddMeter("ChatOpsIncidents.*", "Npgsql")
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddView(Buckets)
            .AddPrometheusExporter(prometheus =>
            {
                prometheus.ScopeInfoEnabled = false;
                prometheus.TargetInfoEnabled = false;
            });
        if (hasCollector)
            metrics.AddOtlpExporter();
    }

    private static ExplicitBucketHistogramConfiguration? Buckets(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s" }
            ? new ExplicitBucketHistogramConfiguration { Boundaries = Seconds }
            : null;

    private static void Trace(TracerProviderBuilder traces) =>
        traces
            .AddSource(Traces.Name, "Npgsql")
            .AddAspNetCoreInstrumentation(requests => requests.Filter = IsFollowed)
            .AddHttpClientInstrumentation(calls => calls.EnrichWithHttpRequestMessage = Shorten)
            .AddProcessor(new WithoutStatements())
            .AddOtlpExporter();

    // Probes and scrapes say nothing, and a page's stream is open for hours.
    private static bool IsFollowed(HttpContext request) =>
        !request.Request.Path.StartsWithSegments("/healthz")
        && !request.Request.Path.StartsWithSegments("/metrics")
        && request.Request.Headers.Accept != "text/event-stream";

    // A path may be a secret (Slack's response_url, a file's link); only the methods of an API are told.
    private static void Shorten(Activity span, HttpRequestMessage request)
    {
        var address = request.RequestUri!;
        var path = address.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) ? address.AbsolutePath : "/";
        span.SetTag("url.full", address.GetLeftPart(UriPartial.Authority) + path);
    }

    private sealed class WithoutStatements : BaseProcessor<Activity>
    {
        // The span's name is the statement's; its text would be most of what is sent.
        public override void OnEnd(Activity data) => data.SetTag("db.query.text", null);
    }
}
