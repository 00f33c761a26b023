using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Alert actions of Opsgenie and of Jira Service Management, by webhook.</summary>
public sealed class OpsgenieSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "opsgenie";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["jsm", "opsgenie-jsm"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        var alert = root.At("alert");
        if (alert.Text("alias") is { } alias && OwnPage.Is(alias))
            return IsAnswer(root.Text("action"), alert)
                ? OwnPage.Answered(alias, alert.Text("username"), alert.Time("updatedAt"))
                : OwnPage.Ignored;
        if (State(root.Text("action")) is not { } state)
            return new SourceReading.Ignored($"The action “{root.Text("action")}” is not used.");
        if (alert.Text("alertId") is not { } id)
            return Missing("alert.alertId");
        return SourceReading.Of(
            new AlertSignal(id, state, alert.Text("message") ?? $"Alert {alert.Text("tinyId")}")
            {
                Services = JsonReading.Names(alert.Text("entity")),
                Severity = SeverityWord.Read(alert.Text("priority")),
                StartsAt = alert.Time("createdAt"),
                At = alert.Time("updatedAt"),
            }
        );
    }

    // What we acknowledged or closed comes back under our own name.
    private static bool IsAnswer(string? action, JsonElement alert) =>
        action is "Acknowledge" or "Close" or "TakeOwnership" && alert.Text("username") is not (null or "chatops");

    private static AlertState? State(string? action) =>
        action switch
        {
            "Create" => AlertState.Firing,
            "Close" or "Delete" => AlertState.Resolved,
            _ => null,
        };
}
