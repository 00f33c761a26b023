using ChatOpsIncidents.Engine.Exports;

namespace ChatOpsIncidents.Host.Insights;

/// <summary>What came more than once: the same service with the same kind of factor.</summary>
/// <param name="Service">The service.</param>
/// <param name="Factor">The kind of contributing factor; empty: none was recorded.</param>
/// <param name="Seen">The incidents, oldest first.</param>
public sealed record Pattern(string Service, string Factor, IReadOnlyList<ComparedIncident> Seen)
{
    private const int SeenMin = 2;
    private const int PatternsMax = 10;

    /// <summary>The last change that helped, with how long it took in seconds; null: nobody recorded one.</summary>
    public (string Kind, double Took)? LastHelp =>
        Seen.LastOrDefault(one => one.Figures is { Helped: not null, HelpedIn: not null }) is { } last
            ? (last.Figures.Helped!, last.Figures.HelpedIn!.Value)
            : null;

    /// <summary>As incidents and messages tell it.</summary>
    public PastPattern ToPast() =>
        new(Service, Seen.Count, Seen[0].DeclaredAt, Seen[^1].Id)
        {
            Factor = Factor.Length > 0 ? Factor : null,
            Helped = LastHelp?.Kind,
            HelpedIn = LastHelp is var (_, took) ? TimeSpan.FromSeconds(took) : null,
        };

    /// <summary>All that came at least twice; the most frequent first.</summary>
    public static IReadOnlyList<Pattern> In(IEnumerable<ComparedIncident> incidents) =>
        [
            .. incidents
                .SelectMany(one => Keys(one.Figures).Select(key => (key, one)))
                .GroupBy(pair => pair.key, pair => pair.one)
                .Where(group => group.Count() >= SeenMin)
                .Select(group => new Pattern(group.Key.Service, group.Key.Factor, [.. group]))
                .OrderByDescending(pattern => pattern.Seen.Count)
                .ThenBy(pattern => pattern.Service, StringComparer.Ordinal)
                .Take(PatternsMax),
        ];

    /// <summary>What is known of the like of an incident; null: it is the first of its services.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="past">Incidents that are over, oldest first.</param>
    public static PastPattern? Before(Incident incident, IEnumerable<ComparedIncident> past)
    {
        var like = past.Where(one => one.Id != incident.Id && !one.Figures.IsCancelled).ToArray();
        return incident
            .Services.Select(service => Of(service, [.. like.Where(one => one.Figures.Services.Contains(service))]))
            .OfType<PastPattern>()
            .MaxBy(pattern => pattern.Times);
    }

    private static PastPattern? Of(string service, ComparedIncident[] seen)
    {
        if (seen.Length == 0)
            return null;
        return new Pattern(service, "", seen).ToPast() with
        {
            Factor = seen.SelectMany(one => one.Figures.Factors)
                .GroupBy(kind => kind)
                .OrderByDescending(group => group.Count())
                .FirstOrDefault()
                ?.Key,
        };
    }

    private static IEnumerable<(string Service, string Factor)> Keys(IncidentFigures figures) =>
        from service in figures.Services
        from factor in figures.Factors.DefaultIfEmpty("")
        select (service, factor);
}
