using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary>The forms that ask for what a change's line lacks.</summary>
public static class MitigationForms
{
    /// <summary>Kind and target; where the catalogue knows ways, one of them is enough.</summary>
    public static Form Start(string? kind, string? what, Incident incident, DecisionContext context) =>
        KnownWays.Options(incident, context) is { Count: > 0 } known
            ? OfKnown(Start(kind, what), known)
            : Start(kind, what);

    private static Form OfKnown(Form form, IReadOnlyList<FieldOption> known) =>
        form with
        {
            Fields =
            [
                new FormField
                {
                    Key = StartMitigation.CatalogueKey,
                    Label = "A known way",
                    Kind = FieldKind.Select,
                    Optional = true,
                    Options = known,
                },
                .. form.Fields.Select(
                    (field, i) =>
                        field with
                        {
                            Optional = true,
                            Hint = i == 0 ? "Only for a way that is not in the list above" : null,
                        }
                ),
            ],
        };

    private static Form Start(string? kind, string? what) =>
        new()
        {
            Verb = "mitigate",
            Title = "Stop the bleeding",
            Submit = "Start",
            Intro = "One change, as small as will help.",
            Fields =
            [
                new FormField
                {
                    Key = "kind",
                    Label = "What kind?",
                    Kind = FieldKind.Select,
                    Value = kind,
                    Options = MitigationKinds.Options,
                },
                What(what, "Which service, flag or server, and what with it?"),
            ],
        };

    /// <summary>What to roll back, and to which build.</summary>
    public static Form Rollback(Incident incident, string? what, string? to) =>
        new()
        {
            Verb = MitigationKinds.Rollback,
            Title = "Roll back",
            Submit = "Start",
            Fields =
            [
                new FormField
                {
                    Key = "what",
                    Label = "What?",
                    Value = what ?? (incident.Services is [var only] ? only : null),
                },
                new FormField
                {
                    Key = "to",
                    Label = "To which build?",
                    Value = to,
                    Optional = true,
                },
            ],
        };

    /// <summary>Why a way back is not viable.</summary>
    public static Form NotViable(Incident incident, string? what) =>
        new()
        {
            Verb = MitigationKinds.Rollback,
            Lead = "no",
            Title = "Not a way back",
            Fields =
            [
                new FormField
                {
                    Key = "what",
                    Label = "Which rollback?",
                    Value = what ?? (incident.Services is [var only] ? only : null),
                },
                new FormField
                {
                    Key = "rest",
                    Label = "Why not?",
                    Hint = "For example: “the schema was migrated, data would be lost”",
                },
            ],
        };

    /// <summary>Why there is nothing of that at all.</summary>
    /// <param name="verb"><c>rollback</c>, <c>mitigate</c> or <c>evidence</c>.</param>
    /// <param name="title">At most 24 characters.</param>
    public static Form None(string verb, string title) =>
        new()
        {
            Verb = verb,
            Lead = "none",
            Title = title,
            Fields =
            [
                new FormField
                {
                    Key = "rest",
                    Label = "Because",
                    Kind = FieldKind.Paragraph,
                },
            ],
        };

    /// <summary>Why a second change runs beside the first.</summary>
    public static Form Both(StartMitigation change) =>
        new()
        {
            Verb = "mitigate",
            Title = "Run both",
            Submit = "Start",
            Intro = "Two changes at once make it hard to tell which one helped.",
            Fields = [.. Fields(change), new FormField { Key = "both", Label = "Why both at once?" }],
        };

    /// <summary>The target's name once more.</summary>
    public static Form Confirm(StartMitigation change, string target) =>
        new()
        {
            Verb = "mitigate",
            Title = "Type the target's name",
            Submit = "Start",
            Intro = "This destroys state and cannot be taken back.",
            Fields =
            [
                .. Fields(change),
                .. BothOf(change),
                new FormField
                {
                    Key = "confirm",
                    Label = "The target's name",
                    Hint = target,
                },
            ],
        };

    /// <summary>What came of a change.</summary>
    public static Form Outcome(Mitigation? of, string? observed) =>
        new()
        {
            Verb = "outcome",
            Lead = of is null ? "" : $"#{of.Number}",
            Title = "Outcome",
            Intro = of is null ? null : Ink.Clean(of.ToString()),
            Fields =
            [
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

    /// <summary>For whom we wait.</summary>
    public static Form Wait() =>
        new()
        {
            Verb = "wait",
            Title = "Wait for somebody",
            Fields =
            [
                new FormField
                {
                    Key = "rest",
                    Label = "For whom?",
                    Hint = "A supplier, a team",
                },
                new FormField
                {
                    Key = "link",
                    Label = "Their ticket or status page",
                    Optional = true,
                },
                new FormField
                {
                    Key = "check",
                    Label = "Ask again in",
                    Optional = true,
                    Hint = "15m, 1h; default 30m",
                },
            ],
        };

    private static IEnumerable<FormField> Fields(StartMitigation change) =>
        [
            new FormField
            {
                Key = "kind",
                Label = "What kind?",
                Kind = FieldKind.Select,
                Value = change.Kind,
                Options = MitigationKinds.Options,
            },
            What(change.What, "What?"),
            .. change.To is null
                ? Array.Empty<FormField>()
                :
                [
                    new FormField
                    {
                        Key = "to",
                        Label = "To which build?",
                        Value = change.To,
                    },
                ],
            .. change.AllIsMeant
                ?
                [
                    new FormField
                    {
                        Key = "scope",
                        Label = "Scope",
                        Value = "all",
                        Kind = FieldKind.Choice,
                        Options = [new("all", "All at once")],
                    },
                ]
                : Array.Empty<FormField>(),
        ];

    private static IEnumerable<FormField> BothOf(StartMitigation change) =>
        change.Both is { } why
            ?
            [
                new FormField
                {
                    Key = "both",
                    Label = "Why both at once?",
                    Value = why,
                },
            ]
            : [];

    private static FormField What(string? value, string label) =>
        new()
        {
            Key = "rest",
            Label = label,
            Value = value,
        };
}
