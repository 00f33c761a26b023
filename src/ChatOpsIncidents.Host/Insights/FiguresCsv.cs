using System.Globalization;
using System.Text;
using ChatOpsIncidents.Engine.Exports;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>Every figure of every incident, one line each; durations in seconds.</summary>
internal static class FiguresCsv
{
    private static readonly (string Name, Func<ComparedIncident, object?> Value)[] Columns =
    [
        ("incident", one => one.Id),
        ("title", one => one.Title),
        ("declaredAt", one => FactHash.Utc(one.DeclaredAt)),
        ("severity", one => one.Figures.Severity),
        ("services", one => string.Join("; ", one.Figures.Services)),
        ("cancelled", one => one.Figures.IsCancelled),
        ("toDetect", one => one.Figures.ToDetect),
        ("toImpact", one => one.Figures.ToImpact),
        ("toRollbackReview", one => one.Figures.ToRollbackReview),
        ("toFirstUpdate", one => one.Figures.ToFirstUpdate),
        ("toMitigate", one => one.Figures.ToMitigate),
        ("toVerifiedRecovery", one => one.Figures.ToResolve),
        ("updates", one => one.Figures.Updates),
        ("updatesOnTime", one => one.Figures.UpdatesOnTime),
        ("overrides", one => one.Figures.Overrides),
        ("falseAllClears", one => one.Figures.FalseAllClears),
        ("orderKeptPercent", one => one.Figures.OrderKept),
        ("pages", one => one.Figures.Pages.Count),
        ("factors", one => string.Join("; ", one.Figures.Factors)),
        ("helped", one => one.Figures.Helped),
        ("helpedIn", one => one.Figures.HelpedIn),
        ("actionsOpen", one => one.Figures.Actions.Count(action => action.DoneAt is null)),
    ];

    /// <summary>Writes it, with a line of names first.</summary>
    public static string Write(IEnumerable<ComparedIncident> incidents)
    {
        var csv = new StringBuilder();
        TimelineCsv.Line(csv, [.. Columns.Select(column => column.Name)]);
        foreach (var incident in incidents)
            TimelineCsv.Line(csv, [.. Columns.Select(column => Text(column.Value(incident)))]);
        return csv.ToString();
    }

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}
