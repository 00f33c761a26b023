using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Platforms.Teams;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>
/// What is wrong with an Adaptive Card: the published schema of 1.5, element by element, and the rules that it does not
/// know: ids once, inputs with a label and a message, six buttons in a row, version, size.
/// </summary>
internal static class CardCheck
{
    // Teams counts what is sent as UTF-16 and wants a message below 80 KB. A form carries itself along.
    private const int LengthMax = 40_000;
    private const int ButtonsMax = 6;

    private static readonly string[] Children =
    [
        "body",
        "items",
        "columns",
        "rows",
        "cells",
        "actions",
        "card",
        "selectAction",
        "inlines",
        "refresh",
    ];

    private static readonly JsonObject Definitions = JsonNode.Parse(
        File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "Platforms/Teams/Samples/adaptive-card-1.5.schema.json")
        )
    )!["definitions"]!.AsObject();

    /// <summary>What is wrong; none: nothing.</summary>
    public static IReadOnlyList<string> FaultsOf(JsonObject card)
    {
        List<string> faults = [];
        if (card["type"]?.ToString() != "AdaptiveCard" || card["version"]?.ToString() != "1.5")
            faults.Add("A card has the type AdaptiveCard and the version 1.5.");
        var length = card.ToJsonString(TeamsJson.Relaxed).Length;
        if (length > LengthMax)
            faults.Add($"The card has {length} characters.");
        HashSet<string> ids = [];
        Walk(card, "", ids, faults);
        return faults;
    }

    private static void Walk(JsonObject node, string path, HashSet<string> ids, List<string> faults)
    {
        var type = node["type"]?.ToString() ?? "";
        if (Definition(type) is not { } definition)
        {
            faults.Add($"{path}: unknown type {type}");
            return;
        }

        Properties(node, type, definition, path, faults);
        Rules(node, type, path, ids, faults);
        foreach (var child in Children)
        {
            var parts = node[child] switch
            {
                JsonArray all => all.OfType<JsonObject>(),
                JsonObject one => [one],
                _ => [],
            };
            foreach (var (part, at) in parts.Select((part, at) => (part, at)))
            {
                if (child == "refresh")
                    Walk(part["action"]!.AsObject(), $"{path}/refresh", ids, faults);
                else
                    Walk(part, $"{path}/{child}/{at}", ids, faults);
            }
        }
    }

    private static void Properties(
        JsonObject node,
        string type,
        JsonObject definition,
        string path,
        List<string> faults
    )
    {
        var known = PropertiesOf(definition);
        foreach (var (name, value) in node)
        {
            if (name is "type" or "$schema" or "msteams" || IsOfTeams(type, name, value))
                continue;
            if (!known.TryGetValue(name, out var rule))
                faults.Add($"{path}: {type} knows no {name}");
            else if (Mismatch(rule, value) is { } mismatch)
                faults.Add($"{path}/{name}: {mismatch}");
        }

        foreach (var required in RequiredOf(definition).Where(name => node[name] is null))
            faults.Add($"{path}: {type} needs {required}");
    }

    // Lists of people, which Teams takes in a card of 1.5.
    private static bool IsOfTeams(string type, string name, JsonNode? value) =>
        type == "Input.ChoiceSet" && (name == "choices.data" || (name == "style" && value?.ToString() == "filtered"));

    private static void Rules(JsonObject node, string type, string path, HashSet<string> ids, List<string> faults)
    {
        if (node["id"]?.ToString() is { } id && !ids.Add(id))
            faults.Add($"{path}: the id {id} stands twice");
        var isInput = type.StartsWith("Input.", StringComparison.Ordinal);
        if (
            isInput
            && node["isRequired"]?.GetValue<bool>() == true
            && (node["label"] is null || node["errorMessage"] is null)
        )
            faults.Add($"{path}: a required input has a label and a message");
        if (isInput && node["id"] is null)
            faults.Add($"{path}: an input has an id");
        if (node["actions"] is JsonArray { Count: > ButtonsMax })
            faults.Add($"{path}: more than {ButtonsMax} buttons in a row");
        if (type == "TextBlock" && string.IsNullOrEmpty(node["text"]?.ToString()))
            faults.Add($"{path}: an empty text");
    }

    private static JsonObject? Definition(string type) => Definitions[type] as JsonObject;

    private static Dictionary<string, JsonNode?> PropertiesOf(JsonObject definition)
    {
        var known = (definition["properties"] as JsonObject ?? []).ToDictionary(one => one.Key, one => one.Value);
        foreach (var above in Above(definition))
        {
            foreach (var (name, rule) in PropertiesOf(above))
                known[name] = known.GetValueOrDefault(name) is JsonObject { Count: > 0 } own ? own : rule;
        }

        return known;
    }

    private static IEnumerable<string> RequiredOf(JsonObject definition) =>
        (definition["required"] as JsonArray ?? [])
            .Select(name => name!.ToString())
            .Concat(Above(definition).SelectMany(RequiredOf));

    private static IEnumerable<JsonObject> Above(JsonObject definition) =>
        (definition["allOf"] as JsonArray ?? [])
            .Select(one => one!["$ref"]?.ToString().Split('/')[^1])
            .OfType<string>()
            .Select(Definition)
            .OfType<JsonObject>();

    private static string? Mismatch(JsonNode? rule, JsonNode? value)
    {
        var expected = (rule as JsonObject)?["type"];
        var kinds = expected is JsonArray many
            ? many.Select(one => one!.ToString()).ToArray()
            : [expected?.ToString() ?? ""];
        if (kinds is [""])
            return Enumerated(rule as JsonObject, value);
        var kind = value?.GetValueKind().ToString() ?? "Null";
        var isIt = kinds.Any(one =>
            one switch
            {
                "string" => kind == "String",
                "boolean" => kind is "True" or "False",
                "number" or "integer" => kind == "Number",
                "array" => kind == "Array",
                "object" => kind == "Object",
                _ => false,
            }
        );
        return isIt ? null : $"{kind} where {string.Join(" or ", kinds)} is due";
    }

    // The schema writes each choice twice: as it is, and as a pattern that is blind to case.
    private static string? Enumerated(JsonObject? rule, JsonNode? value)
    {
        var named = rule?["$ref"]?.ToString().Split('/')[^1] is { } reference ? Definition(reference) : rule;
        var choices = (named?["anyOf"] as JsonArray ?? [])
            .SelectMany(one => one?["enum"] as JsonArray ?? [])
            .Select(one => one!.ToString())
            .ToArray();
        return choices.Length == 0 || choices.Contains(value?.ToString(), StringComparer.OrdinalIgnoreCase)
            ? null
            : $"{value} is none of {string.Join(", ", choices)}";
    }
}
