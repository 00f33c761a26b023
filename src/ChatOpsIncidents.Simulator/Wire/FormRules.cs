using System.Globalization;
using System.Net.Mail;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Wire;

/// <summary>What Slack's own client refuses before it bothers the app: missing, too short or malformed input.</summary>
internal static class FormRules
{
    /// <summary>Faults by block id, in Slack's words; empty when the form may go.</summary>
    public static JsonObject Faults(View view)
    {
        var faults = new JsonObject();
        foreach (var block in view.Blocks.OfType<JsonObject>().Where(b => b.Text("type") is "input"))
        {
            var element = (JsonObject)block["element"]!;
            var value = view.State[block.Text("block_id")!]?[element.Text("action_id")!] as JsonObject;
            var empty = value is null || ElementValues.IsEmpty(value);
            var missing = block.Flag("optional") ? null : "Please complete this required field.";
            var fault = empty ? missing : Fault(element, value!);
            if (fault is not null)
                faults[block.Text("block_id")!] = fault;
        }

        return faults;
    }

    private static string? Fault(JsonObject element, JsonObject value)
    {
        var text = value.Text("value") ?? "";
        switch (element.Text("type"))
        {
            case "plain_text_input":
                if (Number(element, "min_length") > text.Length)
                    return $"Please enter at least {element["min_length"]} characters.";
                return Number(element, "max_length") < text.Length
                    ? $"Please enter at most {element["max_length"]} characters."
                    : null;
            case "email_text_input":
                return MailAddress.TryCreate(text, out _) ? null : "Please enter a valid email address.";
            case "url_text_input":
                return Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme is "http" or "https"
                    ? null
                    : "Please enter a valid URL.";
            case "number_input":
                return NumberFault(element, text);
            default:
                return null;
        }
    }

    private static string? NumberFault(JsonObject element, string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            return "Please enter a number.";
        if (!element.Flag("is_decimal_allowed") && number % 1 != 0)
            return "Please enter a whole number.";
        if (number < Number(element, "min_value"))
            return $"Please enter a number that is at least {element["min_value"]}.";
        return number > Number(element, "max_value")
            ? $"Please enter a number that is at most {element["max_value"]}."
            : null;
    }

    private static decimal? Number(JsonObject element, string name) =>
        decimal.TryParse(
            ElementValues.Plain(element[name]),
            NumberStyles.Number,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
