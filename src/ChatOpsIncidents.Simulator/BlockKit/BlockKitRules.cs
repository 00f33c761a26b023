using System.Text.Json;

namespace ChatOpsIncidents.Simulator.BlockKit;

/// <summary>What Slack refuses although each part is well formed: clashes and sums over a whole payload.</summary>
internal static class BlockKitRules
{
    private const int MarkdownLengthMax = 12_000;
    private const int TableTextMax = 10_000;
    private const int DataTableTextMax = 20_000;

    public static IEnumerable<BlockKitFault> Check(JsonElement payload)
    {
        foreach (var (blocks, at) in BlockLists(payload, ""))
        {
            foreach (var fault in UniqueIds(blocks, at))
                yield return fault;
            foreach (var fault in Sums(blocks, at))
                yield return fault;
            foreach (var fault in blocks.EnumerateArray().SelectMany((b, i) => Elements(b, $"{at}/{i}")))
                yield return fault;
            if (CountOf(blocks, "focus_on_load") > 1)
                yield return Fault(at, "only one element may have focus_on_load");
        }
    }

    private static BlockKitFault Fault(string at, string message) => new(at, "rule", message, Expected: null);

    private static IEnumerable<(JsonElement Blocks, string At)> BlockLists(JsonElement payload, string at)
    {
        if (payload.ValueKind is JsonValueKind.Array)
            yield return (payload, at);
        if (payload.ValueKind is not JsonValueKind.Object)
            yield break;
        if (payload.TryGetProperty("blocks", out var blocks) && blocks.ValueKind is JsonValueKind.Array)
            yield return (blocks, $"{at}/blocks");
        if (payload.TryGetProperty("view", out var view))
            foreach (var inner in BlockLists(view, $"{at}/view"))
                yield return inner;
    }

    private static IEnumerable<BlockKitFault> UniqueIds(JsonElement blocks, string at)
    {
        var seen = new HashSet<string>();
        var index = -1;
        foreach (var block in blocks.EnumerateArray())
        {
            index++;
            if (Text(block, "block_id") is { } id && !seen.Add(id))
                yield return Fault($"{at}/{index}/block_id", $"`block_id` already exists: {id}");
            var actions = new HashSet<string>();
            foreach (var action in ElementsOf(block).Select(e => Text(e, "action_id")).OfType<string>())
                if (!actions.Add(action))
                    yield return Fault($"{at}/{index}", $"`action_id` \"{action}\" already exists for block");
        }
    }

    private static IEnumerable<BlockKitFault> Sums(JsonElement blocks, string at)
    {
        var markdown = blocks
            .EnumerateArray()
            .Where(b => Text(b, "type") is "markdown")
            .Sum(b => Text(b, "text")?.Length ?? 0);
        if (markdown > MarkdownLengthMax)
            yield return Fault(at, $"markdown is over {MarkdownLengthMax} characters");
        var index = -1;
        foreach (var block in blocks.EnumerateArray())
        {
            index++;
            var most = Text(block, "type") switch
            {
                "table" => TableTextMax,
                "data_table" => DataTableTextMax,
                _ => 0,
            };
            if (most == 0 || !block.TryGetProperty("rows", out var rows))
                continue;
            var where = $"{at}/{index}/rows";
            if (TextLength(rows) > most)
                yield return Fault(where, $"must be less than {most + 1} characters");
            if (most == DataTableTextMax && rows.EnumerateArray().DistinctBy(r => r.GetArrayLength()).Count() > 1)
                yield return Fault(where, "all rows must have the same number of cells");
        }
    }

    private static int TextLength(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Sum(TextLength),
            JsonValueKind.Object => value
                .EnumerateObject()
                .Sum(p =>
                    p.Name == "text" && p.Value.ValueKind is JsonValueKind.String
                        ? p.Value.GetString()!.Length
                        : TextLength(p.Value)
                ),
            _ => 0,
        };

    private static IEnumerable<BlockKitFault> Elements(JsonElement block, string at)
    {
        foreach (var element in ElementsOf(block))
        {
            if (
                Bound(element, "min_length") > Bound(element, "max_length")
                || Bound(element, "min_value") > Bound(element, "max_value")
            )
                yield return Fault(at, "the minimum is above the maximum");
            foreach (var initial in Initials(element))
                if (!Options(element).Any(o => Text(o, "value") == Text(initial, "value")))
                    yield return Fault(at, "initial option is not one of the options");
        }
    }

    private static IEnumerable<JsonElement> ElementsOf(JsonElement block)
    {
        if (block.TryGetProperty("elements", out var elements) && elements.ValueKind is JsonValueKind.Array)
            foreach (var element in elements.EnumerateArray())
                yield return element;
        if (block.TryGetProperty("accessory", out var accessory))
            yield return accessory;
        if (block.TryGetProperty("element", out var only))
            yield return only;
    }

    private static IEnumerable<JsonElement> Initials(JsonElement element)
    {
        if (Text(element, "type") is null or "external_select" or "multi_external_select")
            yield break;
        if (element.TryGetProperty("initial_option", out var one))
            yield return one;
        if (element.TryGetProperty("initial_options", out var several))
            foreach (var option in several.EnumerateArray())
                yield return option;
    }

    private static IEnumerable<JsonElement> Options(JsonElement element)
    {
        if (element.TryGetProperty("options", out var options))
            foreach (var option in options.EnumerateArray())
                yield return option;
        if (element.TryGetProperty("option_groups", out var groups))
            foreach (var option in groups.EnumerateArray().SelectMany(g => g.GetProperty("options").EnumerateArray()))
                yield return option;
    }

    private static decimal? Bound(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var bound))
            return null;
        if (bound.ValueKind is JsonValueKind.Number)
            return bound.GetDecimal();
        return decimal.TryParse(bound.GetString(), out var number) ? number : null;
    }

    private static int CountOf(JsonElement value, string flag) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Sum(v => CountOf(v, flag)),
            JsonValueKind.Object => value
                .EnumerateObject()
                .Sum(p => p.Name == flag && p.Value.ValueKind is JsonValueKind.True ? 1 : CountOf(p.Value, flag)),
            _ => 0,
        };

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
