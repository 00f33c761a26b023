using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>What a modal carries with it and brings back: a few short ids, and Slack's own address of an
/// answer.</summary>
/// <param name="Verb">The command that its submission runs.</param>
/// <param name="Lead">Words between the verb and the free text.</param>
/// <param name="Incident">The incident's id; null: none yet.</param>
/// <param name="Channel">The channel in which the form was asked for.</param>
/// <param name="Message">The message it is about; null: none.</param>
/// <param name="Answer">Where the answer that opened it is replaced; null: nothing is to be replaced.</param>
internal sealed record SlackFormState(
    string Verb,
    string Lead,
    string? Incident,
    string? Channel,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Answer = null
)
{
    /// <summary>Reads what a submission brought back; null when it is none of ours.</summary>
    public static SlackFormState? Of(string? privateMetadata)
    {
        if (string.IsNullOrEmpty(privateMetadata))
            return null;
        try
        {
            var state = JsonSerializer.Deserialize<SlackFormState>(privateMetadata, JsonSerializerOptions.Web);
            return state is { Verb.Length: > 0 } ? state with { Lead = state.Lead ?? "" } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The neutral form → a Slack modal, and the modal's submission → the values by key. Pure.</summary>
/// <remarks>Source: docs.slack.dev/surfaces/modals, docs.slack.dev/reference/block-kit/blocks/input-block</remarks>
internal static class SlackForms
{
    /// <summary>The <c>callback_id</c> of every form.</summary>
    public const string CallbackId = "incident_form";

    /// <summary>The <c>action_id</c> of every field; its <c>block_id</c> is the field's key.</summary>
    public const string FieldAction = "value";

    private const int TitleLengthMax = 24,
        LabelLengthMax = 150,
        OptionLengthMax = 75,
        PlaceholderLengthMax = 150,
        TextInputMax = 3_000,
        TapsMax = 10,
        OptionsMax = 100;

    /// <summary>A label longer than this makes a row of radio buttons hard to scan.</summary>
    private const int TapLabelMax = 60;

    /// <summary>The modal.</summary>
    public static JsonObject Render(Form form, FormContext context, DateTimeOffset now)
    {
        var blocks = new JsonArray();
        if (
            form.Intro is { Length: > 0 } intro
            && SlackText.Fit(intro, SlackBlocks.TextLengthMax, now) is { Length: > 0 } shown
        )
            blocks.Add(
                new JsonObject
                {
                    ["type"] = "section",
                    ["block_id"] = "intro:",
                    ["text"] = SlackBlocks.Mrkdwn(shown),
                }
            );
        foreach (var field in form.Fields)
            blocks.Add(Input(field));
        return new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = CallbackId,
            ["title"] = SlackBlocks.Plain(form.Title, TitleLengthMax),
            ["submit"] = SlackBlocks.Plain(form.Submit, TitleLengthMax),
            ["close"] = SlackBlocks.Plain("Cancel", TitleLengthMax),
            ["private_metadata"] = JsonSerializer.Serialize(
                new SlackFormState(
                    form.Verb,
                    form.Lead,
                    context.IncidentId,
                    context.ChannelId,
                    context.MessageId,
                    context.AnswerAddress
                ),
                JsonSerializerOptions.Web
            ),
            ["blocks"] = blocks,
        };
    }

    /// <summary>A submission's values by the fields' keys; what was left empty is absent, several people are joined by
    /// commas.</summary>
    public static Dictionary<string, string> Values(JsonObject? stateValues)
    {
        var values = new Dictionary<string, string>();
        foreach (var (key, actions) in stateValues ?? [])
        {
            if (
                (actions as JsonObject)?.FirstOrDefault().Value is JsonObject element
                && Value(element) is { Length: > 0 } value
            )
                values[key] = value;
        }

        return values;
    }

    /// <summary>The answer that keeps the modal open and shows what is wrong at each field.</summary>
    /// <param name="errors">By the fields' keys.</param>
    /// <param name="fields">The keys of the modal's fields; an error of no field is shown at the first.</param>
    public static JsonObject Errors(IReadOnlyDictionary<string, string> errors, IReadOnlyList<string> fields)
    {
        var shown = new JsonObject();
        foreach (var (key, error) in errors)
        {
            var block = fields.Contains(key) ? key : fields.FirstOrDefault(key);
            shown[block] = shown[block] is { } other
                ? $"{other} {PlainText.Label(error, 500)}"
                : PlainText.Label(error, 500);
        }

        return new JsonObject { ["response_action"] = "errors", ["errors"] = shown };
    }

    private static JsonObject Input(FormField field)
    {
        var input = new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = field.Key,
            ["label"] = SlackBlocks.Plain(field.Label, LabelLengthMax),
            ["element"] = Element(field),
            ["optional"] = field.Optional,
        };
        if (field.Hint is { Length: > 0 } hint)
            input["hint"] = SlackBlocks.Plain(hint, 2_000);
        return input;
    }

    private static JsonObject Element(FormField field)
    {
        var element = field.Kind switch
        {
            FieldKind.Choice or FieldKind.Select when field.Options.Count > 0 => Choice(field),
            FieldKind.When => When(field),
            FieldKind.Person => new JsonObject { ["type"] = "users_select" },
            FieldKind.People => new JsonObject { ["type"] = "multi_users_select" },
            var kind => TextInput(field, multiline: kind is FieldKind.Paragraph),
        };
        element["action_id"] = FieldAction;
        var people = (field.Value ?? "").Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        if (field.Kind is FieldKind.Person && people is [var one, ..] && SlackText.IsId(one))
            element["initial_user"] = one;
        if (field.Kind is FieldKind.People && people.Where(SlackText.IsId).ToList() is { Count: > 0 } known)
            element["initial_users"] = new JsonArray([.. known.Select(p => (JsonNode)p)]);
        return element;
    }

    private static JsonObject When(FormField field)
    {
        var picker = new JsonObject { ["type"] = "datetimepicker" };
        if (DateTimeOffset.TryParse(field.Value, CultureInfo.InvariantCulture, out var at))
            picker["initial_date_time"] = at.ToUnixTimeSeconds();
        return picker;
    }

    private static JsonObject TextInput(FormField field, bool multiline)
    {
        var max = Math.Clamp(field.LengthMax, 1, TextInputMax);
        var input = new JsonObject
        {
            ["type"] = "plain_text_input",
            ["multiline"] = multiline,
            ["max_length"] = max,
        };
        if (field.Example is { Length: > 0 } example)
            input["placeholder"] = SlackBlocks.Plain(example, PlaceholderLengthMax);
        if (field.Value is { Length: > 0 } value)
            input["initial_value"] = PlainText.WholeCharacters(value, max);
        return input;
    }

    private static JsonObject Choice(FormField field)
    {
        var taps =
            field.Kind is FieldKind.Choice
            && field.Options.Count <= TapsMax
            && field.Options.All(o => o.Label.Length <= TapLabelMax);
        var options = field.Options.Take(OptionsMax).ToList();
        var choice = new JsonObject
        {
            ["type"] = taps ? "radio_buttons" : "static_select",
            ["options"] = new JsonArray([.. options.Select(Option)]),
        };
        if (options.FirstOrDefault(o => o.Value == field.Value) is { } chosen)
            choice["initial_option"] = Option(chosen);
        return choice;
    }

    private static JsonObject Option(FieldOption option) =>
        new() { ["text"] = SlackBlocks.Plain(option.Label, OptionLengthMax), ["value"] = option.Value };

    private static string? Value(JsonObject element) =>
        SlackMessages.Text(element, "type") switch
        {
            "radio_buttons" or "static_select" => SlackMessages.Text(element["selected_option"] as JsonObject, "value"),
            "datetimepicker" when element["selected_date_time"] is JsonValue at && at.TryGetValue(out long seconds) =>
                Markup.Iso(DateTimeOffset.FromUnixTimeSeconds(seconds)),
            "users_select" => SlackMessages.Text(element, "selected_user"),
            "multi_users_select" => element["selected_users"] is JsonArray users
                ? string.Join(
                    ',',
                    users
                        .Select(u => u is JsonValue id && id.TryGetValue(out string? text) ? text : null)
                        .OfType<string>()
                )
                : null,
            _ => SlackMessages.Text(element, "value")?.Trim(),
        };
}
