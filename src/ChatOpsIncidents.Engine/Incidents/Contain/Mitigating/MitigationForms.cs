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
                    Label = "What is rolled back?",
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
            Title = "Not an option",
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
                    Label = "Why is there none?",
                    Kind = FieldKind.Paragraph,
                    Example = "Nothing was deployed; the supplier is down",
                },
            ],
        };

    /// <summary>Why a second change runs beside the first; where none runs any more, only whether to start.</summary>
    public static Form Both(StartMitigation change, Incident incident) =>
        incident.Running is null ? StartNow(change) : RunBoth(change);

    private static Form StartNow(StartMitigation change) =>
        new()
        {
            Verb = "mitigate",
            Title = "Start it now",
            Submit = "Start",
            Intro = "No other change is running any more.",
            Fields = [.. Fields(change)],
        };

    private static Form RunBoth(StartMitigation change) =>
        new()
        {
            Verb = "mitigate",
            Title = "Run both",
            Submit = "Start",
            Intro = "Two changes at once make it hard to tell which one helped.",
            Fields = [.. Fields(change), new FormField { Key = "both", Label = "Why both at once?" }],
        };

    /// <summary>What is changed: picked where its words hold names, and its name typed.</summary>
    public static Form Confirm(StartMitigation change, IReadOnlyList<string> names) =>
        new()
        {
            Verb = "mitigate",
            Title = "What will be changed?",
            Submit = "Start",
            Intro = "This destroys state and cannot be taken back.",
            Fields =
            [
                .. Fields(change),
                .. BothOf(change),
                .. Target(change, names),
                new FormField
                {
                    Key = "confirm",
                    Label = "Type its name",
                    Hint = names is [var only] ? only : "The service, table or host",
                },
            ],
        };

    private static IEnumerable<FormField> Target(StartMitigation change, IReadOnlyList<string> names) =>
        names.Count > 1
            ?
            [
                new FormField
                {
                    Key = "target",
                    Label = "Which one?",
                    Kind = FieldKind.Select,
                    Optional = true,
                    Value = names.FirstOrDefault(name => change.Target is { } t && ChangeTarget.Alike(t, name)),
                    Options =
                    [
                        .. names.Select(name => new FieldOption(ShortText.Cut(name, 75), ShortText.Cut(name, 75))),
                    ],
                },
            ]
            : [];

    /// <summary>For whom we wait; a supplier that the services need, and the catalogue knows, stands there already.
    /// </summary>
    public static Form Wait(Incident incident, Catalog catalog)
    {
        var supplier = incident
            .Services.Concat(catalog.NeededBy(incident.Services))
            .Select(catalog.Find)
            .OfType<Service>()
            .FirstOrDefault(service => service is { StatusPage: not null, RollbackCommand: null });
        return new()
        {
            Verb = "wait",
            Title = "Wait for somebody",
            Submit = "Wait",
            Fields =
            [
                new FormField
                {
                    Key = "rest",
                    Label = "For whom?",
                    Value = supplier?.Name,
                    Hint = "A supplier, a team",
                },
                new FormField
                {
                    Key = "link",
                    Label = "Their ticket or status page",
                    Value = supplier?.StatusPage,
                    Optional = true,
                },
                new FormField
                {
                    Key = "check",
                    Label = "Ask them again after",
                    Kind = FieldKind.Choice,
                    Value = "30m",
                    Options = [new("15m", "15 minutes"), new("30m", "30 minutes"), new("1h", "1 hour")],
                },
            ],
        };
    }

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
            What(change.What, "What is changed?"),
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
                        Key = "smaller",
                        Label = "Smaller first?",
                        Value = "no",
                        Kind = FieldKind.Choice,
                        Options = [new("no", "No: all at once")],
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
