using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary>A way to stop the bleeding that the catalogue knows for a service of an incident.</summary>
/// <param name="Known">The way.</param>
/// <param name="Owner">Who can do it; null: unknown.</param>
public sealed record KnownWay(KnownMitigation Known, string? Owner)
{
    /// <summary>What <see cref="Standing"/> says before it was tried.</summary>
    public const string NotTried = "not tried";

    private const int LabelMax = 70;

    /// <summary>Its kind and what, as they follow <c>mitigate</c>.</summary>
    public string Words => $"{Known.Kind} {Known.What}";

    /// <summary>The line that starts it.</summary>
    public string Line =>
        Known.Kind == MitigationKinds.Rollback
            ? ShowRollbackOptions.Word.Line(Known.What).ToWords()
            : StartMitigation.Word.Line(Words).ToWords();

    /// <summary>Kind and what as people read them, short enough for a button.</summary>
    public string Label => ShortText.Cut($"{MitigationKinds.Find(Known.Kind)!.Label}: {Known.What}", LabelMax);

    /// <summary>The columns of the table of ways back, in one line with marks.</summary>
    public string Row(Incident incident, DateOnly today) =>
        string.Join(
            " · ",
            [
                $"data risk {Markup.Clean(Known.DataRisk ?? "unknown")}",
                KnownWays.Minutes(Known.Minutes),
                Owner is null ? "owner unknown" : Markup.Clean(Owner),
                Standing(incident),
                RehearsalWords.Say(Known.Rehearsed, today),
                .. Known.Command is { } command ? [Markup.Code(command)] : Array.Empty<string>(),
            ]
        );

    /// <summary>What came of it in this incident, in words.</summary>
    public string Standing(Incident incident) =>
        incident.Mitigations.FindLast(m =>
            m.Kind == Known.Kind && m.What.Equals(Known.What, StringComparison.OrdinalIgnoreCase)
        ) switch
        {
            null => NotTried,
            { Outcome: null } => "running",
            { Outcome: MitigationOutcome.Worked } => "worked",
            { Outcome: MitigationOutcome.Partial } => "helped partly",
            _ => "no effect",
        };
}

/// <summary>The known ways to stop the bleeding.</summary>
public static class KnownWays
{
    private const int OptionMax = 75,
        OptionsMax = 100;

    /// <summary>Those of the incident's services, the kind usually best first.</summary>
    public static IReadOnlyList<KnownWay> Of(Incident incident, Catalog catalog) =>
        [
            .. incident
                .Services.Select(catalog.Find)
                .OfType<Service>()
                .SelectMany(service => service.Mitigations.Select(known => Of(service, known)))
                .DistinctBy(way => way.Words, StringComparer.OrdinalIgnoreCase)
                .OrderBy(way => MitigationKinds.Ranked.ToList().FindIndex(kind => kind.Name == way.Known.Kind)),
        ];

    /// <summary>As options of a form: what it is, how long, when rehearsed.</summary>
    public static IReadOnlyList<FieldOption> Options(Incident incident, DecisionContext context) =>
        [
            .. Of(incident, context.Catalog)
                .Take(OptionsMax)
                .Select(way => new FieldOption(way.Words, Option(way.Known, context))),
        ];

    private static string Option(KnownMitigation known, DecisionContext context)
    {
        var facts = (known.Minutes is { } minutes ? $"{minutes} min, " : "") + Ago(known.Rehearsed, Day(context));
        return $"{ShortText.Cut($"{known.Kind} {known.What}", OptionMax - facts.Length - 3)} ({facts})";
    }

    /// <summary>How a change is done that the catalogue knows, in one line with marks; null: it does not.</summary>
    /// <param name="kind">The change's kind.</param>
    /// <param name="what">The change's target and words.</param>
    /// <param name="context">The catalogue, and the day.</param>
    public static string? How(string kind, string what, DecisionContext context) =>
        Find(kind, what, context.Catalog) is { Command: { } command } known
            ? string.Join(
                " · ",
                [
                    $"How: {Markup.Code(command)}",
                    Minutes(known.Minutes),
                    $"data risk {Markup.Clean(known.DataRisk ?? "unknown")}",
                    RehearsalWords.Say(known.Rehearsed, Day(context)),
                ]
            )
            : null;

    /// <summary>The command that does a change; null: the catalogue has none.</summary>
    /// <param name="kind">The change's kind.</param>
    /// <param name="what">The change's target and words.</param>
    /// <param name="catalog">Where it would stand.</param>
    public static string? CommandOf(string kind, string what, Catalog catalog) => Find(kind, what, catalog)?.Command;

    private static KnownMitigation? Find(string kind, string what, Catalog catalog)
    {
        var known = catalog
            .Services.SelectMany(service => service.Mitigations)
            .FirstOrDefault(one => one.Kind == kind && one.What.Equals(what, StringComparison.OrdinalIgnoreCase));
        if (known is not null || kind != MitigationKinds.Rollback || catalog.Find(what) is not { } service)
            return known;
        return new KnownMitigation(kind, what)
        {
            Command = service.RollbackCommand,
            Minutes = service.RollbackMinutes,
            DataRisk = service.RollbackDataRisk,
            Rehearsed = service.RollbackRehearsed,
        };
    }

    /// <summary>How long, in words.</summary>
    public static string Minutes(int? minutes) => minutes is { } known ? $"{known} min" : "minutes unknown";

    /// <summary>The day on which a decision is made, UTC.</summary>
    public static DateOnly Day(DecisionContext context) => DateOnly.FromDateTime(context.Now.UtcDateTime);

    private static string Ago(DateOnly? day, DateOnly today) =>
        day is { } known && known <= today
            ? $"rehearsed {RehearsalWords.Days(today.DayNumber - known.DayNumber)}"
            : "never rehearsed";

    private static KnownWay Of(Service service, KnownMitigation known) => new(known, service.Owner);
}
