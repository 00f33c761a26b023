using ChatOpsIncidents.Engine.Exports;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>Reckons the rows of a <see cref="Comparison"/>.</summary>
internal static class ComparisonRows
{
    private const int PagesMax = 12;
    private static readonly TimeOnly NightBegins = new(22, 0);
    private static readonly TimeOnly NightEnds = new(7, 0);

    /// <summary>The three groups.</summary>
    public static IReadOnlyList<FigureGroup> Groups(ComparedIncident[] all, TimeZoneInfo zone) =>
        [
            new(
                "Detection",
                [
                    Duration("Time to detect, from the first symptom", all, figures => figures.ToDetect),
                    Duration("Time to known impact", all, figures => figures.ToImpact),
                ]
            ),
            new(
                "Coordination",
                [
                    Duration("Time to the review of the rollback options", all, figures => figures.ToRollbackReview),
                    Duration("Time to the first update", all, figures => figures.ToFirstUpdate),
                    Duration("Time to mitigate", all, figures => figures.ToMitigate),
                    Duration("Time to verified recovery", all, figures => figures.ToResolve),
                    Row("Updates on time", FigureUnit.Percent, all, one => OnTime(one.Figures)),
                    Row("Order kept", FigureUnit.Percent, all, one => one.Figures.OrderKept),
                ]
            ),
            new(
                "Fewer surprises",
                [
                    Row("Overrides", FigureUnit.Count, all, one => one.Figures.Overrides),
                    Row("False all-clears", FigureUnit.Count, all, one => one.Figures.FalseAllClears),
                    Row("Pages", FigureUnit.Count, all, one => one.Figures.Pages.Count),
                    Row("Pages at night", FigureUnit.Count, all, one => NightPages(one.Figures, zone)),
                ]
            ),
        ];

    /// <summary>The phase that took longest in the middle; null: none has enough values.</summary>
    public static (string, Spread)? Worst(ComparedIncident[] all)
    {
        (string Phase, Spread Spread)[] phases =
        [
            ("detection", Spread.Of(all.Select(one => one.Figures.ToDetect))),
            ("impact", Spread.Of(all.Select(one => one.Figures.ToImpact))),
            ("containment", Spread.Of(all.Select(one => one.Figures.ToMitigate - one.Figures.ToImpact))),
            ("proof of recovery", Spread.Of(all.Select(one => one.Figures.ToResolve - one.Figures.ToMitigate))),
        ];
        var known = phases.Where(phase => phase.Spread.Count >= Comparison.ValuesMin).ToArray();
        return known.Length == 0 ? null : known.MaxBy(phase => phase.Spread.Median);
    }

    /// <summary>Who was paged, most first.</summary>
    public static IReadOnlyList<(string, int, int)> Pages(ComparedIncident[] all, TimeZoneInfo zone) =>
        [
            .. all.SelectMany(one => one.Figures.Pages)
                .GroupBy(page => page.Whom)
                .Select(group => (group.Key, group.Count(), group.Count(page => IsAtNight(page.At, zone))))
                .OrderByDescending(row => row.Item2)
                .ThenBy(row => row.Key, StringComparer.Ordinal)
                .Take(PagesMax),
        ];

    private static FigureRow Duration(string label, ComparedIncident[] all, Func<IncidentFigures, double?> value) =>
        Row(label, FigureUnit.Duration, all, one => value(one.Figures));

    private static FigureRow Row(
        string label,
        FigureUnit unit,
        ComparedIncident[] all,
        Func<ComparedIncident, double?> value
    ) =>
        new(
            label,
            unit,
            Spread.Of(all.Select(value)),
            [
                .. all.GroupBy(one => one.Quarter)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => (group.Key, Spread.Of(group.Select(value)))),
            ]
        );

    private static double? OnTime(IncidentFigures figures) =>
        figures.Updates == 0 ? null : 100.0 * figures.UpdatesOnTime / figures.Updates;

    private static double NightPages(IncidentFigures figures, TimeZoneInfo zone) =>
        figures.Pages.Count(page => IsAtNight(page.At, zone));

    private static bool IsAtNight(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        return local >= NightBegins || local < NightEnds;
    }
}
