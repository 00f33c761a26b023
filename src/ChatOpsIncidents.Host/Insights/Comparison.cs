namespace ChatOpsIncidents.Host.Insights;

/// <summary>One figure over the incidents that are compared.</summary>
/// <param name="Label">What it is, for example <c>Time to mitigate</c>.</param>
/// <param name="Unit">What its values count.</param>
/// <param name="Spread">All of them.</param>
/// <param name="Quarters">Per quarter, oldest first.</param>
public sealed record FigureRow(
    string Label,
    FigureUnit Unit,
    Spread Spread,
    IReadOnlyList<(string Quarter, Spread Spread)> Quarters
);

/// <summary>What a figure counts.</summary>
public enum FigureUnit
{
    /// <summary>Seconds.</summary>
    Duration,

    /// <summary>Of a hundred.</summary>
    Percent,

    /// <summary>How many an incident.</summary>
    Count,
}

/// <summary>Figures that belong together.</summary>
/// <param name="Title">Their heading.</param>
/// <param name="Rows">The figures.</param>
public sealed record FigureGroup(string Title, IReadOnlyList<FigureRow> Rows);

/// <summary>What incidents have in common and how they differ: the ground for what to mend next.</summary>
public sealed record Comparison
{
    /// <summary>How many values a phase needs before it is called the worst.</summary>
    public const int ValuesMin = 3;

    /// <summary>The incidents compared, oldest first; false alarms are not.</summary>
    public required IReadOnlyList<ComparedIncident> Incidents { get; init; }

    /// <summary>Detection, coordination, fewer surprises.</summary>
    public required IReadOnlyList<FigureGroup> Groups { get; init; }

    /// <summary>The phase that took longest in the middle; null: too little is known.</summary>
    public (string Phase, Spread Spread)? Worst { get; init; }

    /// <summary>Who was paged, how often, and how often at night; most first.</summary>
    public required IReadOnlyList<(string Whom, int Times, int AtNight)> Pages { get; init; }

    /// <summary>What recurs: service, factor, how often, and what helped last.</summary>
    public required IReadOnlyList<Pattern> Patterns { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="incidents">Those that are chosen, oldest first.</param>
    /// <param name="zone">In which zone nights are nights.</param>
    public static Comparison Of(IEnumerable<ComparedIncident> incidents, TimeZoneInfo zone)
    {
        ComparedIncident[] all = [.. incidents.Where(incident => !incident.Figures.IsCancelled)];
        return new Comparison
        {
            Incidents = all,
            Groups = ComparisonRows.Groups(all, zone),
            Worst = ComparisonRows.Worst(all),
            Pages = ComparisonRows.Pages(all, zone),
            Patterns = Pattern.In(all),
        };
    }
}
