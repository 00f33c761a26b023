using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Review.Findings;

/// <summary>Asks for a kind and for words about it: a finding, a contributing factor.</summary>
internal static class KindForm
{
    private const int LengthMax = 3_000;

    /// <summary>The form, with what was typed already.</summary>
    /// <param name="verb">The command that it completes.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="kinds">The kinds to choose from.</param>
    /// <param name="kind">The kind that was typed; null: none.</param>
    /// <param name="text">The words that were typed; may be empty.</param>
    public static Form Of(string verb, string title, IReadOnlyList<FieldOption> kinds, string? kind, string text) =>
        new()
        {
            Verb = verb,
            Title = title,
            Fields =
            [
                new FormField
                {
                    Key = "kind",
                    Label = "Kind",
                    Kind = FieldKind.Choice,
                    Value = kind,
                    Options = kinds,
                },
                new FormField
                {
                    Key = "rest",
                    Label = "What was it?",
                    Value = text,
                    Kind = FieldKind.Paragraph,
                    LengthMax = LengthMax,
                },
            ],
        };
}
