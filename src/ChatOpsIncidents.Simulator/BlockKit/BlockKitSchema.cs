using System.Collections.Concurrent;
using System.Text.Json;
using Json.Pointer;
using Json.Schema;

namespace ChatOpsIncidents.Simulator.BlockKit;

/// <summary>One place where a document breaks a schema.</summary>
/// <param name="Location">JSON pointer (RFC 6901) into the document; empty for its root.</param>
/// <param name="Keyword">The schema keyword that failed, as in draft 2020-12.</param>
/// <param name="Expected">The keyword's value in the schema.</param>
/// <param name="Detail">The property or value in question, where the keyword alone does not tell; else empty.</param>
public sealed record SchemaError(string Location, string Keyword, JsonElement Expected, string Detail = "");

/// <summary>
/// Checks a document against Block Kit's schema, and tells each failure by its keyword and what that asks for, so that
/// it can be put into Slack's words.
/// </summary>
/// <param name="root">The whole schema document with its <c>$defs</c> and its <c>$id</c>.</param>
internal sealed class BlockKitSchema(JsonElement root)
{
    // What these try is no failure by itself.
    private static readonly string[] Trials = ["if", "contains"];

    private static readonly string[] Choices = ["anyOf", "oneOf"];

    private static readonly EvaluationOptions Whole = new() { OutputFormat = OutputFormat.Hierarchical };

    private readonly BuildOptions _registry = new() { SchemaRegistry = new SchemaRegistry() };
    private readonly ConcurrentDictionary<string, (JsonSchema Schema, JsonElement Text)> _targets = new(
        StringComparer.Ordinal
    );

    /// <summary>Every failure found; empty when the document is valid.</summary>
    /// <param name="definition">A name under <c>$defs</c>.</param>
    /// <param name="document">What to check.</param>
    public IReadOnlyList<SchemaError> Check(string definition, JsonElement document)
    {
        var (schema, text) = _targets.GetOrAdd(definition, Target);
        return [.. Errors(schema.Evaluate(document, Whole), text, document)];
    }

    private (JsonSchema Schema, JsonElement Text) Target(string definition)
    {
        lock (_registry)
        {
            var id = root.GetProperty("$id").GetString()!;
            if (_registry.SchemaRegistry.Get(new Uri(id)) is null)
                JsonSchema.Build(root, _registry);
            var text = JsonDocument.Parse($$"""{"$ref":"{{id}}#/$defs/{{definition}}"}""").RootElement;
            return (JsonSchema.Build(text, _registry), text);
        }
    }

    private IEnumerable<SchemaError> Errors(EvaluationResults node, JsonElement schema, JsonElement document)
    {
        if (node.IsValid)
            return [];
        var own = node.Errors?.Keys.SelectMany(keyword => Failed(node, keyword, schema, document)) ?? [];
        var below = (node.Details ?? []).GroupBy(part => Steps(node, part).First(), StringComparer.Ordinal);
        return own.Concat(below.SelectMany(parts => Below(node, parts, schema, document)));
    }

    private IEnumerable<SchemaError> Below(
        EvaluationResults node,
        IGrouping<string, EvaluationResults> parts,
        JsonElement schema,
        JsonElement document
    )
    {
        // The library tells what each choice lacks, and not that none, or more than the one, fits; nor of what must
        // not.
        var failed = new SchemaError($"{node.InstanceLocation}", parts.Key, schema.GetProperty(parts.Key));
        if (parts.Key == "not")
            return parts.Any(part => part.IsValid) ? [failed] : [];
        if (Trials.Contains(parts.Key, StringComparer.Ordinal))
            return [];
        var within = parts.SelectMany(part => Errors(part, Follow(schema, Steps(node, part)), document));
        if (!Choices.Contains(parts.Key, StringComparer.Ordinal))
            return within;
        var fitting = parts.Count(part => part.IsValid);
        var fits = parts.Key == "oneOf" ? fitting == 1 : fitting > 0;
        return fits ? [] : within.Prepend(failed);
    }

    private static IEnumerable<SchemaError> Failed(
        EvaluationResults node,
        string keyword,
        JsonElement schema,
        JsonElement document
    )
    {
        var at = $"{node.InstanceLocation}";
        // "No such property" is told of the property by the library, and by Slack of the object that holds it.
        if (schema.ValueKind is JsonValueKind.False)
        {
            var cut = at.LastIndexOf('/');
            return [new SchemaError(at[..cut], "additionalProperties", schema, at[(cut + 1)..])];
        }

        var value = node.InstanceLocation.Evaluate(document)!.Value;
        var expected = schema.GetProperty(keyword);
        return keyword switch
        {
            "required" => Missing(expected, value).Select(name => new SchemaError(at, keyword, expected, name)),
            "dependentRequired" => expected
                .EnumerateObject()
                .Where(rule => value.TryGetProperty(rule.Name, out _))
                .SelectMany(rule => Missing(rule.Value, value))
                .Select(name => new SchemaError(at, keyword, expected, name)),
            "const" or "enum" => [new SchemaError(at, keyword, expected, Raw(value))],
            _ => [new SchemaError(at, keyword, expected)],
        };
    }

    private static IEnumerable<string> Missing(JsonElement names, JsonElement value) =>
        names.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _));

    private static string Raw(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static IEnumerable<string> Steps(EvaluationResults node, EvaluationResults part)
    {
        for (var i = node.EvaluationPath.SegmentCount; i < part.EvaluationPath.SegmentCount; i++)
            yield return part.EvaluationPath.GetSegment(i).ToString();
    }

    private JsonElement Follow(JsonElement schema, IEnumerable<string> steps)
    {
        var last = "";
        foreach (var step in steps)
        {
            // The library says "items" twice.
            if (step == "items" && last == step)
                continue;
            last = step;
            schema = schema.ValueKind is JsonValueKind.Array ? schema[int.Parse(step)] : schema.GetProperty(step);
            if (step == "$ref")
                schema = JsonPointer.Parse(schema.GetString()!.Split('#')[1]).Evaluate(root)!.Value;
        }

        return schema;
    }
}
