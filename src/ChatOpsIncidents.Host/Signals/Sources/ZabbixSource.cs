using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Zabbix, by the media type of connect.md: its macros as they are, or our own body.</summary>
public sealed class ZabbixSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "zabbix";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if (root.Text("triggerId") is null)
            return GenericBody.Alert(root);
        if (root.Text("id") is not { } id)
            return Missing("id");
        var isOver = root.Text("status") == "RESOLVED";
        return SourceReading.Of(
            new AlertSignal(id, isOver ? AlertState.Resolved : AlertState.Firing, Summary(root))
            {
                Services = JsonReading.Names(Tag(root, "service"), root.Text("host")),
                Environment = Tag(root, "environment"),
                Severity = SeverityWord.Read(root.Text("severity")),
                // Its dates have no zone. Only the Unix time of newer servers is certain; without it we take our own.
                At = root.Time("timestamp"),
                Rule = root.Text("name"),
                Instance = root.Text("host"),
                Url = root.Text("url"),
            }
        );
    }

    private static string Summary(JsonElement root) => $"{root.Text("name")} ({root.Text("host")})";

    // A list of tags, as JSON in a string.
    private static string? Tag(JsonElement root, string name) =>
        (JsonReading.Parse(root.Text("tags")) ?? default)
            .Items()
            .FirstOrDefault(tag => tag.Text("tag") == name)
            .Text("value");
}
