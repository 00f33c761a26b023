using ChatOpsIncidents.Host.Monitoring;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Monitoring;

/// <summary>Each system's answers, as they really are.</summary>
public sealed class CheckReadersTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Then = DateTimeOffset.FromUnixTimeSeconds(1795183500);

    private static readonly ServiceCheck Datadog = new("idle") { Datadog = "system.cpu.idle{*}" };

    private static readonly ServiceCheck CloudWatch = new("errors")
    {
        CloudWatch = new CloudWatchMetric
        {
            Namespace = "AWS/ApplicationELB",
            Metric = "HTTPCode_Target_5XX_Count",
            Dimensions = new Dictionary<string, string> { ["LoadBalancer"] = "app/checkout/50dc6c495c0c9188" },
        },
    };

    [Theory]
    [InlineData("v1-query.ok.json", 200, "91.")]
    [InlineData("v1-query.null-point.json", 200, "91.")]
    [InlineData("v1-query.no-data.json", 200, "blind")]
    [InlineData("v1-query.error-200.json", 200, "blind")]
    [InlineData("v1-query.403.json", 403, "unreachable")]
    [InlineData("v1-query.429.json", 429, "unreachable")]
    public async Task Datadog_is_read(string sample, int status, string shown)
    {
        await using var bench = await Answering("datadog/" + sample, status);
        var then = DateTimeOffset.FromUnixTimeSeconds(1641346200);
        var read = await bench.Reader<DatadogChecks>().Now(Datadog, then, CancellationToken.None);
        Assert.StartsWith(shown, Said(read));
        Assert.StartsWith("GET https://api.datadoghq.com/api/v1/query?from=1641345600&to=1641346200&", bench.Asked[0]);
        Assert.Contains("query=system.cpu.idle%7B%2A%7D", bench.Asked[0]);
    }

    [Fact]
    public async Task A_point_of_datadog_that_is_not_complete_does_not_count()
    {
        await using var bench = await Answering("datadog/v1-query.ok.json", 200);
        var reader = bench.Reader<DatadogChecks>();
        var first = DateTimeOffset.FromUnixTimeMilliseconds(1641344100000);
        Assert.Equal("blind", Said(await reader.Now(Datadog, first.AddSeconds(299), CancellationToken.None)));
        Assert.StartsWith("91.458", Said(await reader.Now(Datadog, first.AddSeconds(300), CancellationToken.None)));
        Assert.Equal("blind", Said(await reader.Now(Datadog, first.AddHours(1), CancellationToken.None))); // nor an old one
    }

    [Theory]
    [InlineData("getmetricdata.response.json", 200, "0")]
    [InlineData("getmetricdata.no-data.json", 200, "blind")]
    [InlineData("error.400.json", 400, "unreachable")]
    [InlineData("error.throttling.json", 400, "unreachable")]
    public async Task Cloudwatch_is_read(string sample, int status, string shown)
    {
        await using var bench = await Answering("cloudwatch/" + sample, status);
        var read = await bench.Reader<CloudWatchChecks>().Now(CloudWatch, Then, CancellationToken.None);
        Assert.Equal(shown, Said(read));
        Assert.StartsWith("POST https://monitoring.eu-west-1.amazonaws.com/ ", bench.Asked[0]);
    }

    [Fact]
    public async Task No_errors_counted_is_zero_only_where_the_catalogue_says_so()
    {
        await using var bench = await Answering("cloudwatch/getmetricdata.no-data.json", 200);
        var counts = CloudWatch with { MissingIsZero = true };
        Assert.Equal("0", Said(await bench.Reader<CloudWatchChecks>().Now(counts, Then, CancellationToken.None)));
    }

    [Fact]
    public async Task What_cloudwatch_has_not_counted_yet_is_neither_none_nor_the_newest()
    {
        await using var bench = await MonitoringBench.Start(postgres);
        var reader = bench.Reader<CloudWatchChecks>();
        var counts = CloudWatch with { MissingIsZero = true };
        bench.Answers = (_, _) => Points((1795183200, 12));
        // Its period ended four minutes ago, and those after it are missing because they arrive late.
        Assert.Equal("12", Said(await reader.Now(counts, Then.AddSeconds(-1), CancellationToken.None)));
        Assert.Equal("0", Said(await reader.Now(counts, Then.AddSeconds(60), CancellationToken.None)));
        Assert.Equal("12", Said(await reader.Now(CloudWatch, Then.AddSeconds(59), CancellationToken.None)));
        // The period that runs is not asked for.
        Assert.Contains("\"EndTime\":1795183500,", bench.Asked[^1]);
    }

    [Fact]
    public async Task Cloudwatch_is_read_to_its_last_page()
    {
        await using var bench = await MonitoringBench.Start(postgres);
        var reader = bench.Reader<CloudWatchChecks>();
        bench.Answers = (_, body) =>
            body.Contains("\"NextToken\":\"AAAA\"", StringComparison.Ordinal)
                ? Points((1795183260, 9))
                : MonitoringBench.Json(MonitoringBench.Sample("cloudwatch/getmetricdata.partial.json"));
        Assert.Equal("9", Said(await reader.Now(CloudWatch, Then, CancellationToken.None)));
        Assert.Equal([12, 9], await reader.Past(CloudWatch, Then.AddHours(-1), Then, CancellationToken.None));
        bench.Answers = (_, _) => MonitoringBench.Json(MonitoringBench.Sample("cloudwatch/getmetricdata.partial.json"));
        Assert.Equal("unreachable", Said(await reader.Now(CloudWatch, Then, CancellationToken.None)));
    }

    [Fact]
    public async Task Without_keys_those_that_the_container_gives_are_signed_with()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var giver = builder.Build();
        giver.MapGet(
            "/keys",
            () =>
                Results.Text(
                    """{"AccessKeyId":"ASIACONTAINER","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}"""
                )
        );
        await giver.StartAsync();
        // The chain knows them by their names in the environment only.
        Environment.SetEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{giver.Urls.First()}/keys");
        try
        {
            await using var bench = await MonitoringBench.Start(
                postgres,
                settings: new()
                {
                    ["Monitoring:CloudWatch:AccessKeyId"] = "",
                    ["Monitoring:CloudWatch:SecretAccessKey"] = "",
                }
            );
            var signed = "";
            bench.Answers = (request, _) =>
            {
                signed = request.Headers.GetValues("Authorization").Single();
                Assert.Equal("t", request.Headers.GetValues("x-amz-security-token").Single());
                return Points((1795183320, 3));
            };
            var read = await bench.Reader<CloudWatchChecks>().Now(CloudWatch, Then, CancellationToken.None);
            Assert.Equal("3", Said(read));
            Assert.Contains("Credential=ASIACONTAINER/", signed);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_FULL_URI", null);
        }
    }

    [Fact]
    public async Task Cloudwatch_is_asked_for_exactly_what_the_vector_signs()
    {
        await using var bench = await Answering("cloudwatch/getmetricdata.response.json", 200);
        await bench.Reader<CloudWatchChecks>().Past(CloudWatch, Then.AddMinutes(-5), Then, CancellationToken.None);
        Assert.EndsWith(MonitoringBench.Sample("cloudwatch/getmetricdata.request.raw"), bench.Asked[0]);
    }

    [Fact]
    public void The_signature_is_that_of_the_vector()
    {
        var keys = new AmazonKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        var headers = new Dictionary<string, string>
        {
            ["x-amz-target"] = "GraniteServiceVersion20100801.GetMetricData",
            ["content-type"] = "application/x-amz-json-1.0",
            ["host"] = "monitoring.eu-west-1.amazonaws.com",
            ["x-amz-date"] = "20261120T140510Z",
        };
        var body = System.Text.Encoding.UTF8.GetBytes(MonitoringBench.Sample("cloudwatch/getmetricdata.request.raw"));
        var signed = AmazonSignature.Of(keys, "eu-west-1", "monitoring", headers, "/", body);
        Assert.Contains(
            $"--- Authorization\n{signed}",
            MonitoringBench.Sample("cloudwatch/sigv4-vector.txt").ReplaceLineEndings("\n")
        );
    }

    [Theory]
    [InlineData("""{"data":{"rows":[{"errors":"0.25"}]}}""", "0.25")]
    [InlineData("""{"data":{"rows":[{"errors":7}]}}""", "7")]
    [InlineData("""{"data":{"rows":[]}}""", "blind")]
    [InlineData("""{"data":{"rows":[{"errors":"NaN"}]}}""", "blind")]
    [InlineData("""{"data":3}""", "blind")]
    [InlineData("not JSON", "blind")]
    public async Task A_number_is_found_in_json(string body, string shown)
    {
        await using var bench = await MonitoringBench.Start(postgres);
        bench.Answers = (_, _) => MonitoringBench.Json(body);
        var check = new ServiceCheck("queue") { Json = "https://shop.test/figures", Path = "data.rows.0.errors" };
        Assert.Equal(shown, Said(await bench.Reader<JsonChecks>().Now(check, Then, CancellationToken.None)));
    }

    [Fact]
    public async Task Prometheus_gets_the_token_the_tenant_and_no_partial_answers()
    {
        await using var bench = await MonitoringBench.Start(
            postgres,
            settings: new()
            {
                ["Monitoring:Prometheus:Url"] = "https://mimir.test/prometheus/",
                ["Monitoring:Prometheus:User"] = "reader",
                ["Monitoring:Prometheus:Password"] = "pass",
                ["Monitoring:Prometheus:Tenant"] = "shop",
            }
        );
        string? authorization = null,
            tenant = null;
        bench.Answers = (request, _) =>
        {
            authorization = request.Headers.Authorization?.ToString();
            tenant = request.Headers.GetValues("X-Scope-OrgID").Single();
            return MonitoringBench.Json(MonitoringBench.Sample("prometheus/query.scalar.json"));
        };
        var check = new ServiceCheck("errors") { Prometheus = "scalar(errors)" };
        Assert.Equal("1", Said(await bench.Reader<PrometheusChecks>().Now(check, Then, CancellationToken.None)));
        Assert.Equal(("Basic cmVhZGVyOnBhc3M=", "shop"), (authorization, tenant));
        Assert.StartsWith("POST https://mimir.test/prometheus/api/v1/query query=scalar%28errors%29", bench.Asked[0]);
        Assert.Contains("partial_response=false", bench.Asked[0]);
    }

    [Fact]
    public async Task Of_several_series_the_worst_counts_and_both_sides_need_one()
    {
        await using var bench = await MonitoringBench.Start(postgres);
        bench.Answers = (_, _) =>
            MonitoringBench.Json(
                """{"status":"success","data":{"resultType":"vector","result":[{"metric":{"pod":"a"},"value":[1,"0.2"]},{"metric":{"pod":"b"},"value":[1,"0.9"]}]}}"""
            );
        var reader = bench.Reader<PrometheusChecks>();
        var check = new ServiceCheck("errors") { Prometheus = "errors" };
        async Task<string> Of(BadSide side) =>
            Said(await reader.Now(check with { Bad = side }, Then, CancellationToken.None));
        Assert.Equal(
            ("0.9", "0.2", "blind"),
            (await Of(BadSide.Above), await Of(BadSide.Below), await Of(BadSide.Both))
        );
    }

    private static HttpResponseMessage Points(params (long At, double Value)[] points) =>
        MonitoringBench.Json(
            "{\"MetricDataResults\":[{\"Id\":\"m1\",\"StatusCode\":\"Complete\",\"Timestamps\":["
                + string.Join(',', points.Select(point => point.At))
                + "],\"Values\":["
                + string.Join(',', points.Select(point => point.Value))
                + "]}]}"
        );

    private async Task<MonitoringBench> Answering(string sample, int status)
    {
        var bench = await MonitoringBench.Start(postgres);
        bench.Answers = (_, _) => MonitoringBench.Json(MonitoringBench.Sample(sample), status);
        return bench;
    }

    private static string Said(CheckRead read) =>
        read switch
        {
            CheckRead.Number number => FormattableString.Invariant($"{number.Value}"),
            CheckRead.Blind => "blind",
            _ => "unreachable",
        };
}
