using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>A form that was submitted and leads to the same form once more says what is missing: it never comes back
/// without a word.</summary>
internal static class UnansweredForm
{
    /// <summary>The reply, with an error at the field that was left empty, where it is the same form again.</summary>
    public static Reply Of(Reply reply, RequestInput input)
    {
        if (input is not RequestInput.Filled filled || reply is not { Form: { } again, FormErrors.Count: 0 })
            return reply;
        var isSame = again.Verb == filled.Verb && again.Lead == filled.Lead;
        var isNews = reply.Message is not null || again.Fields.Any(field => !filled.Fields.Contains(field.Key));
        return isSame && !isNews ? reply with { FormErrors = Missing(again, filled) } : reply;
    }

    private static Dictionary<string, string> Missing(Form again, RequestInput.Filled filled)
    {
        var empty = again.Fields.Where(field => !filled.Values.ContainsKey(field.Key)).ToArray();
        var needed = empty.Where(field => !field.Optional).DefaultIfEmpty(empty.FirstOrDefault()).OfType<FormField>();
        var first = again.Fields[0];
        return needed.Any()
            ? needed.ToDictionary(field => field.Key, field => Says(field, again))
            : new Dictionary<string, string> { [first.Key] = "I could not read this. Please say it in other words." };
    }

    // Where one of several fields is enough, all of them are named.
    private static string Says(FormField field, Form form)
    {
        if (!field.Optional)
            return $"Still missing: {field.Label.TrimEnd('?')}.";
        var labels = form.Fields.Select(one => one.Label.TrimEnd('?'));
        return $"Nothing was filled in. Give one of: {string.Join("; ", labels)}.";
    }
}
