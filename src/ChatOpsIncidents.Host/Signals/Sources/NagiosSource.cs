using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Nagios and Icinga, by the notification command of connect.md.</summary>
public sealed class NagiosSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "nagios";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["icinga"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if (root.Text("problemId") is not { } id)
            return Missing("problemId");
        if (root.Text("type") is not ("PROBLEM" or "RECOVERY"))
            return new SourceReading.Ignored($"“{root.Text("type")}” is not used.");
        if (root.Text("stateType") == "SOFT")
            return new SourceReading.Ignored("A soft state may still pass.");
        var state = State(root.Text("type"), root.Text("state"));
        return SourceReading.Of(
            new AlertSignal($"{root.Text("host")}/{id}", state, $"{root.Text("service")}: {root.Text("output")}")
            {
                Services = JsonReading.Names(root.Text("catalogueService"), root.Text("service")),
                Severity = SeverityWord.Read(root.Text("state")),
                At = root.Time("time"),
                Rule = root.Text("service"),
                Instance = root.Text("host"),
            }
        );
    }

    private static AlertState State(string? type, string? state)
    {
        if (type == "RECOVERY")
            return AlertState.Resolved;
        return state == "UNKNOWN" ? AlertState.Blind : AlertState.Firing;
    }
}
