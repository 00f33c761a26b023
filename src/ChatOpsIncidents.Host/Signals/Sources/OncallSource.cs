using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Grafana OnCall and IRM, by the outgoing webhook of connect.md: it only tells of pages that we sent there.
/// </summary>
public sealed class OncallSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "oncall";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["grafana-oncall", "irm"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if (root.Text("alert_uid") is not { } key)
            return Missing("alert_uid");
        var said = root.Text("event") ?? "";
        if (!OwnPage.Is(key))
            return new SourceReading.Ignored("It is no page that we opened.");
        return said.StartsWith("acknowledge", StringComparison.OrdinalIgnoreCase)
            ? OwnPage.Answered(key, root.Text("user"), null)
            : OwnPage.Ignored;
    }
}
