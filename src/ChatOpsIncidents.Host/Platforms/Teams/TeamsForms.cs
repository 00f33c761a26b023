using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>What a form's card carries with it and brings back: the form itself, to show it again where something is
/// wrong, and what it was about.</summary>
/// <param name="Form">The form.</param>
/// <param name="Incident">The incident's id; null: none yet.</param>
/// <param name="Channel">The conversation in which the form was asked for; null: none in particular.</param>
internal sealed record TeamsFormState(Form Form, string? Incident, string? Channel)
{
    /// <summary>Reads what a submission brought back; null when it is none of ours.</summary>
    public static TeamsFormState? Of(string? json)
    {
        if (string.IsNullOrEmpty(json))
            return null;
        try
        {
            var state = JsonSerializer.Deserialize<TeamsFormState>(json, TeamsJson.Relaxed);
            return state is { Form: { Verb.Length: > 0, Fields: not null } } ? state : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The neutral form → a card with inputs that one person alone sees, and its submission → the values by
/// key. Pure.</summary>
internal static class TeamsForms
{
    /// <summary>The verb of the button that submits a form.</summary>
    public const string Submit = "form";

    /// <summary>The button's data: the state.</summary>
    public const string State = "state";

    /// <summary>Before the ids of inputs: a field may be called like one of the button's own data.</summary>
    public const string InputPrefix = "in.";

    private const int LabelLengthMax = 150,
        OptionsMax = 100,
        TapsMax = 10,
        ValueLengthMax = 3_000,
        HintLengthMax = 500,
        IntroLengthMax = 2_000;

    /// <summary>The card.</summary>
    /// <param name="state">The form and what it is about.</param>
    /// <param name="errors">What is wrong, by the fields' keys.</param>
    /// <param name="names">The names that stand in it.</param>
    /// <param name="now">Decides which instants need their date.</param>
    /// <param name="people">Whom a list of people offers before anything is typed.</param>
    /// <param name="isDialog">Whether it stands in a dialog, which has its own way to be closed.</param>
    public static JsonObject Render(
        TeamsFormState state,
        IReadOnlyDictionary<string, string> errors,
        TeamsNames names,
        DateTimeOffset now,
        IReadOnlyList<FieldOption> people,
        bool isDialog = false
    )
    {
        var (form, text) = (state.Form, new TeamsText(now, names));
        var title = TeamsCards.Block(text.Line(Markup.Clean(form.Title), LabelLengthMax));
        (title["size"], title["weight"], title["style"]) = ("Medium", "Bolder", "heading");
        var body = new JsonArray { title };
        if (form.Intro is { Length: > 0 } intro)
            Add(body, TeamsCards.Paragraphs(text.Lines(intro, IntroLengthMax)));
        foreach (var field in form.Fields)
            Add(body, Input(field, errors.GetValueOrDefault(field.Key), text, people));
        var others = errors
            .Where(error => form.Fields.All(field => field.Key != error.Key))
            .Select(error => error.Value);
        Add(body, others.Select(error => Wrong(error, text)));
        body.Add(new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray([.. Buttons(state, isDialog)]) });
        return TeamsCards.Card(body, text, PlainText.Label(form.Title, LabelLengthMax));
    }

    /// <summary>The form with the values that were typed into it.</summary>
    public static Form Filled(Form form, IReadOnlyDictionary<string, string> values) =>
        form with
        {
            Fields = [.. form.Fields.Select(field => field with { Value = values.GetValueOrDefault(field.Key) })],
        };

    /// <summary>A submission's values by the fields' keys; what was left empty is absent.</summary>
    /// <param name="data">The button's data and the inputs, by their ids.</param>
    public static Dictionary<string, string> Values(IEnumerable<KeyValuePair<string, string?>> data) =>
        data.Where(one => one.Key.StartsWith(InputPrefix, StringComparison.Ordinal))
            .Where(one => !string.IsNullOrWhiteSpace(one.Value))
            .ToDictionary(one => one.Key[InputPrefix.Length..], one => one.Value!.Trim());

    private static void Add(JsonArray body, IEnumerable<JsonObject> parts)
    {
        foreach (var part in parts)
            body.Add(part);
    }

    private static IEnumerable<JsonObject> Input(
        FormField field,
        string? error,
        TeamsText text,
        IReadOnlyList<FieldOption> people
    )
    {
        var input = Element(field, people);
        input["id"] = InputPrefix + field.Key;
        input["label"] = PlainText.Label(field.Label, LabelLengthMax);
        if (!field.Optional)
        {
            input["isRequired"] = true;
            input["errorMessage"] = "Please fill this in.";
        }

        if (field.Value is { Length: > 0 } value)
            input["value"] = PlainText.WholeCharacters(value, ValueLengthMax);
        yield return input;
        if (error is not null)
            yield return Wrong(error, text);
        if (field.Hint is { Length: > 0 } hint)
        {
            var quiet = TeamsCards.Quiet(text.Line(hint, HintLengthMax));
            quiet["spacing"] = "None";
            yield return quiet;
        }
    }

    private static JsonObject Wrong(string error, TeamsText text)
    {
        var wrong = TeamsCards.Block(text.Line("⚠ " + error, 500));
        (wrong["color"], wrong["weight"], wrong["spacing"]) = ("Attention", "Bolder", "None");
        return wrong;
    }

    private static JsonObject Element(FormField field, IReadOnlyList<FieldOption> people) =>
        field.Kind switch
        {
            FieldKind.Choice or FieldKind.Select when field.Options.Count > 0 => Choice(field),
            FieldKind.Person or FieldKind.People => People(field, people),
            var kind => new JsonObject
            {
                ["type"] = "Input.Text",
                ["isMultiline"] = kind is FieldKind.Paragraph,
                ["maxLength"] = Math.Clamp(field.LengthMax, 1, ValueLengthMax),
            },
        };

    private static JsonObject Choice(FormField field) =>
        new()
        {
            ["type"] = "Input.ChoiceSet",
            ["style"] = field.Kind is FieldKind.Choice && field.Options.Count <= TapsMax ? "expanded" : "compact",
            ["choices"] = Choices(field.Options.Take(OptionsMax)),
        };

    // Those whom we met are offered at once; whoever is sought by name is found among all of the tenant.
    private static JsonObject People(FormField field, IReadOnlyList<FieldOption> people)
    {
        var chosen = (field.Value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var known = people.Take(OptionsMax).ToList();
        known.AddRange(chosen.Where(id => known.All(one => one.Value != id)).Select(id => new FieldOption(id, id)));
        return new JsonObject
        {
            ["type"] = "Input.ChoiceSet",
            ["style"] = "filtered",
            ["isMultiSelect"] = field.Kind is FieldKind.People,
            ["choices"] = Choices(known),
            ["choices.data"] = new JsonObject { ["type"] = "Data.Query", ["dataset"] = "graph.microsoft.com/users" },
        };
    }

    private static JsonArray Choices(IEnumerable<FieldOption> options) =>
        new([
            .. options.Select(option => new JsonObject
            {
                ["title"] = PlainText.Label(option.Label, LabelLengthMax),
                ["value"] = option.Value,
            }),
        ]);

    private static FormField Empty(FormField field) =>
        field with
        {
            Value = null,
            Label = PlainText.Label(field.Label, LabelLengthMax),
            Hint = field.Hint is { } hint ? PlainText.WholeCharacters(hint, HintLengthMax) : null,
            Options = [.. field.Options.Select(one => one with { Label = PlainText.Label(one.Label, LabelLengthMax) })],
        };

    private static IEnumerable<JsonObject> Buttons(TeamsFormState state, bool isDialog)
    {
        // What stands in the fields comes back from them.
        var empty = state with
        {
            Form = state.Form with { Fields = [.. state.Form.Fields.Select(Empty)] },
        };
        var data = new JsonObject { [State] = JsonSerializer.Serialize(empty, TeamsJson.Relaxed) };
        var submit = TeamsCards.Execute(state.Form.Submit, Submit, data);
        submit["style"] = "positive";
        if (isDialog)
        {
            TeamsCards.PutInDialog(submit);
            yield return submit;
            yield break;
        }

        yield return submit;
        var cancel = TeamsCards.Execute("Cancel", TeamsCards.Back, []);
        cancel["associatedInputs"] = "none";
        yield return cancel;
    }
}
