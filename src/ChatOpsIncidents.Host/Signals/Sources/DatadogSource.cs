using System.Text.Json;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Datadog's monitors, by the payload that connect.md has to be pasted.</summary>
public sealed partial class DatadogSource : SignalSource
{
    private const string Hint = "Paste the payload of connect.md into the webhook, and do not encode it as a form.";

    /// <inheritdoc/>
    public override string Name => "datadog";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["alerts"];

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery)
    {
        if (Value(root, "alert_transition") is not { } transition)
            return Missing("alert_transition", Hint);
        if ((Value(root, "alert_cycle_key") ?? Value(root, "alert_id")) is not { } key)
            return Missing("alert_cycle_key", Hint);
        var state = State(transition);
        var tags = Tags(Value(root, "tags"));
        return SourceReading.Of(
            new AlertSignal(key, state, Value(root, "alert_title") ?? Value(root, "title") ?? "A monitor")
            {
                Services = JsonReading.Names(Value(root, "service") ?? tags.GetValueOrDefault("service")),
                Environment = Value(root, "env") ?? tags.GetValueOrDefault("env"),
                Severity =
                    SeverityWord.Read(Value(root, "alert_priority"))
                    ?? (transition.EndsWith("Warn") ? Severity.Medium : null),
                At = SignalTime.Read(Value(root, "date")),
                Rule = Value(root, "alert_id"),
                Instance = Value(root, "hostname"),
                Url = Value(root, "link"),
            }
        );
    }

    private static AlertState State(string transition) =>
        transition switch
        {
            "Recovered" => AlertState.Resolved,
            "No Data" or "Re-No Data" => AlertState.Blind,
            _ => AlertState.Firing,
        };

    // A variable without a value stays as it was written.
    private static string? Value(JsonElement root, string name) =>
        root.Text(name) is { } value && !Variable().IsMatch(value) ? value : null;

    private static Dictionary<string, string> Tags(string? tags)
    {
        Dictionary<string, string> read = [];
        foreach (var tag in (tags ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (tag.Split(':', 2) is [var name, { Length: > 0 } value])
                read.TryAdd(name, value);
        }

        return read;
    }

    [GeneratedRegex(@"^\$[A-Z]")]
    private static partial Regex Variable();
}
