using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary>The form that asks whether a change helped.</summary>
internal static class OutcomeForm
{
    private const int OptionMax = 75;

    /// <summary>What came of a change; of which, where several can be meant.</summary>
    public static Form Ask(IReadOnlyList<Mitigation> meant, string? observed) =>
        new()
        {
            Verb = "outcome",
            Lead = meant is [var of] ? $"#{of.Number}" : "",
            Title = "Outcome",
            Intro = meant is [var one] ? Markup.Clean(one.ToString()) : null,
            Fields =
            [
                .. WhichOf(meant),
                new FormField
                {
                    Key = "outcome",
                    Label = "Did it help?",
                    Kind = FieldKind.Choice,
                    Options = OutcomeWords.Options,
                },
                new FormField
                {
                    Key = "rest",
                    Label = "What do you see?",
                    Value = observed,
                    Optional = true,
                },
            ],
        };

    private static IEnumerable<FormField> WhichOf(IReadOnlyList<Mitigation> meant) =>
        meant.Count > 1
            ?
            [
                new FormField
                {
                    Key = "change",
                    Label = "Which change?",
                    Kind = FieldKind.Select,
                    Options =
                    [
                        .. meant.Select(one => new FieldOption(
                            $"#{one.Number}",
                            ShortText.Cut(one.ToString(), OptionMax)
                        )),
                    ],
                },
            ]
            : [];
}
