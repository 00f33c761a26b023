using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Unleash's webhook integration.</summary>
public sealed class UnleashSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "unleash";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["changes"];

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        var type = root.Text("type") ?? "";
        if (Verb(type) is not { } verb)
            return new SourceReading.Ignored($"“{type}” changes nothing for users.");
        if (root.Text("id") is not { } id)
            return Missing("id");
        var feature = root.Text("featureName");
        return SourceReading.Of(
            new ChangeSignal(id, "flag", ChangeStatus.Succeeded)
            {
                Services = JsonReading.Names(feature, root.Text("project")),
                Environment = root.Text("environment"),
                What = $"flag {feature} {verb}",
                At = root.Time("createdAt"),
                Actor = root.Text("createdBy"),
            }
        );
    }

    private static string? Verb(string type) =>
        type switch
        {
            "feature-environment-enabled" => "was turned on",
            "feature-environment-disabled" => "was turned off",
            "feature-archived" => "was archived",
            "feature-revived" => "was revived",
            "change-request-applied" => "was changed by a request",
            _ when type.StartsWith("feature-strategy-", StringComparison.Ordinal) => "has another strategy",
            _ when type.StartsWith("feature-environment-variants-", StringComparison.Ordinal) => "has other variants",
            _ => null,
        };
}
