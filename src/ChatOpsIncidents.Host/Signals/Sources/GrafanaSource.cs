using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Grafana's unified alerting.</summary>
public sealed class GrafanaSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "grafana";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    /// <inheritdoc/>
    public override int BodyLengthMax => 10 * 1024 * 1024;

    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } =
    [
        HmacScheme.Sha256("X-Grafana-Alerting-Signature") with
        {
            TimeHeader = "X-Grafana-Alerting-Timestamp",
        },
        new TokenScheme(),
    ];

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery) =>
        AlertGroupBody.Read(
            root,
            root.Text("ruleId") is null
                ? "Send the default payload, without a template of your own."
                : "Legacy alerting is not read; use a contact point of unified alerting."
        );
}
