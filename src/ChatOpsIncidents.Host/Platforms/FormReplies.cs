using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms;

/// <summary>What is the same on every platform about a reply that is a form. Pure.</summary>
internal static class FormReplies
{
    /// <summary>The form with values in its fields that are known already; other fields stay as they are.</summary>
    /// <param name="form">The form.</param>
    /// <param name="values">By the fields' keys; one that is too long is cut.</param>
    public static Form Prefill(Form form, IReadOnlyDictionary<string, string> values) =>
        values.Count == 0 ? form : form with { Fields = [.. form.Fields.Select(field => Filled(field, values))] };

    /// <summary>The line that the form would have filled in, and a button that tries the form once more.</summary>
    public static ChatMessage InWords(Form form, Outcome outcome)
    {
        var line = string.Join(
            ' ',
            new[] { "/incident", outcome.IncidentId ?? "", form.Verb, form.Lead }
                .Concat(form.Fields.Select(f => f.Key == "rest" ? $"<{f.Label.ToLowerInvariant()}>" : $"{f.Key}: …"))
                .Where(w => w.Length > 0)
        );
        var said = outcome.Reply.Message;
        var again = new ChatAction(
            "Open the form",
            $"{outcome.IncidentId} {form.Verb} {form.Lead}".Trim(),
            ActionStyle.Primary
        );
        return (said ?? ChatMessage.Text(form.Intro ?? $"{form.Title}.")) with
        {
            Footer = $"Or type {Markup.Code(line)}",
            Actions = [again, .. said?.Actions ?? []],
        };
    }

    private static FormField Filled(FormField field, IReadOnlyDictionary<string, string> values) =>
        values.TryGetValue(field.Key, out var value)
            ? field with
            {
                Value = PlainText.WholeCharacters(value, field.LengthMax),
            }
            : field;
}
