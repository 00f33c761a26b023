namespace ChatOpsIncidents.Host.Insights;

/// <summary>Whether the settled order is kept better than before.</summary>
internal static class Trend
{
    private static readonly TimeSpan Span = TimeSpan.FromDays(90);

    /// <summary>The last ninety days beside the ninety before; null: too few incidents to compare.</summary>
    public static OrderTrend? Of(IReadOnlyList<ComparedIncident> incidents, DateTimeOffset until)
    {
        var now = Kept(incidents, until - Span, until);
        var before = Kept(incidents, until - Span - Span, until - Span);
        return now.Count < Comparison.ValuesMin || before.Count < Comparison.ValuesMin
            ? null
            : new OrderTrend(before.Median, before.Count, now.Median, now.Count);
    }

    private static Spread Kept(IEnumerable<ComparedIncident> incidents, DateTimeOffset from, DateTimeOffset to) =>
        Spread.Of(
            incidents
                .Where(one => one.DeclaredAt >= from && one.DeclaredAt < to && !one.Figures.IsCancelled)
                .Select(one => (double?)one.Figures.OrderKept)
        );
}
