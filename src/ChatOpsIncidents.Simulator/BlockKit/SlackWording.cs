using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Simulator.BlockKit;

/// <summary>Puts a schema failure into the words that Slack answers with.</summary>
internal static class SlackWording
{
    public static BlockKitFault Of(SchemaError error) =>
        new(error.Location, error.Keyword, Message(error), Shown(error));

    private static string Message(SchemaError error) =>
        error.Keyword switch
        {
            "required" or "dependentRequired" => $"missing required field: {error.Detail}",
            "additionalProperties" => $"invalid additional property: {error.Detail}",
            "type" => $"must provide {Article(error.Expected)}",
            "enum" or "const" when error.Location.EndsWith("/type", StringComparison.Ordinal) =>
                $"unsupported type: {error.Detail}",
            "enum" or "const" => $"must be a valid enum value; got {error.Detail}",
            "maxLength" => $"must be less than {error.Expected.GetInt32() + 1} characters",
            "minLength" => $"must be more than {error.Expected.GetInt32() - 1} characters",
            "maxItems" => $"no more than {error.Expected.GetInt32()} items allowed",
            "minItems" => $"no fewer than {error.Expected.GetInt32()} items allowed",
            "uniqueItems" => "items must be unique",
            "pattern" => "does not match the expected format",
            "minimum" => $"must be greater than or equal to {error.Expected.GetRawText()}",
            "maximum" => $"must be less than or equal to {error.Expected.GetRawText()}",
            "exclusiveMinimum" => $"must be greater than {error.Expected.GetRawText()}",
            "minProperties" => "must not be empty",
            "contains" => "too many blocks of this type",
            _ => "failed to match all allowed schemas",
        };

    private static string Article(JsonElement type)
    {
        if (type.ValueKind is JsonValueKind.Array)
            return string.Join(" or ", type.EnumerateArray().Select(Article));
        return type.GetString() is "object" or "array" or "integer"
            ? $"an {type.GetString()}"
            : $"a {type.GetString()}";
    }

    private static JsonNode? Shown(SchemaError error) =>
        error.Expected.ValueKind is JsonValueKind.Object || error.Keyword is "oneOf" or "anyOf"
            ? null
            : JsonNode.Parse(error.Expected.GetRawText());

    /// <summary>The failures, most telling first: a branch's own fault says more than "no branch fits".</summary>
    public static IEnumerable<string> Lines(IEnumerable<BlockKitFault> faults, string prefix) =>
        faults.Select(f => $"{f.Message} [json-pointer:{prefix}{f.Location}]").Distinct();
}
