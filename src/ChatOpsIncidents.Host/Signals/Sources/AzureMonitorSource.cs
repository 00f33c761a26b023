using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Azure Monitor's common alert schema.</summary>
public sealed class AzureMonitorSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "azure";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["azure-monitor"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    // An action group can set no header.
    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [new TokenScheme { Parameter = "token" }];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken { get; } = new TokenScheme { Parameter = "token" };

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if (root.Text("schemaId") != "azureMonitorCommonAlertSchema")
            return Missing("schemaId", "Tick “Enable the common alert schema” in the action group.");
        var (alert, custom) = (root.At("data", "essentials"), root.At("data", "customProperties"));
        if (alert.Text("alertId") is not { } id)
            return Missing("data.essentials.alertId");
        var isFired = alert.Text("monitorCondition") != "Resolved";
        var target = alert.Items("alertTargetIDs").FirstOrDefault().Text()?.Split('/')[^1];
        return SourceReading.Of(
            new AlertSignal(id, isFired ? AlertState.Firing : AlertState.Resolved, Summary(alert))
            {
                Services = JsonReading.Names(
                    custom.Text("service"),
                    alert.Items("configurationItems").FirstOrDefault().Text(),
                    target
                ),
                Environment = custom.Text("environment"),
                Severity = Level(alert.Text("severity")),
                StartsAt = alert.Time("firedDateTime"),
                At = isFired ? alert.Time("firedDateTime") : alert.Time("resolvedDateTime"),
                Rule = alert.Text("alertRule"),
            }
        );
    }

    private static string Summary(JsonElement alert) =>
        alert.Text("description") is { } words ? $"{alert.Text("alertRule")}: {words}" : alert.Text("alertRule") ?? "";

    // Critical, error, warning, informational, verbose.
    private static Severity? Level(string? severity) =>
        severity switch
        {
            "Sev0" => Severity.Critical,
            "Sev1" => Severity.Major,
            "Sev2" => Severity.Medium,
            "Sev3" or "Sev4" => Severity.Minor,
            _ => null,
        };
}
