using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ChatOpsIncidents.Engine.Chat;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>Reads PromQL from Prometheus, Thanos, Mimir or VictoriaMetrics: <c>/api/v1/query</c> and
/// <c>query_range</c>.</summary>
/// <remarks>Nothing matched, 0/0 and x/0 are no data, neither good nor bad: a service that is gone has no errors
/// either.</remarks>
public sealed class PrometheusChecks(MonitoringCall call, IOptions<MonitoringOptions> options) : ICheckReader
{
    private const int Points = 60;
    private const int WordsMax = 160;

    /// <inheritdoc/>
    public string? MissingKey => options.Value.Prometheus.Url is { Length: > 0 } ? null : "Monitoring:Prometheus:Url";

    /// <inheritdoc/>
    public bool Reads(ServiceCheck check) => check.Prometheus is not null;

    /// <inheritdoc/>
    public async Task<CheckRead> Now(ServiceCheck check, DateTimeOffset now, CancellationToken ct)
    {
        var (status, json, noAnswer) = await call.AskJson(
            () => Question("query", ("query", check.Prometheus!), ("time", Seconds(now))),
            ct
        );
        if (noAnswer is not null)
            return new CheckRead.Unreachable($"Prometheus: {noAnswer}");
        if (Refused(status, json) is { } refused)
            return refused;
        return Instant(check, json!.Value.GetProperty("data"));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<double>> Past(
        ServiceCheck check,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken ct
    )
    {
        var step = Math.Max(1, (to - from).TotalSeconds / Points).ToString("0.###", CultureInfo.InvariantCulture);
        var (status, json, noAnswer) = await call.AskJson(
            () =>
                Question(
                    "query_range",
                    ("query", check.Prometheus!),
                    ("start", Seconds(from)),
                    ("end", Seconds(to)),
                    ("step", step)
                ),
            ct
        );
        if (noAnswer is not null || Refused(status, json) is not null)
            return [];
        return Worst(check, json!.Value.GetProperty("data"));
    }

    /// <summary>The number of an instant query's <c>data</c>.</summary>
    internal static CheckRead Instant(ServiceCheck check, JsonElement data)
    {
        var result = data.GetProperty("result");
        switch (data.GetProperty("resultType").GetString())
        {
            case "scalar":
                return Number(result[1]) is { } one ? new CheckRead.Number(one) : NoNumber;
            case "vector":
                break;
            default:
                return new CheckRead.Blind("the query gives a range; a check needs one number");
        }

        var rows = result.EnumerateArray().ToArray();
        if (rows.Length == 0)
            return check.MissingIsZero
                ? new CheckRead.Number(0)
                : new CheckRead.Blind("nothing matches the query: no data");
        if (rows.Length > 1 && check.Bad == BadSide.Both)
            return new CheckRead.Blind("the query gives several numbers; a check that is bad on both sides needs one");
        var numbers = rows.Select(row => row.TryGetProperty("value", out var value) ? Number(value[1]) : null)
            .ToArray();
        // One of them that cannot be seen may be the bad one.
        return numbers.All(number => number is not null)
            ? new CheckRead.Number(check.Worst(numbers.OfType<double>()))
            : NoNumber;
    }

    private static CheckRead NoNumber { get; } =
        new CheckRead.Blind("the query gives no number (0/0, as without any traffic)");

    // Of several series the worst at each time.
    private static double[] Worst(ServiceCheck check, JsonElement data) =>
        [
            .. data.GetProperty("result")
                .EnumerateArray()
                .Where(row => row.TryGetProperty("values", out _))
                .SelectMany(row => row.GetProperty("values").EnumerateArray())
                .Select(point => (At: point[0].GetDouble(), Value: Number(point[1])))
                .Where(point => point.Value is not null)
                .GroupBy(point => point.At, point => point.Value!.Value)
                .Select(check.Worst),
        ];

    // NaN, +Inf and -Inf come as words.
    private static double? Number(JsonElement value) =>
        double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    private static CheckRead? Refused(int status, JsonElement? json)
    {
        var isJson = json is { ValueKind: JsonValueKind.Object };
        var error = isJson && json!.Value.TryGetProperty("error", out var text) ? text.GetString() : null;
        return status switch
        {
            200 when error is null && isJson && json!.Value.TryGetProperty("data", out _) => null,
            400 or 422 => new CheckRead.Blind(
                $"Prometheus refuses the query: {ShortText.Cut(error ?? "bad query", WordsMax)}"
            ),
            401 or 403 => new CheckRead.Unreachable("Prometheus does not take our credentials"),
            429 or >= 500 => new CheckRead.Unreachable($"Prometheus answers {status}"),
            _ => new CheckRead.Unreachable(
                $"what stands at Monitoring:Prometheus:Url answers {status}, not as Prometheus does"
            ),
        };
    }

    private HttpRequestMessage Question(string path, params (string Key, string Value)[] form)
    {
        var place = options.Value.Prometheus;
        var request = new HttpRequestMessage(HttpMethod.Post, $"{place.Url!.TrimEnd('/')}/api/v1/{path}")
        {
            // Thanos would leave out what it cannot reach, and call that an answer.
            Content = new FormUrlEncodedContent([
                .. form.Select(one => KeyValuePair.Create(one.Key, one.Value)),
                KeyValuePair.Create("partial_response", "false"),
            ]),
        };
        if (place.Token is { Length: > 0 } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (place.User is { Length: > 0 } user)
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{place.Password}"))
            );
        if (place.Tenant is { Length: > 0 } tenant)
            request.Headers.Add("X-Scope-OrgID", tenant);
        return request;
    }

    private static string Seconds(DateTimeOffset at) =>
        (at.ToUnixTimeMilliseconds() / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);
}
