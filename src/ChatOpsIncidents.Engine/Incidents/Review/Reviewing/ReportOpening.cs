using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary>How every report begins: what happened, who was hit, how long, and what helped. A sentence each, and none
/// says more than the record.</summary>
public static class ReportOpening
{
    /// <summary>The four sentences.</summary>
    public static IReadOnlyList<string> Of(Incident incident) =>
        [
            Sentence(Capital.Of(incident.Title, incident.Services)),
            Who(incident),
            HowLong(incident),
            Sentence(WhatHelped(incident)),
        ];

    /// <summary>How long it lasted, counted from its start where somebody said when that was.</summary>
    public static string HowLong(Incident incident)
    {
        var figures = Figures.Of(incident);
        if (figures is { Lasted: { } lasted, Span: { } span })
            return $"It lasted {Durations.Say(lasted)}, {FromTo(span.From, span.To)}.";
        var unknown = figures.IsStartKnown ? "" : "; when it began is not recorded";
        return figures.Score.ToResolve is { } resolved
            ? $"It was resolved {Durations.Say(resolved)} after the declaration{unknown}."
            : $"How long it lasted is not known yet{unknown}.";
    }

    /// <summary>A sentence with its full stop.</summary>
    internal static string Sentence(string text) =>
        text.TrimEnd() is [.., '.' or '!' or '?' or '…'] ? text.TrimEnd() : text.TrimEnd() + ".";

    /// <summary>A span in UTC; the day is said once.</summary>
    internal static string FromTo(DateTimeOffset from, DateTimeOffset to) =>
        $"from {from.UtcDateTime:yyyy-MM-dd HH:mm} to "
        + (from.UtcDateTime.Date == to.UtcDateTime.Date ? "" : $"{to.UtcDateTime:yyyy-MM-dd} ")
        + $"{to.UtcDateTime:HH:mm} UTC";

    // It is over; that it went on was said while it did.
    private static string Who(Incident incident) =>
        incident.Impact is { } impact
            ? "Affected: "
                + Sentence(
                    ImpactText.Of(impact with { Ongoing = Answer.No }).Replace(", over", "", StringComparison.Ordinal)
                )
            : "Who was affected is not recorded.";

    private static string WhatHelped(Incident incident)
    {
        var figures = Figures.Of(incident);
        var part = Changes(figures.HelpedInPart);
        if (Helped(incident) is { Length: > 0 } helped)
            return $"What helped: {helped}" + (part.Length > 0 ? $"; in part: {part}" : "");
        return part.Length > 0 ? $"What helped in part: {part}" : "No change is recorded as what helped";
    }

    /// <summary>What made it work again: changes of ours, and those who were waited for; empty: nothing is recorded
    /// as that.</summary>
    internal static string Helped(Incident incident)
    {
        var figures = Figures.Of(incident);
        var outside = figures.HelpedOutside.Select(whom => $"{whom} made it work again");
        return string.Join("; ", new[] { Changes(figures.Helped) }.Where(ours => ours.Length > 0).Concat(outside));
    }

    private static string Changes(IEnumerable<Mitigation> changes) =>
        string.Join("; ", changes.Select(change => $"{change.Kind} {change.What}"));
}
