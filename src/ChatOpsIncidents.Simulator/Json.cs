using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Simulator;

/// <summary>Short forms for building and reading JSON; a node has one parent, so values are copied on their way
/// in.</summary>
internal static class Json
{
    /// <summary>An object of the fields that have a value; null leaves a field out.</summary>
    public static JsonObject Object(params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var made = new JsonObject();
        foreach (var (name, value) in fields)
            if (value is not null)
                made[name] = value.Parent is null ? value : value.DeepClone();
        return made;
    }

    public static JsonArray Array(IEnumerable<JsonNode?> items) =>
        [.. items.Select(i => i is { Parent: not null } ? i.DeepClone() : i)];

    public static JsonArray Strings(IEnumerable<string> items) => [.. items.Select(i => JsonValue.Create(i))];

    /// <summary>The text under a name; null when it is missing or no text.</summary>
    public static string? Text(this JsonNode? node, string name) =>
        node is JsonObject o && o[name] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    /// <summary>True also for "true" and "1", as Slack reads flags.</summary>
    public static bool Flag(this JsonNode? node, string name) =>
        node is JsonObject o
        && o[name] is JsonValue v
        && (v.GetValueKind() is JsonValueKind.True || (v.TryGetValue<string>(out var text) && text is "true" or "1"));

    /// <summary>The parsed object, or null for anything else.</summary>
    public static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
