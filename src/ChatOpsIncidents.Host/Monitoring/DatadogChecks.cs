using System.Globalization;
using System.Text.Json;
using ChatOpsIncidents.Engine.Chat;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>Reads a metric query from Datadog: <c>/api/v1/query</c>.</summary>
public sealed class DatadogChecks(MonitoringCall call, IOptions<MonitoringOptions> options) : ICheckReader
{
    private const int WordsMax = 160;

    // Its newest point is not complete, and the one before may be late.
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public string? MissingKey => options.Value.Datadog.ApiKey is { Length: > 0 } ? null : "Monitoring:Datadog:ApiKey";

    /// <inheritdoc/>
    public bool Reads(ServiceCheck check) => check.Datadog is not null;

    /// <inheritdoc/>
    public async Task<CheckRead> Now(ServiceCheck check, DateTimeOffset now, CancellationToken ct)
    {
        var (series, problem) = await Ask(check, now - LookBack, now, ct);
        if (problem is not null)
            return problem;
        var newest = series.Select(one => Points(one, from: now - LookBack, now).LastOrDefault()).ToArray();
        if (newest.Length == 0)
            return check.MissingIsZero
                ? new CheckRead.Number(0)
                : new CheckRead.Blind("Datadog has no data for the query");
        return newest.All(point => point is not null)
            ? new CheckRead.Number(check.Worst(newest.Select(point => point!.Value.Value)))
            : new CheckRead.Blind("Datadog has no recent data for the query");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<double>> Past(
        ServiceCheck check,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken ct
    )
    {
        var (series, _) = await Ask(check, from, to, ct);
        return
        [
            .. series
                .SelectMany(one => Points(one, from, to))
                .Select(point => point!.Value)
                .GroupBy(point => point.At, point => point.Value)
                .Select(check.Worst),
        ];
    }

    private async Task<(JsonElement[] Series, CheckRead? Problem)> Ask(
        ServiceCheck check,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken ct
    )
    {
        var place = options.Value.Datadog;
        var site = place.Url is { Length: > 0 } url ? url.TrimEnd('/') : $"https://api.{place.Site}";
        var address = string.Create(
            CultureInfo.InvariantCulture,
            $"{site}/api/v1/query?from={from.ToUnixTimeSeconds()}&to={to.ToUnixTimeSeconds()}"
                + $"&query={Uri.EscapeDataString(check.Datadog!)}"
        );
        var (status, json, noAnswer) = await call.AskJson(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Add("DD-API-KEY", place.ApiKey);
                request.Headers.Add("DD-APPLICATION-KEY", place.ApplicationKey);
                return request;
            },
            ct
        );
        if (noAnswer is not null)
            return ([], new CheckRead.Unreachable($"Datadog: {noAnswer}"));
        if (status is 401 or 403)
            return ([], new CheckRead.Unreachable("Datadog does not take our keys; the site may be another"));
        var isSeries = json is { ValueKind: JsonValueKind.Object } && json.Value.TryGetProperty("series", out _);
        if (status == 400)
            return ([], new CheckRead.Blind("Datadog refuses the query"));
        if (status != 200 || !isSeries)
            return ([], new CheckRead.Unreachable($"Datadog answers {status}"));
        // A query that it cannot read is answered with 200.
        if (json!.Value.TryGetProperty("error", out var error) && error.GetString() is { Length: > 0 } why)
            return ([], new CheckRead.Blind($"Datadog refuses the query: {ShortText.Cut(why, WordsMax)}"));
        return ([.. json.Value.GetProperty("series").EnumerateArray()], null);
    }

    // The points that are complete, oldest first, without those that have no value.
    private static IEnumerable<(DateTimeOffset At, double Value)?> Points(
        JsonElement series,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        var interval = TimeSpan.FromSeconds(series.TryGetProperty("interval", out var length) ? length.GetDouble() : 0);
        foreach (var point in series.GetProperty("pointlist").EnumerateArray())
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds((long)point[0].GetDouble());
            var isComplete = at >= from - interval && at + interval <= to;
            if (isComplete && point[1].ValueKind == JsonValueKind.Number)
                yield return (at, point[1].GetDouble());
        }
    }
}
