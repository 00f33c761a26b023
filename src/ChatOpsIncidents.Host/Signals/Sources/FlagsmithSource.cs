using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Flagsmith's environment webhook.</summary>
public sealed class FlagsmithSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "flagsmith";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["changes"];

    /// <inheritdoc/>
    public override IReadOnlyList<IAuthScheme> Schemes { get; } = [HmacScheme.Sha256("X-Flagsmith-Signature")];

    /// <inheritdoc/>
    public override IAuthScheme? SharedToken => null;

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if (root.Text("event_type") is not ("FLAG_UPDATED" or "FLAG_DELETED"))
            return new SourceReading.Ignored("Only changes of flags are used; use the environment's webhook.");
        var (now, before) = (root.At("data", "new_state"), root.At("data", "previous_state"));
        var feature = now.Text("feature", "name") ?? before.Text("feature", "name");
        if (feature is null)
            return Missing("data.new_state.feature.name");
        var environment = now.Text("environment", "name") ?? before.Text("environment", "name");
        return SourceReading.Of(
            new ChangeSignal($"{environment}/{feature}/{delivery.Id}", "flag", ChangeStatus.Succeeded)
            {
                Services = JsonReading.Names(feature, now.Text("feature", "project", "name")),
                Environment = environment,
                What = $"flag {feature}: {Words(before)} → {Words(now)}{Scope(now)}",
                At = root.Time("data", "timestamp"),
                Actor = root.Text("data", "changed_by"),
            }
        );
    }

    // An override of one person or a segment, not of everybody.
    private static string Scope(JsonElement state) =>
        state.Text("identity") is not null
        || state.Text("identity_identifier") is not null
        || state.At("feature_segment").ValueKind == JsonValueKind.Object
            ? " (for some)"
            : "";

    private static string Words(JsonElement state) =>
        state.Truth("enabled") switch
        {
            true => "on",
            false => "off",
            null => "none",
        };
}
