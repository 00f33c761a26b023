using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Simulator.BlockKit;

/// <summary>A fault of a payload, told the way Slack tells it.</summary>
/// <param name="Location">JSON pointer into what was checked.</param>
/// <param name="Keyword">The schema keyword, or <c>rule</c> for what the schema cannot say.</param>
/// <param name="Message">Slack's wording, without pointer and prefix.</param>
/// <param name="Expected">What the constraint asks for; null where there is nothing to show.</param>
public sealed record BlockKitFault(string Location, string Keyword, string Message, JsonNode? Expected);

/// <summary>
/// Says whether a message, a view or an answer is one that Slack would take. The shapes and limits come from the
/// embedded schema; what a schema cannot express (unique ids, options that match, sums) is checked in code.
/// </summary>
public static class BlockKitValidator
{
    private static readonly BlockKitSchema Schema = new(Load());

    private static JsonElement Load()
    {
        using var stream =
            typeof(BlockKitValidator).Assembly.GetManifestResourceStream("blockkit.schema.json")
            ?? throw new InvalidOperationException("The Block Kit schema is not part of this assembly.");
        return JsonDocument.Parse(stream).RootElement;
    }

    /// <summary>Everything that is wrong; empty when Slack would take it.</summary>
    /// <param name="target">A definition of the schema: <c>message</c>, <c>message_update</c>,
    /// <c>message_ephemeral</c>, <c>response_message</c>, <c>response_action</c>, <c>options_response</c>, <c>view</c>,
    /// <c>view_modal</c>,
    /// <c>view_home</c>, <c>blocks_message</c>, <c>blocks_modal</c>, <c>blocks_home</c>.</param>
    /// <param name="payload">What an app is about to send. What Slack echoes back carries more fields and is
    /// refused.</param>
    public static IReadOnlyList<BlockKitFault> Check(string target, JsonElement payload)
    {
        var errors = Schema.Check(target, payload);
        if (errors.Count > 0)
            return [.. errors.Select(SlackWording.Of)];
        return [.. BlockKitRules.Check(payload)];
    }

    /// <summary>The same for a node under construction.</summary>
    public static IReadOnlyList<BlockKitFault> Check(string target, JsonNode? payload) =>
        Check(target, JsonSerializer.SerializeToElement(payload));

    /// <summary>The raw schema failures, for those who compare with another validator.</summary>
    public static IReadOnlyList<SchemaError> CheckSchema(string target, JsonElement payload) =>
        Schema.Check(target, payload);
}
