using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Simulator.BlockKit;

/// <summary>Fills in what Slack fills in before it shows blocks or hands them back: ids and the defaults of
/// texts.</summary>
internal static class BlockKitEcho
{
    /// <summary>A filled copy; what was sent stays as it is.</summary>
    /// <param name="blocks">Valid blocks.</param>
    /// <param name="newId">Makes ids for blocks and elements that have none.</param>
    public static JsonArray Fill(JsonArray blocks, Func<string> newId)
    {
        var filled = (JsonArray)blocks.DeepClone();
        foreach (var block in filled.OfType<JsonObject>())
        {
            block["block_id"] ??= newId();
            foreach (var element in Elements(block))
                element["action_id"] ??= newId();
            FillTexts(block);
        }

        return filled;
    }

    /// <summary>The elements of a block that a person can use, whatever the block keeps them under.</summary>
    public static IEnumerable<JsonObject> Elements(JsonObject block)
    {
        if ((string?)block["type"] is "actions" or "context_actions" && block["elements"] is JsonArray several)
            foreach (var element in several.OfType<JsonObject>())
                yield return element;
        if (block["accessory"] is JsonObject accessory && TypeOf(accessory) is not "image")
            yield return accessory;
        if (block["element"] is JsonObject only)
            yield return only;
        if (block["actions"] is JsonArray actions)
            foreach (var element in actions.OfType<JsonObject>())
                yield return element;
    }

    private static void FillTexts(JsonNode? node)
    {
        if (node is JsonArray array)
            foreach (var item in array)
                FillTexts(item);
        if (node is not JsonObject value || TypeOf(value) is "rich_text")
            return;
        if (TypeOf(value) is "plain_text")
            value["emoji"] ??= true;
        if (TypeOf(value) is "mrkdwn")
            value["verbatim"] ??= false;
        foreach (var (_, inner) in value.ToArray())
            FillTexts(inner);
    }

    private static string? TypeOf(JsonObject value) =>
        value["type"] is JsonValue type && type.TryGetValue<string>(out var name) ? name : null;
}
