using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Uptime Kuma's webhook, as JSON.</summary>
public sealed class UptimeKumaSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "uptimekuma";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["uptime-kuma"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        var (beat, monitor) = (root.At("heartbeat"), root.At("monitor"));
        if (beat.ValueKind != JsonValueKind.Object || monitor.ValueKind != JsonValueKind.Object)
            return new SourceReading.Ignored("A try of the button, or a notice without a monitor.");
        if (State(beat.Number("status")) is not { } state)
            return new SourceReading.Ignored("Pending, or under maintenance.");
        if (monitor.Text("id") is not { } id)
            return Missing("monitor.id");
        var name = monitor.Text("pathName") ?? monitor.Text("name");
        return SourceReading.Of(
            new AlertSignal($"{monitor.Text("url")}#{id}", state, $"{name}: {beat.Text("msg")}")
            {
                Services = JsonReading.Names(Tag(monitor, "service"), monitor.Text("name")),
                Environment = Tag(monitor, "environment"),
                Severity = SeverityWord.Read(Tag(monitor, "severity")),
                At = beat.Time("time"),
                Rule = name,
                Url = monitor.Text("url"),
            }
        );
    }

    private static AlertState? State(int? status) =>
        status switch
        {
            0 => AlertState.Firing,
            1 => AlertState.Resolved,
            _ => null,
        };

    private static string? Tag(JsonElement monitor, string name) =>
        monitor.Items("tags").FirstOrDefault(tag => tag.Text("name") == name).Text("value");
}
