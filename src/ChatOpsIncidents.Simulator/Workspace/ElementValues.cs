using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.BlockKit;

namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>What people type and choose in elements, in the form in which Slack reports it.</summary>
internal static class ElementValues
{
    /// <summary>The state of fresh blocks: initial values, or what was there before under the same block and
    /// action.</summary>
    public static JsonObject Initial(JsonArray blocks, JsonObject before)
    {
        var state = new JsonObject();
        foreach (var block in blocks.OfType<JsonObject>())
        foreach (var element in BlockKitEcho.Elements(block).Where(IsStateful))
        {
            var (id, action) = (block.Text("block_id")!, element.Text("action_id")!);
            var kept = before[id]?[action] as JsonObject;
            if (state[id] is not JsonObject inBlock)
                state[id] = inBlock = [];
            inBlock[action] =
                kept?.Text("type") == element.Text("type") && kept is not null ? kept.DeepClone() : Of(element, null);
        }

        return state;
    }

    public static bool IsStateful(JsonObject element) =>
        element.Text("type")
            is not (
                null
                or "button"
                or "workflow_button"
                or "overflow"
                or "image"
                or "icon_button"
                or "feedback_buttons"
            );

    /// <summary>Slack's form of a value.</summary>
    /// <param name="element">The element it was given in.</param>
    /// <param name="given">Text, an option's value, a list of them, or null for the element's initial value.</param>
    /// <param name="offered">Options that the app offered on demand, for external selects.</param>
    public static JsonObject Of(JsonObject element, JsonNode? given, IEnumerable<JsonObject>? offered = null)
    {
        var type = element.Text("type")!;
        var made = Json.Object(("type", type));
        var (field, initial) = Names(type);
        JsonNode? value = given is null
            ? element[initial]?.DeepClone()
            : type switch
            {
                "overflow" or "radio_buttons" or "static_select" or "external_select" => Option(
                    element,
                    given,
                    offered
                ),
                "checkboxes" or "multi_static_select" or "multi_external_select" => Json.Array(
                    Several(given).Select(g => Option(element, g, offered)).Where(o => o is not null)
                ),
                "multi_users_select" or "multi_conversations_select" or "multi_channels_select" or "file_input" =>
                    Json.Array(Several(given)),
                "datetimepicker" => long.TryParse(Plain(given), out var unix) ? JsonValue.Create(unix) : null,
                "rich_text_input" when given is JsonObject => given.DeepClone(),
                _ => Plain(given) is { Length: > 0 } text ? JsonValue.Create(text) : null,
            };
        made[field] =
            value
            ?? (type is "checkboxes" || type.StartsWith("multi_", StringComparison.Ordinal) ? new JsonArray() : null);
        return made;
    }

    private static (string Field, string Initial) Names(string type) =>
        type switch
        {
            "static_select" or "external_select" or "radio_buttons" or "overflow" => (
                "selected_option",
                "initial_option"
            ),
            "checkboxes" or "multi_static_select" or "multi_external_select" => ("selected_options", "initial_options"),
            "users_select" => ("selected_user", "initial_user"),
            "channels_select" => ("selected_channel", "initial_channel"),
            "conversations_select" => ("selected_conversation", "initial_conversation"),
            "multi_users_select" => ("selected_users", "initial_users"),
            "multi_channels_select" => ("selected_channels", "initial_channels"),
            "multi_conversations_select" => ("selected_conversations", "initial_conversations"),
            "datepicker" => ("selected_date", "initial_date"),
            "timepicker" => ("selected_time", "initial_time"),
            "datetimepicker" => ("selected_date_time", "initial_date_time"),
            "rich_text_input" => ("rich_text_value", "initial_value"),
            "file_input" => ("files", "initial_files"),
            _ => ("value", "initial_value"),
        };

    /// <summary>Whether nothing is typed or chosen.</summary>
    public static bool IsEmpty(JsonObject value)
    {
        var content = value[Names(value.Text("type")!).Field];
        return content is null or JsonArray { Count: 0 }
            || (
                content is JsonValue text && text.TryGetValue<string>(out var words) && string.IsNullOrWhiteSpace(words)
            );
    }

    private static JsonNode? Option(JsonObject element, JsonNode? given, IEnumerable<JsonObject>? offered)
    {
        var wanted = given is JsonObject whole ? whole.Text("value") : Plain(given);
        return Options(element).Concat(offered ?? []).FirstOrDefault(o => o.Text("value") == wanted)?.DeepClone();
    }

    /// <summary>All options of an element, those in groups too.</summary>
    public static IEnumerable<JsonObject> Options(JsonObject element) =>
        (element["options"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Concat(
                (element["option_groups"] as JsonArray ?? []).SelectMany(g =>
                    (g!["options"] as JsonArray ?? []).OfType<JsonObject>()
                )
            );

    private static IEnumerable<JsonNode?> Several(JsonNode? given) =>
        given switch
        {
            JsonArray array => array.Select(a => a is JsonObject o ? o.DeepClone() : JsonValue.Create(Plain(a))),
            null => [],
            _ when Plain(given) is { Length: > 0 } text => text.Split(',')
                .Select(t => (JsonNode?)JsonValue.Create(t.Trim())),
            _ => [],
        };

    /// <summary>A value as text: what forms and pages send may be a number or a flag.</summary>
    public static string? Plain(JsonNode? given) =>
        given switch
        {
            null => null,
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            JsonValue value when value.GetValueKind() is JsonValueKind.Number => value.ToJsonString(),
            JsonValue value => value.ToJsonString(),
            JsonObject o => o.Text("value"),
            _ => null,
        };
}
