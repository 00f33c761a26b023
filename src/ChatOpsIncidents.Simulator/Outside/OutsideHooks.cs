using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Wire;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Outside;

/// <summary>Tells the host what happened outside, in the shapes and with the signatures of those who would tell it:
/// GitHub, LaunchDarkly, Alertmanager, Statuspage.</summary>
internal sealed class OutsideHooks(HttpClient http, LocalWorkspace workspace, WireLog log)
{
    private const string Repository = "northwind/checkout";
    private long _id = 4_000;

    /// <summary>A deploy, as GitHub tells it.</summary>
    public Task<bool> Deploy(string version, string by, DateTimeOffset at)
    {
        var body = DeployBody(version, by, at, Interlocked.Increment(ref _id));
        return Send(
            "/hooks/deploys/github",
            body,
            bytes =>
                [
                    ("X-GitHub-Event", "deployment_status"),
                    ("X-GitHub-Delivery", Guid.NewGuid().ToString()),
                    ("X-Hub-Signature-256", "sha256=" + Signed(workspace.Options.GithubSecret, bytes)),
                ]
        );
    }

    /// <summary>A flag that was turned, as LaunchDarkly tells it.</summary>
    public Task<bool> Flag(bool isOn, DateTimeOffset at)
    {
        var verb = isOn ? "turned on the flag" : "turned off the flag";
        var body = Json.Object(
            ("_id", Guid.NewGuid().ToString("N")),
            ("date", at.ToUnixTimeMilliseconds()),
            (
                "accesses",
                new JsonArray(
                    Json.Object(
                        ("action", "updateOn"),
                        ("resource", $"proj/{OutsideWorld.Service}:env/production:flag/new-checkout")
                    )
                )
            ),
            ("kind", "flag"),
            ("name", "new-checkout"),
            ("titleVerb", verb),
            ("member", Json.Object(("email", "carla@northwind.example")))
        );
        return Send(
            "/hooks/changes/launchdarkly",
            body,
            bytes => [("X-LD-Signature", Signed(workspace.Options.LaunchDarklySecret, bytes))]
        );
    }

    /// <summary>An alert, as Alertmanager tells it.</summary>
    /// <param name="name">The rule.</param>
    /// <param name="severity">Its label.</param>
    /// <param name="instance">One server; null: the whole service.</param>
    /// <param name="summary">Its annotation.</param>
    /// <param name="since">When it began.</param>
    /// <param name="endedAt">When it ended; null: it fires.</param>
    public Task<bool> Alert(
        string name,
        string severity,
        string? instance,
        string summary,
        DateTimeOffset since,
        DateTimeOffset? endedAt
    )
    {
        var body = GroupBody(name, AlertBody(name, severity, instance, summary, since, endedAt));
        return Send(
            "/hooks/alerts/alertmanager",
            body,
            _ => [("Authorization", $"Bearer {workspace.Options.HooksToken}")]
        );
    }

    /// <summary>A supplier's incident, as Statuspage tells it.</summary>
    public Task<bool> Supplier(DateTimeOffset since, DateTimeOffset? endedAt)
    {
        var now = endedAt ?? since;
        var body = Json.Object(
            ("page", Json.Object(("id", "stripepage"), ("status_indicator", endedAt is null ? "major" : "none"))),
            (
                "incident",
                Json.Object(
                    ("id", $"stripe-{since.ToUnixTimeSeconds()}"),
                    ("name", "Elevated error rates for card payments"),
                    ("status", endedAt is null ? "investigating" : "resolved"),
                    ("impact", "major"),
                    ("created_at", Iso(since)),
                    ("updated_at", Iso(now)),
                    ("resolved_at", endedAt is null ? null : Iso(now)),
                    ("shortlink", "https://stspg.example.com/stripe"),
                    ("incident_updates", new JsonArray())
                )
            )
        );
        var token = Uri.EscapeDataString(workspace.Options.HooksToken);
        return Send($"/hooks/dependencies/statuspage?service=stripe&token={token}", body, _ => []);
    }

    private static JsonObject DeployBody(string version, string by, DateTimeOffset at, long id) =>
        Json.Object(
            ("action", "created"),
            (
                "deployment_status",
                Json.Object(
                    ("id", id * 10),
                    ("state", "success"),
                    ("environment", "production"),
                    ("created_at", Iso(at)),
                    ("creator", Json.Object(("login", by), ("type", "User"))),
                    ("log_url", $"https://github.example.com/{Repository}/actions/runs/{id}")
                )
            ),
            (
                "deployment",
                Json.Object(
                    ("id", id),
                    ("ref", version),
                    ("sha", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version))[..20])),
                    ("environment", "production"),
                    ("created_at", Iso(at))
                )
            ),
            ("repository", Json.Object(("name", OutsideWorld.Service), ("full_name", Repository)))
        );

    // Alertmanager tells of alerts in groups; here each is one of its own.
    private static JsonObject GroupBody(string name, JsonObject alert) =>
        Json.Object(
            ("version", "4"),
            ("receiver", "chatops"),
            ("status", alert.Text("status")),
            ("groupKey", $"{{}}:{{alertname=\"{name}\"}}"),
            ("truncatedAlerts", 0),
            ("externalURL", "https://alertmanager.example.com"),
            ("groupLabels", Json.Object(("alertname", name))),
            ("commonLabels", alert["labels"]),
            ("commonAnnotations", alert["annotations"]),
            ("alerts", new JsonArray(alert))
        );

    private static JsonObject AlertBody(
        string name,
        string severity,
        string? instance,
        string summary,
        DateTimeOffset since,
        DateTimeOffset? endedAt
    )
    {
        var print = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}{instance}"))[..8];
        var labels = Json.Object(
            ("alertname", name),
            ("service", OutsideWorld.Service),
            ("severity", severity),
            ("env", "production"),
            ("instance", instance)
        );
        return Json.Object(
            ("status", endedAt is null ? "firing" : "resolved"),
            ("labels", labels),
            ("annotations", Json.Object(("summary", summary))),
            ("startsAt", Iso(since)),
            ("endsAt", endedAt is { } end ? Iso(end) : "0001-01-01T00:00:00Z"),
            ("generatorURL", "https://prometheus.example.com/graph"),
            ("fingerprint", Convert.ToHexStringLower(print))
        );
    }

    private async Task<bool> Send(string path, JsonObject body, Func<byte[], (string Name, string Value)[]> headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(workspace.Options.HostUrl, path));
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers(bytes))
            request.Headers.TryAddWithoutValidation(name, value);
        var status = 0;
        try
        {
            using var answer = await http.SendAsync(request);
            status = (int)answer.StatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            // Nobody is there; the log says so.
        }

        var isTaken = status is >= 200 and < 300;
        log.Add("out", path.Split('?')[0], status, isTaken ? null : "not taken", 0, "outside world");
        return isTaken;
    }

    private static string Signed(string secret, byte[] body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
