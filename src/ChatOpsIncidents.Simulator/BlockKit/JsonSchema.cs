using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Simulator.BlockKit;

/// <summary>One place where a document breaks a schema.</summary>
/// <param name="Location">JSON pointer (RFC 6901) into the document; empty for its root.</param>
/// <param name="Keyword">The schema keyword that failed, as in draft 2020-12.</param>
/// <param name="Expected">The keyword's value in the schema.</param>
/// <param name="Detail">The property or type in question, where the keyword alone does not tell; else empty.</param>
public sealed record SchemaError(string Location, string Keyword, JsonElement Expected, string Detail = "");

/// <summary>
/// Checks a document against a JSON Schema, draft 2020-12, as far as Block Kit's schema uses it: local <c>$ref</c>,
/// types, bounds, combinations, conditions and <c>contains</c>. No format assertions, no remote references.
/// </summary>
/// <param name="root">The whole schema document with its <c>$defs</c>.</param>
public sealed class JsonSchema(JsonElement root)
{
    private readonly Dictionary<string, Regex> patterns = [];

    /// <summary>Every failure found, in document order where the schema allows it; empty when the document is
    /// valid.</summary>
    /// <param name="definition">A name under <c>$defs</c>.</param>
    /// <param name="document">What to check.</param>
    /// <exception cref="KeyNotFoundException">There is no such definition.</exception>
    public IReadOnlyList<SchemaError> Check(string definition, JsonElement document)
    {
        var errors = new List<SchemaError>();
        Check(root.GetProperty("$defs").GetProperty(definition), document, "", errors);
        return errors;
    }

    private void Check(JsonElement schema, JsonElement value, string at, List<SchemaError> errors)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            if (schema.ValueKind is JsonValueKind.False)
                errors.Add(new SchemaError(at, "false", schema));
            return;
        }

        if (schema.TryGetProperty("$ref", out var reference))
            Check(Resolve(reference.GetString()!), value, at, errors);
        CheckValue(schema, value, at, errors);
        if (value.ValueKind is JsonValueKind.Object)
            CheckObject(schema, value, at, errors);
        if (value.ValueKind is JsonValueKind.Array)
            CheckArray(schema, value, at, errors);
        if (value.ValueKind is JsonValueKind.String)
            CheckString(schema, value.GetString()!, at, errors);
        if (value.ValueKind is JsonValueKind.Number)
            CheckNumber(schema, value.GetDecimal(), at, errors);
        CheckCombinations(schema, value, at, errors);
    }

    private JsonElement Resolve(string reference)
    {
        var found = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = found.GetProperty(step);
        return found;
    }

    private bool Holds(JsonElement schema, JsonElement value)
    {
        var errors = new List<SchemaError>();
        Check(schema, value, "", errors);
        return errors.Count == 0;
    }

    private static void CheckValue(JsonElement schema, JsonElement value, string at, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("type", out var type) && !IsOfType(type, value))
            errors.Add(new SchemaError(at, "type", type));
        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(constant, value))
            errors.Add(new SchemaError(at, "const", constant, Raw(value)));
        if (
            schema.TryGetProperty("enum", out var choices)
            && !choices.EnumerateArray().Any(c => JsonElement.DeepEquals(c, value))
        )
            errors.Add(new SchemaError(at, "enum", choices, Raw(value)));
    }

    private static string Raw(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static bool IsOfType(JsonElement type, JsonElement value) =>
        type.ValueKind is JsonValueKind.Array
            ? type.EnumerateArray().Any(t => IsOfType(t, value))
            : type.GetString() switch
            {
                "object" => value.ValueKind is JsonValueKind.Object,
                "array" => value.ValueKind is JsonValueKind.Array,
                "string" => value.ValueKind is JsonValueKind.String,
                "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "null" => value.ValueKind is JsonValueKind.Null,
                "number" => value.ValueKind is JsonValueKind.Number,
                "integer" => value.ValueKind is JsonValueKind.Number && value.GetDecimal() % 1 == 0,
                _ => false,
            };

    private void CheckObject(JsonElement schema, JsonElement value, string at, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray().Where(n => !value.TryGetProperty(n.GetString()!, out _)))
                errors.Add(new SchemaError(at, "required", required, name.GetString()!));
        if (
            schema.TryGetProperty("minProperties", out var fewest)
            && value.EnumerateObject().Count() < fewest.GetInt32()
        )
            errors.Add(new SchemaError(at, "minProperties", fewest));
        if (schema.TryGetProperty("dependentRequired", out var dependent))
            foreach (var rule in dependent.EnumerateObject().Where(r => value.TryGetProperty(r.Name, out _)))
            foreach (var name in rule.Value.EnumerateArray().Where(n => !value.TryGetProperty(n.GetString()!, out _)))
                errors.Add(new SchemaError(at, "dependentRequired", rule.Value, name.GetString()!));
        CheckProperties(schema, value, at, errors);
    }

    private void CheckProperties(JsonElement schema, JsonElement value, string at, List<SchemaError> errors)
    {
        var known = schema.TryGetProperty("properties", out var properties);
        var closed = schema.TryGetProperty("additionalProperties", out var additional);
        foreach (var property in value.EnumerateObject())
        {
            var below = $"{at}/{property.Name.Replace("~", "~0").Replace("/", "~1")}";
            if (known && properties.TryGetProperty(property.Name, out var rule))
                Check(rule, property.Value, below, errors);
            else if (closed && additional.ValueKind is JsonValueKind.False)
                errors.Add(new SchemaError(at, "additionalProperties", additional, property.Name));
            else if (closed)
                Check(additional, property.Value, below, errors);
            if (schema.TryGetProperty("propertyNames", out var names))
                Check(names, JsonSerializer.SerializeToElement(property.Name), at, errors);
        }
    }

    private void CheckArray(JsonElement schema, JsonElement value, string at, List<SchemaError> errors)
    {
        var count = value.GetArrayLength();
        if (schema.TryGetProperty("minItems", out var fewest) && count < fewest.GetInt32())
            errors.Add(new SchemaError(at, "minItems", fewest));
        if (schema.TryGetProperty("maxItems", out var most) && count > most.GetInt32())
            errors.Add(new SchemaError(at, "maxItems", most));
        var first = schema.TryGetProperty("prefixItems", out var prefix) ? prefix.GetArrayLength() : 0;
        for (var i = 0; i < Math.Min(first, count); i++)
            Check(prefix[i], value[i], $"{at}/{i}", errors);
        if (schema.TryGetProperty("items", out var items))
            for (var i = first; i < count; i++)
                Check(items, value[i], $"{at}/{i}", errors);
        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.GetBoolean() && !AllDiffer(value))
            errors.Add(new SchemaError(at, "uniqueItems", unique));
        if (!schema.TryGetProperty("contains", out var wanted))
            return;
        var matches = value.EnumerateArray().Count(item => Holds(wanted, item));
        var least = schema.TryGetProperty("minContains", out var low) ? low.GetInt32() : 1;
        if (matches < least || (schema.TryGetProperty("maxContains", out var high) && matches > high.GetInt32()))
            errors.Add(new SchemaError(at, "contains", wanted));
    }

    private static bool AllDiffer(JsonElement array)
    {
        var items = array.EnumerateArray().ToArray();
        for (var i = 0; i < items.Length; i++)
        for (var j = i + 1; j < items.Length; j++)
            if (JsonElement.DeepEquals(items[i], items[j]))
                return false;
        return true;
    }

    private void CheckString(JsonElement schema, string value, string at, List<SchemaError> errors)
    {
        var length = value.EnumerateRunes().Count();
        if (schema.TryGetProperty("minLength", out var fewest) && length < fewest.GetInt32())
            errors.Add(new SchemaError(at, "minLength", fewest));
        if (schema.TryGetProperty("maxLength", out var most) && length > most.GetInt32())
            errors.Add(new SchemaError(at, "maxLength", most));
        if (schema.TryGetProperty("pattern", out var pattern) && !Pattern(pattern.GetString()!).IsMatch(value))
            errors.Add(new SchemaError(at, "pattern", pattern));
    }

    private Regex Pattern(string text)
    {
        lock (patterns)
        {
            if (!patterns.TryGetValue(text, out var made))
                patterns[text] = made = new Regex(text, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
            return made;
        }
    }

    private static void CheckNumber(JsonElement schema, decimal value, string at, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("minimum", out var low) && value < low.GetDecimal())
            errors.Add(new SchemaError(at, "minimum", low));
        if (schema.TryGetProperty("maximum", out var high) && value > high.GetDecimal())
            errors.Add(new SchemaError(at, "maximum", high));
        if (schema.TryGetProperty("exclusiveMinimum", out var above) && value <= above.GetDecimal())
            errors.Add(new SchemaError(at, "exclusiveMinimum", above));
    }

    private void CheckCombinations(JsonElement schema, JsonElement value, string at, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("allOf", out var all))
            foreach (var part in all.EnumerateArray())
                Check(part, value, at, errors);
        if (schema.TryGetProperty("anyOf", out var any) && !any.EnumerateArray().Any(s => Holds(s, value)))
            AddBranches("anyOf", any, value, at, errors);
        if (schema.TryGetProperty("oneOf", out var one) && one.EnumerateArray().Count(s => Holds(s, value)) != 1)
            AddBranches("oneOf", one, value, at, errors);
        if (schema.TryGetProperty("not", out var not) && Holds(not, value))
            errors.Add(new SchemaError(at, "not", not));
        if (!schema.TryGetProperty("if", out var condition))
            return;
        if (schema.TryGetProperty(Holds(condition, value) ? "then" : "else", out var consequence))
            Check(consequence, value, at, errors);
    }

    private void AddBranches(
        string keyword,
        JsonElement branches,
        JsonElement value,
        string at,
        List<SchemaError> errors
    )
    {
        errors.Add(new SchemaError(at, keyword, branches));
        foreach (var branch in branches.EnumerateArray())
            Check(branch, value, at, errors);
    }
}
