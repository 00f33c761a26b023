using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>The part of JSON Schema 2020-12 that our schemas use; a keyword that it does not know is a fault.</summary>
public sealed class SchemaCheck(JsonElement root)
{
    private static readonly HashSet<string> Notes = new(
        ["$schema", "$id", "$defs", "title", "description"],
        StringComparer.Ordinal
    );

    /// <summary>Every fault, with its path; empty: valid.</summary>
    public IReadOnlyList<string> Faults(JsonElement value) => [.. Check(root, value, "$")];

    private IEnumerable<string> Check(JsonElement schema, JsonElement value, string path) =>
        schema
            .EnumerateObject()
            .Where(keyword => !Notes.Contains(keyword.Name))
            .SelectMany(keyword => Check(schema, keyword, value, path));

    private IEnumerable<string> Check(JsonElement schema, JsonProperty keyword, JsonElement value, string path)
    {
        var rule = keyword.Value;
        return keyword.Name switch
        {
            "$ref" => Check(Target(rule.GetString()!), value, path),
            "type" => One(Types(rule).Any(type => Is(type, value)), $"{path}: not {rule}"),
            "const" => One(JsonElement.DeepEquals(rule, value), $"{path}: not {rule}"),
            "enum" => One(
                rule.EnumerateArray().Any(option => JsonElement.DeepEquals(option, value)),
                $"{path}: {value} is none of {rule}"
            ),
            "pattern" => One(
                value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!),
                $"{path}: {value} does not fit"
            ),
            "minimum" => One(
                value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.GetDouble(),
                $"{path}: too small"
            ),
            "maximum" => One(
                value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.GetDouble(),
                $"{path}: too large"
            ),
            "oneOf" => One(
                rule.EnumerateArray().Count(option => !Check(option, value, path).Any()) == 1,
                $"{path}: not exactly one fits"
            ),
            "required" => rule.EnumerateArray()
                .Where(name => !value.TryGetProperty(name.GetString()!, out _))
                .Select(name => $"{path}: {name} is missing"),
            "items" => value.EnumerateArray().SelectMany((item, i) => Check(rule, item, $"{path}[{i}]")),
            "properties" => rule.EnumerateObject()
                .Where(_ => value.ValueKind == JsonValueKind.Object)
                .SelectMany(property =>
                    value.TryGetProperty(property.Name, out var inner)
                        ? Check(property.Value, inner, $"{path}.{property.Name}")
                        : []
                ),
            "additionalProperties" => Others(schema, value)
                .SelectMany(other =>
                    rule.ValueKind == JsonValueKind.False
                        ? [$"{path}.{other.Name} is not known"]
                        : Check(rule, other.Value, $"{path}.{other.Name}")
                ),
            _ => [$"The schema's keyword {keyword.Name} is not known to this check"],
        };
    }

    private static IEnumerable<JsonProperty> Others(JsonElement schema, JsonElement value) =>
        value
            .EnumerateObject()
            .Where(property =>
                !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(property.Name, out _)
            );

    private static IEnumerable<string> One(bool holds, string fault) => holds ? [] : [fault];

    private JsonElement Target(string reference) =>
        reference.Split('/').Skip(1).Aggregate(root, (at, name) => at.GetProperty(name));

    private static IEnumerable<string> Types(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Array
            ? rule.EnumerateArray().Select(type => type.GetString()!)
            : [rule.GetString()!];

    private static bool Is(string type, JsonElement value) =>
        type switch
        {
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            _ => type.Equals(value.ValueKind.ToString(), StringComparison.OrdinalIgnoreCase),
        };
}
