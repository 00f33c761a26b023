using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Alerts of a Sentry integration: metric alerts, and issue alerts, which never resolve.</summary>
public sealed class SentrySource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "sentry";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [HmacScheme.Sha256("Sentry-Hook-Signature")];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken => null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headers => ["Sentry-Hook-Resource"];

    /// <inheritdoc/>
    public override string? DeliveryId(HookRequest request) => request.Only("Request-ID");

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery) =>
        delivery.Header("Sentry-Hook-Resource") switch
        {
            "event_alert" => Issue(root),
            "metric_alert" => Metric(root),
            var resource => new SourceReading.Ignored($"“{resource}” is not used."),
        };

    private static SourceReading Issue(JsonElement root)
    {
        var told = root.At("data", "event");
        if (root.Text("action") != "triggered" || told.Text("issue_id") is not { } issue)
            return new SourceReading.Ignored("Of issue alerts only “triggered” is used.");
        var rule = root.Text("data", "triggered_rule");
        return SourceReading.Of(
            new AlertSignal($"{issue}/{rule}", AlertState.Firing, told.Text("title") ?? "An error")
            {
                Services = JsonReading.Names(Tag(told, "service"), told.Text("project_slug")),
                Environment = told.Text("environment") ?? Tag(told, "environment"),
                Severity = SeverityWord.Read(told.Text("level")),
                At = told.Time("datetime"),
                Rule = rule,
                Url = told.Text("web_url"),
            }
        );
    }

    private static SourceReading Metric(JsonElement root)
    {
        var (action, alert) = (root.Text("action"), root.At("data", "metric_alert"));
        if (alert.Text("id") is not { } id)
            return new SourceReading.Ignored("Missing: data.metric_alert.id.");
        var isOver = action == "resolved";
        // The alert's own title is two random words.
        return SourceReading.Of(
            new AlertSignal(
                id,
                isOver ? AlertState.Resolved : AlertState.Firing,
                root.Text("data", "description_title") ?? alert.Text("alert_rule", "name") ?? "A metric"
            )
            {
                Services = [.. alert.Items("projects").Select(one => one.Text()).OfType<string>()],
                Environment = alert.Text("alert_rule", "environment"),
                Severity = isOver ? null : SeverityWord.Read(action),
                StartsAt = alert.Time("date_started"),
                At = isOver ? alert.Time("date_closed") : alert.Time("date_started"),
                Rule = alert.Text("alert_rule", "name"),
                Url = root.Text("data", "web_url"),
            }
        );
    }

    private static string? Tag(JsonElement told, string name)
    {
        foreach (var tag in told.Items("tags"))
        {
            if (tag.Items().ToArray() is [var key, var value, ..] && key.Text() == name)
                return value.Text();
        }

        return null;
    }
}
