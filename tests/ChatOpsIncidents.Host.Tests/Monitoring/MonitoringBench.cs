using System.Globalization;
using System.Net;
using System.Text;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Monitoring;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Catalogue;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Monitoring;

/// <summary>The rounds on a real database, with a turned clock, and monitoring systems that answer what the test
/// says.</summary>
public sealed class MonitoringBench : IAsyncDisposable
{
    /// <summary>One check of a number, one of an address, one that only informs.</summary>
    public const string Services = """
        services:
          - name: checkout
            checks:
              - { name: error ratio, prometheus: 'errors', tolerance: 0.01, unit: "%" }
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private readonly CatalogFolder _catalog = new();
    private readonly ServiceProvider _services;
    private int _typed;

    private MonitoringBench(string database, string services, Dictionary<string, string?> settings)
    {
        _catalog.With("services.yaml", services);
        Harness = PipelineHarness.On(database);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Catalog:Directory"] = _catalog.Path,
                    ["Monitoring:Prometheus:Url"] = "http://prometheus.test:9090",
                    ["Monitoring:Datadog:ApiKey"] = "the-api-key",
                    ["Monitoring:Datadog:ApplicationKey"] = "the-application-key",
                    ["Monitoring:CloudWatch:Region"] = "eu-west-1",
                    ["Monitoring:CloudWatch:AccessKeyId"] = "AKIDEXAMPLE",
                    ["Monitoring:CloudWatch:SecretAccessKey"] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                }
            )
            .AddInMemoryCollection(settings)
            .Build();
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(Harness.Clock);
        collection.AddSingleton(Harness.Source).AddLogging(logging => logging.ClearProviders());
        collection.AddSingleton<IEventStore>(_ => new PostgresEventStore(Harness.Source));
        collection.AddSingleton<CatalogSource>().AddSingleton<PolicySource>().AddSingleton<PeopleDirectory>();
        collection.AddSingleton<OutboxSignal>().AddSingleton<IncidentChanges>();
        collection.AddSingleton<INotes>(new PostgresNotes(Harness.Source));
        collection.AddSingleton<ICommandPipeline, CommandPipeline>();
        collection.AddMonitoring(configuration);
        collection.AddHttpClient(MonitoringCall.HttpName).ConfigurePrimaryHttpMessageHandler(() => new Handler(this));
        _services = collection.BuildServiceProvider();
    }

    /// <summary>The pipeline's harness.</summary>
    public PipelineHarness Harness { get; }

    /// <summary>What answers each question; by default a Prometheus with <see cref="Errors"/>.</summary>
    public Func<HttpRequestMessage, string, HttpResponseMessage>? Answers { get; set; }

    /// <summary>The number at a time; null: no data.</summary>
    public Func<DateTimeOffset, string?> Errors { get; set; } = _ => "0.001";

    /// <summary>What was asked: method, address and body.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The rounds.</summary>
    public CheckRounds Rounds => _services.GetRequiredService<CheckRounds>();

    /// <summary>Now.</summary>
    public DateTimeOffset Now => Harness.Clock.GetUtcNow();

    /// <summary>A bench on a fresh database.</summary>
    public static async Task<MonitoringBench> Start(
        PostgresFixture postgres,
        string services = Services,
        Dictionary<string, string?>? settings = null
    ) => new(await postgres.NewDatabase(), services, settings ?? []);

    /// <summary>Another host on the same database.</summary>
    public static MonitoringBench On(string database, string services = Services) => new(database, services, []);

    /// <summary>A reader of one kind, as the host has it.</summary>
    public T Reader<T>()
        where T : ICheckReader => _services.GetServices<ICheckReader>().OfType<T>().Single();

    /// <summary>Somebody types.</summary>
    public Task<Outcome> Type(string who, string words) =>
        _services
            .GetRequiredService<ICommandPipeline>()
            .Run(
                Harness.Request(who, words, $"typed-{_typed++}-{Guid.NewGuid():N}") with
                {
                    IncidentId = words.StartsWith("declare") ? null : "INC-1",
                },
                CancellationToken.None
            );

    /// <summary>The incident.</summary>
    public Task<Incident> Incident() =>
        _services.GetRequiredService<IEventStore>().State("INC-1", CancellationToken.None);

    /// <summary>One round now.</summary>
    public Task<int?> Read() => Rounds.ReadOnce(CancellationToken.None);

    /// <summary>Rounds, one each interval, for so long; deadlines on the way are not this bench's.</summary>
    public async Task<Incident> ReadFor(TimeSpan time)
    {
        for (var gone = TimeSpan.Zero; gone < time; gone += Interval)
        {
            Harness.Clock.Forward(Interval);
            await Read();
        }

        return await Incident();
    }

    /// <summary>What was recorded of the checks, in order.</summary>
    public async Task<string[]> Said() =>
        [
            .. (await Incident())
                .Log.Where(line => line.Fact.Name.StartsWith("Check") || line.Fact.Name.StartsWith("Hold"))
                .Select(line => line.Text),
        ];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Harness.DisposeAsync();
        _catalog.Dispose();
    }

    /// <summary>An answer of JSON.</summary>
    public static HttpResponseMessage Json(string body, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    /// <summary>The bytes of a sample.</summary>
    public static string Sample(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Monitoring", "Samples", name));

    private HttpResponseMessage Prometheus(string path, string body)
    {
        var form = System.Web.HttpUtility.ParseQueryString(body);
        if (path.EndsWith("/query", StringComparison.Ordinal))
        {
            var at = Time(form["time"]!);
            return Json(Result("vector", Errors(at) is { } value ? Point(form["time"]!, value) : ""));
        }

        var (start, end, step) = (
            Time(form["start"]!),
            Time(form["end"]!),
            double.Parse(form["step"]!, CultureInfo.InvariantCulture)
        );
        List<string> points = [];
        for (var at = start; at <= end; at = at.AddSeconds(step))
        {
            if (Errors(at) is { } value)
                points.Add($"[{at.ToUnixTimeSeconds()},\"{value}\"]");
        }

        var rows = points.Count == 0 ? "" : $$"""{"metric":{},"values":[{{string.Join(',', points)}}]}""";
        return Json(Result("matrix", rows));
    }

    private static string Result(string type, string rows) =>
        $$$"""{"status":"success","data":{"resultType":"{{{type}}}","result":[{{{rows}}}]}}""";

    private static string Point(string time, string value) => $$"""{"metric":{},"value":[{{time}},"{{value}}"]}""";

    private static DateTimeOffset Time(string seconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(double.Parse(seconds, CultureInfo.InvariantCulture) * 1000));

    private sealed class Handler(MonitoringBench bench) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            lock (bench.Asked)
                bench.Asked.Add($"{request.Method} {request.RequestUri!.AbsoluteUri} {body}");
            return bench.Answers?.Invoke(request, body) ?? bench.Prometheus(request.RequestUri!.AbsolutePath, body);
        }
    }
}
