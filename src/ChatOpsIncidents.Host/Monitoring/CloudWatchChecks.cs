using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>Reads a metric from Amazon CloudWatch: <c>GetMetricData</c>.</summary>
public sealed class CloudWatchChecks(
    MonitoringCall call,
    AmazonCredentials credentials,
    IOptions<MonitoringOptions> options,
    TimeProvider clock
) : ICheckReader
{
    private const string Target = "GraniteServiceVersion20100801.GetMetricData";
    private const string Json = "application/x-amz-json-1.0";

    // The newest minute arrives up to three minutes late, and so is no sign of anything before.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(10);
    private const int PagesMax = 20;

    /// <inheritdoc/>
    public string? MissingKey =>
        options.Value.CloudWatch.Region is { Length: > 0 } ? null : "Monitoring:CloudWatch:Region";

    /// <inheritdoc/>
    public bool Reads(ServiceCheck check) => check.CloudWatch is not null;

    /// <inheritdoc/>
    public async Task<CheckRead> Now(ServiceCheck check, DateTimeOffset now, CancellationToken ct)
    {
        var period = TimeSpan.FromSeconds(check.CloudWatch!.Period);
        // A period that runs is not complete: of a sum it shows too little.
        var to = Begin(now, period);
        var (points, problem) = await Ask(check, Begin(now - LookBack - period, period), to, ct);
        if (problem is not null)
            return problem;
        if (!check.MissingIsZero)
            return points is [.., var newest]
                ? new CheckRead.Number(newest.Value)
                : new CheckRead.Blind("CloudWatch has no recent data");
        // A counter of errors is written only when there are some. What has not arrived yet is not none.
        var settled = Begin(now - Lag, period) - period;
        var counted = points.LastOrDefault(point => point.At >= settled);
        return new CheckRead.Number(counted?.Value ?? 0);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<double>> Past(
        ServiceCheck check,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken ct
    )
    {
        var (points, problem) = await Ask(check, from, to, ct);
        return problem is null && points.Count == 0 && check.MissingIsZero ? [0] : [.. points.Select(one => one.Value)];
    }

    private static DateTimeOffset Begin(DateTimeOffset at, TimeSpan period) =>
        new(at.UtcTicks - at.UtcTicks % period.Ticks, TimeSpan.Zero);

    // One page after the other: what is left out is not there, and would look like none.
    private async Task<(IReadOnlyList<Point> Points, CheckRead? Problem)> Ask(
        ServiceCheck check,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken ct
    )
    {
        if (await credentials.Find(ct) is not { } keys)
            return ([], new CheckRead.Unreachable("no AWS credentials were found"));
        List<Point> all = [];
        string? next = null;
        for (var page = 0; page < PagesMax; page++)
        {
            var body = Body(check.CloudWatch!, from, to, next);
            var (points, more, problem) = await Page(body, keys, ct);
            if (problem is not null)
                return ([], problem);
            all.AddRange(points);
            if (more is null)
                return (all, null);
            next = more;
        }

        return ([], new CheckRead.Unreachable($"CloudWatch has more than {PagesMax} pages of it"));
    }

    private async Task<(IReadOnlyList<Point> Points, string? Next, CheckRead? Problem)> Page(
        byte[] body,
        AmazonKeys keys,
        CancellationToken ct
    )
    {
        var (status, json, noAnswer) = await call.AskJson(() => Question(body, keys), ct);
        if (noAnswer is not null)
            return ([], null, new CheckRead.Unreachable($"CloudWatch: {noAnswer}"));
        var root = json is { ValueKind: JsonValueKind.Object } ? json.Value : default;
        if (status != 200 || root.ValueKind != JsonValueKind.Object)
            return ([], null, Refused(status, root));
        var next = root.TryGetProperty("NextToken", out var token) ? token.GetString() : null;
        if (!root.TryGetProperty("MetricDataResults", out var results) || results.GetArrayLength() == 0)
            return ([], next, null);
        var first = results[0];
        return first.GetProperty("StatusCode").GetString() is "InternalError" or "Forbidden"
            ? ([], null, new CheckRead.Unreachable("CloudWatch does not give the metric out"))
            : (Points(first), next, null);
    }

    private static IReadOnlyList<Point> Points(JsonElement result) =>
        [
            .. result
                .GetProperty("Timestamps")
                .EnumerateArray()
                .Zip(
                    result.GetProperty("Values").EnumerateArray(),
                    (at, value) =>
                        new Point(DateTimeOffset.FromUnixTimeSeconds((long)at.GetDouble()), value.GetDouble())
                ),
        ];

    private static CheckRead Refused(int status, JsonElement root)
    {
        var type =
            root.ValueKind == JsonValueKind.Object && root.TryGetProperty("__type", out var named)
                ? named.GetString() ?? ""
                : "";
        if (
            type.EndsWith("ThrottlingException", StringComparison.Ordinal)
            || type.EndsWith("LimitExceeded", StringComparison.Ordinal)
        )
            return new CheckRead.Unreachable("CloudWatch has been asked too often");
        if (type.Contains("Signature", StringComparison.Ordinal) || type.Contains("Expired", StringComparison.Ordinal))
            return new CheckRead.Unreachable("CloudWatch does not take our signature; a clock may be wrong");
        if (
            status == 403
            || type.Contains("AccessDenied", StringComparison.Ordinal)
            || type.Contains("UnrecognizedClient", StringComparison.Ordinal)
        )
            return new CheckRead.Unreachable("CloudWatch does not let our key read the metric");
        return status == 400
            ? new CheckRead.Blind("CloudWatch refuses the query")
            : new CheckRead.Unreachable($"CloudWatch answers {status}");
    }

    private static byte[] Body(CloudWatchMetric metric, DateTimeOffset from, DateTimeOffset to, string? next)
    {
        var query = Query(metric);
        query["ReturnData"] = true;
        var question = new JsonObject
        {
            ["StartTime"] = from.ToUnixTimeSeconds(),
            ["EndTime"] = to.ToUnixTimeSeconds(),
            ["ScanBy"] = "TimestampAscending",
            ["MetricDataQueries"] = new JsonArray(query),
        };
        if (next is not null)
            question["NextToken"] = next;
        return JsonSerializer.SerializeToUtf8Bytes(question);
    }

    private static JsonObject Query(CloudWatchMetric metric)
    {
        if (metric.Expression is { } expression)
            return new JsonObject
            {
                ["Id"] = "m1",
                ["Expression"] = expression,
                ["Period"] = metric.Period,
            };
        return new JsonObject
        {
            ["Id"] = "m1",
            ["MetricStat"] = new JsonObject
            {
                ["Metric"] = new JsonObject
                {
                    ["Namespace"] = metric.Namespace,
                    ["MetricName"] = metric.Metric,
                    ["Dimensions"] = new JsonArray([
                        .. metric.Dimensions.Select(one => new JsonObject
                        {
                            ["Name"] = one.Key,
                            ["Value"] = one.Value,
                        }),
                    ]),
                },
                ["Period"] = metric.Period,
                ["Stat"] = metric.Stat,
            },
        };
    }

    private HttpRequestMessage Question(byte[] body, AmazonKeys keys)
    {
        var place = options.Value.CloudWatch;
        var address = new Uri(
            place.Url is { Length: > 0 } url ? url : $"https://monitoring.{place.Region}.amazonaws.com/"
        );
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = Json,
            ["host"] = address.Authority,
            ["x-amz-date"] = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
            ["x-amz-target"] = Target,
        };
        if (keys.Session is { Length: > 0 } session)
            headers["x-amz-security-token"] = session;
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Json);
        foreach (
            var (name, value) in headers.Where(header => header.Key.StartsWith("x-amz-", StringComparison.Ordinal))
        )
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            AmazonSignature.Of(keys, place.Region!, "monitoring", headers, address.AbsolutePath, body)
        );
        return request;
    }

    private sealed record Point(DateTimeOffset At, double Value);
}
