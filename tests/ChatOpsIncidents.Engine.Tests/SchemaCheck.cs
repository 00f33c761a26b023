using System.Text.Json;
using Json.Schema;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>A JSON Schema that we ship, as a library reads it.</summary>
public sealed class SchemaCheck(JsonElement root)
{
    private static readonly EvaluationOptions List = new() { OutputFormat = OutputFormat.List };

    private readonly JsonSchema _schema = JsonSchema.Build(
        root,
        new BuildOptions { SchemaRegistry = new SchemaRegistry() }
    );

    /// <summary>Every fault, with its path; empty: valid.</summary>
    public IReadOnlyList<string> Faults(JsonElement value)
    {
        var result = _schema.Evaluate(value, List);
        return result.IsValid
            ? []
            :
            [
                .. (result.Details ?? [])
                    .Where(part => part.Errors is not null)
                    .SelectMany(part => part.Errors!.Select(error => $"${part.InstanceLocation}: {error.Value}")),
                $"{result.InstanceLocation}: does not fit",
            ];
    }
}
