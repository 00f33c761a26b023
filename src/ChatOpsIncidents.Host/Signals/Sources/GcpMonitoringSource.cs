using System.Text;
using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Google Cloud Monitoring, by its webhook channel or a Pub/Sub push of the same.</summary>
public sealed class GcpMonitoringSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "gcp";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["gcp-monitoring"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    // Its own name for a token in the address.
    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [new TokenScheme { Parameter = "auth_token" }];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken { get; } = new TokenScheme { Parameter = "auth_token" };

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if (root.Text("message", "data") is { } pushed)
            root = Decoded(pushed);
        if (root.Text("version") == "test")
            return new SourceReading.Ignored("Google tries the channel.");
        var incident = root.At("incident");
        if (incident.Text("incident_id") is not { } id)
            return Missing("incident.incident_id");
        var isOpen = !string.Equals(incident.Text("state"), "closed", StringComparison.OrdinalIgnoreCase);
        return SourceReading.Of(
            new AlertSignal(id, isOpen ? AlertState.Firing : AlertState.Resolved, Summary(incident))
            {
                Services = JsonReading.Names(
                    incident.Text("policy_user_labels", "service"),
                    incident.Text("resource", "labels", "service_name"),
                    incident.Text("resource", "labels", "module_id"),
                    incident.Text("resource", "labels", "container_name"),
                    incident.Text("resource_display_name") ?? incident.Text("resource_name")
                ),
                Environment = incident.Text("policy_user_labels", "environment"),
                Severity = SeverityWord.Read(incident.Text("severity")),
                StartsAt = incident.Time("started_at"),
                At = isOpen ? incident.Time("started_at") : incident.Time("ended_at"),
                Rule = incident.Text("policy_name"),
                Instance = incident.Text("resource", "labels", "instance_id"),
                Url = incident.Text("url"),
            }
        );
    }

    private static string Summary(JsonElement incident) =>
        incident.Text("summary") ?? incident.Text("condition_name") ?? incident.Text("policy_name") ?? "An incident";

    private static JsonElement Decoded(string data)
    {
        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var length)
            ? JsonReading.Parse(Encoding.UTF8.GetString(bytes, 0, length)) ?? default
            : default;
    }
}
