using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Alertmanager's webhook, version 4: Prometheus, Thanos, Mimir, VictoriaMetrics.</summary>
public sealed class AlertmanagerSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "alertmanager";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    // A thousand alerts of one group are two thirds of a megabyte.
    /// <inheritdoc/>
    public override int BodyLengthMax => 10 * 1024 * 1024;

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery) =>
        AlertGroupBody.Read(root, "Send the webhook's default body, without a payload of your own.");
}
