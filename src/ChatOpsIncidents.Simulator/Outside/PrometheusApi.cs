using System.Globalization;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Outside;

/// <summary>The part of Prometheus' API that a host asks for recovery: <c>/prometheus/api/v1/query</c> and
/// <c>query_range</c>. It knows the metrics of the shipped example, by their names.</summary>
internal sealed class PrometheusApi(OutsideWorld world, WorkspaceClock clock)
{
    private const int PointsMax = 11_000;
    private const double Orders = 40;

    /// <summary>Answers.</summary>
    public async Task<IResult> Answer(HttpContext context, string path)
    {
        var asked = context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync()).ToDictionary(one => one.Key, one => one.Value.ToString())
            : context.Request.Query.ToDictionary(one => one.Key, one => one.Value.ToString());
        if (!asked.TryGetValue("query", out var query))
            return Bad("invalid parameter \"query\": empty");
        if (path == "query")
            return Good("vector", Now(query, Time(asked, "time") ?? clock.GetUtcNow()));
        var (start, end, step) = (Time(asked, "start"), Time(asked, "end"), Number(asked, "step"));
        if (start is null || end is null || step is not > 0)
            return Bad("invalid parameter: start, end and step are numbers");
        return (end.Value - start.Value).TotalSeconds / step.Value > PointsMax
            ? Bad("exceeded maximum resolution of 11,000 points per timeseries.")
            : Good("matrix", Range(query, start.Value, end.Value, step.Value));
    }

    private JsonArray Now(string query, DateTimeOffset at) =>
        Value(query, at) is { } value ? [Json.Object(("metric", new JsonObject()), ("value", Point(at, value)))] : [];

    private JsonArray Range(string query, DateTimeOffset start, DateTimeOffset end, double step)
    {
        var points = new JsonArray();
        for (var at = start; at <= end; at = at.AddSeconds(step))
        {
            if (Value(query, at) is { } value)
                points.Add(Point(at, value));
        }

        return points.Count == 0 ? [] : [Json.Object(("metric", new JsonObject()), ("values", points))];
    }

    // A dead service has no numbers at all, and least of all zero errors.
    private double? Value(string query, DateTimeOffset at)
    {
        if (query.Contains("http_errors", StringComparison.Ordinal))
            return world.Failing(at);
        if (query.Contains("orders_unpaid", StringComparison.Ordinal))
            return world.Failing(at) * Orders;
        if (query.Contains("orders", StringComparison.Ordinal))
            return (1 - world.Failing(at)) * Orders;
        return query.Contains("replication_lag", StringComparison.Ordinal) ? 0.2 : null;
    }

    private static JsonArray Point(DateTimeOffset at, double value) =>
        [at.ToUnixTimeMilliseconds() / 1000.0, value.ToString("R", CultureInfo.InvariantCulture)];

    private static DateTimeOffset? Time(Dictionary<string, string> asked, string name) =>
        Number(asked, name) is { } seconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : null;

    private static double? Number(Dictionary<string, string> asked, string name) =>
        asked.TryGetValue(name, out var text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static IResult Good(string type, JsonArray result) =>
        Results.Text(
            Json.Object(("status", "success"), ("data", Json.Object(("resultType", type), ("result", result))))
                .ToJsonString(),
            "application/json"
        );

    private static IResult Bad(string error) =>
        Results.Text(
            Json.Object(("status", "error"), ("errorType", "bad_data"), ("error", error)).ToJsonString(),
            "application/json",
            statusCode: StatusCodes.Status400BadRequest
        );
}
