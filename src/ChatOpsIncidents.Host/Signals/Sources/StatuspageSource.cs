using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>A supplier's Statuspage, by a webhook subscription. The addresses in its body are never called.</summary>
public sealed class StatuspageSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "statuspage";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["dependencies"];

    // A subscriber is an address and nothing more: the address is the secret.
    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [new TokenScheme { Parameter = "token" }];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken { get; } = new TokenScheme { Parameter = "token" };

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery) =>
        StatuspageBody.Webhook(root) is { } signal
            ? SourceReading.Of(signal)
            : Missing("incident, or component_update");
}
