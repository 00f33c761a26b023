using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>New Relic's workflows with the default template, and its older channel.</summary>
public sealed class NewRelicSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "newrelic";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery) =>
        root.Text("current_state") is null ? Workflow(root) : Legacy(root);

    private static SourceReading Workflow(JsonElement root)
    {
        if (root.Text("id") is not { } id)
            return Missing("id", "Use the default template of the workflow's webhook.");
        var state = root.Text("state");
        if (state is "CREATED" or "ACKNOWLEDGED")
            return new SourceReading.Ignored($"The state “{state}” is not used.");
        return SourceReading.Of(
            new AlertSignal(
                id,
                state == "CLOSED" ? AlertState.Resolved : AlertState.Firing,
                root.Text("title") ?? "An issue"
            )
            {
                Services = [.. root.Items("impactedEntities").Select(one => one.Text()).OfType<string>()],
                Severity = SeverityWord.Read(root.Text("priority")),
                StartsAt = root.Time("createdAt"),
                At = state == "CLOSED" ? root.Time("updatedAt") : root.Time("createdAt"),
                Url = root.Text("issueUrl"),
            }
        );
    }

    private static SourceReading Legacy(JsonElement root)
    {
        if (root.Text("incident_id") is not { } id)
            return Missing("incident_id");
        var state = root.Text("current_state");
        if (state == "acknowledged")
            return new SourceReading.Ignored("An acknowledgement is not used.");
        return SourceReading.Of(
            new AlertSignal(
                id,
                state == "closed" ? AlertState.Resolved : AlertState.Firing,
                $"{root.Text("condition_name")}: {root.Text("details")}"
            )
            {
                Services = [.. root.Items("targets").Select(one => one.Text("name")).OfType<string>()],
                Severity = SeverityWord.Read(root.Text("severity")),
                At = root.Time("timestamp"),
                Rule = root.Text("condition_name"),
                Url = root.Text("incident_url"),
            }
        );
    }
}
