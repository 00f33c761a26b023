using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Better Stack's outgoing webhook: an incident as a JSON:API object.</summary>
public sealed class BetterStackSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "betterstack";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [new TokenScheme { Parameter = "token" }];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken { get; } = new TokenScheme { Parameter = "token" };

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        var incident = root.At("data", "attributes");
        if (root.Text("data", "id") is not { } id)
            return Missing("data.id");
        var status = incident.Text("status");
        if (status is "Acknowledged" or "Validating" or "Unconfirmed")
            return new SourceReading.Ignored($"The status “{status}” is not used.");
        var isOver = status == "Resolved";
        return SourceReading.Of(
            new AlertSignal(
                id,
                isOver ? AlertState.Resolved : AlertState.Firing,
                $"{incident.Text("name")}: {incident.Text("cause")}"
            )
            {
                Services = JsonReading.Names(incident.Text("metadata", "service"), incident.Text("name")),
                StartsAt = incident.Time("started_at"),
                At = isOver ? incident.Time("resolved_at") : incident.Time("started_at"),
                Url = incident.Text("url"),
            }
        );
    }
}
