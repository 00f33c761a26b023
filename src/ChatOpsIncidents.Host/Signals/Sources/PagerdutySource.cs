using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>PagerDuty's webhooks, version 3. Three refusals in a row switch the subscription off for a day.</summary>
public sealed class PagerdutySource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "pagerduty";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } =
    [HmacScheme.Sha256("X-PagerDuty-Signature", prefix: "v1=")];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken => null;

    /// <inheritdoc/>
    public override string? DeliveryId(HookRequest request) => request.Only("X-Webhook-Id");

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        var (told, data) = (root.At("event"), root.At("event", "data"));
        var type = told.Text("event_type") ?? "";
        if (data.Text("incident_key") is { } key && OwnPage.Is(key))
            return IsAnswer(type, told)
                ? OwnPage.Answered(key, Agent(told), told.Time("occurred_at"))
                : OwnPage.Ignored;
        if (State(type) is not { } state)
            return new SourceReading.Ignored($"“{type}” is not used.");
        if (data.Text("id") is not { } id)
            return new SourceReading.Ignored("Missing: event.data.id.");
        return SourceReading.Of(
            new AlertSignal(id, state, data.Text("title") ?? $"PagerDuty incident {id}")
            {
                Services = JsonReading.Names(data.Text("service", "summary")),
                Severity =
                    SeverityWord.Read(data.Text("priority", "summary")) ?? SeverityWord.Read(data.Text("urgency")),
                // Reopened, it began anew.
                StartsAt = type == "incident.triggered" ? data.Time("created_at") : null,
                At = told.Time("occurred_at"),
                Url = data.Text("html_url"),
            }
        );
    }

    // What we resolved by ourselves comes back without a person.
    private static bool IsAnswer(string type, JsonElement told) =>
        type is "incident.acknowledged" or "incident.resolved" && told.At("agent").Text("type") == "user_reference";

    private static string? Agent(JsonElement told) => told.At("agent").Text("summary");

    private static AlertState? State(string type) =>
        type switch
        {
            "incident.triggered" or "incident.reopened" => AlertState.Firing,
            "incident.resolved" => AlertState.Resolved,
            _ => null,
        };
}
