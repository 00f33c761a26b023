using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Runbooks;

/// <summary>A guide that fits an incident.</summary>
/// <param name="Guide">The guide.</param>
/// <param name="Because">What of the incident it fits, each in words: <c>service checkout</c>, <c>“disk
/// full”</c>.</param>
/// <param name="Strength">How well, at least 1.</param>
public sealed record GuideFit<T>(T Guide, IReadOnlyList<string> Because, int Strength)
    where T : Guide;

/// <summary>Which guides fit an incident, by its services and by its words.</summary>
public static class GuideFit
{
    private const int ByService = 2,
        ByWords = 3,
        BySeverity = 1;

    /// <summary>The runbooks that fit, the best first.</summary>
    public static IReadOnlyList<GuideFit<Runbook>> Runbooks(Incident incident, Catalog catalog) =>
        Runbooks(incident, new SaidWords(incident), catalog);

    /// <summary>The name of the runbook for what it looks like, the one for its services first; null: none.</summary>
    public static string? RunbookOf(IncidentPath path, Incident incident, Catalog catalog)
    {
        var phrases = PathWords
            .Symptoms(path)
            .Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(SaidWords.Stems)
            .ToArray();
        var fitting = catalog
            .Runbooks.Where(one => one.Symptoms.Select(SaidWords.Stems).Any(says => phrases.Any(says.SetEquals)))
            .ToArray();
        if (fitting.Length < 2)
            return fitting.FirstOrDefault()?.Name;
        var about = About(incident, new SaidWords(incident), catalog);
        return fitting
            .OrderByDescending(one => about.Any(name => IsFor(one, name, catalog)))
            .ThenBy(one => one.Name, StringComparer.Ordinal)
            .First()
            .Name;
    }

    /// <summary>The playbook that fits best; null: none. One for every service and severity fits when no other
    /// does.</summary>
    public static GuideFit<Playbook>? Playbook(Incident incident, Catalog catalog) =>
        Playbook(incident, new SaidWords(incident), catalog);

    internal static IReadOnlyList<GuideFit<Runbook>> Runbooks(Incident incident, SaidWords said, Catalog catalog)
    {
        var about = About(incident, said, catalog);
        return Best(catalog.Runbooks.Select(one => Of(one, about, said, catalog)));
    }

    internal static GuideFit<Playbook>? Playbook(Incident incident, SaidWords said, Catalog catalog)
    {
        var about = About(incident, said, catalog);
        return Best(catalog.Playbooks.Select(one => Of(one, about, incident, said, catalog))).FirstOrDefault();
    }

    private static GuideFit<Runbook>? Of(
        Runbook one,
        IReadOnlyCollection<string> about,
        SaidWords said,
        Catalog catalog
    )
    {
        var service = about.FirstOrDefault(name =>
            IsFor(one, name, catalog)
            || catalog.Find(name)?.Runbooks.Contains(one.Name, StringComparer.OrdinalIgnoreCase) == true
        );
        var words = one.Symptoms.FirstOrDefault(said.HasPhrase);
        if (service is null && words is null)
            return null;
        return new GuideFit<Runbook>(
            one,
            Because(service, words),
            (service is null ? 0 : ByService) + (words is null ? 0 : ByWords)
        );
    }

    private static GuideFit<Playbook>? Of(
        Playbook one,
        IReadOnlyCollection<string> about,
        Incident incident,
        SaidWords said,
        Catalog catalog
    )
    {
        if (one.Severities.Count > 0 && !one.Severities.Contains(incident.Severity))
            return null;
        var service = about.FirstOrDefault(name => IsFor(one, name, catalog));
        var words = one.Symptoms.FirstOrDefault(said.HasPhrase);
        if (service is null && words is null && one.Services.Count + one.Symptoms.Count > 0)
            return null;
        var kind = one.Severities.Count > 0 ? $"severity {incident.Severity}" : "any incident";
        var because = service is null && words is null ? [kind] : Because(service, words);
        return new GuideFit<Playbook>(
            one,
            because,
            1
                + (service is null ? 0 : ByService)
                + (words is null ? 0 : ByWords)
                + (one.Severities.Count > 0 ? BySeverity : 0)
        );
    }

    private static GuideFit<T>[] Best<T>(IEnumerable<GuideFit<T>?> fits)
        where T : Guide =>
        [
            .. fits.OfType<GuideFit<T>>()
                .OrderByDescending(fit => fit.Strength)
                .ThenBy(fit => fit.Guide.Name, StringComparer.Ordinal),
        ];

    private static string[] Because(string? service, string? words) =>
        [
            .. new[]
            {
                service is null ? null : $"service {service}",
                words is null ? null : $"“{words}”",
            }.OfType<string>(),
        ];

    // A guide names a service by any of its names.
    private static bool IsFor(Guide one, string service, Catalog catalog) =>
        one.Services.Any(name =>
            name.Equals(service, StringComparison.OrdinalIgnoreCase)
            || catalog.Find(name)?.Name.Equals(service, StringComparison.OrdinalIgnoreCase) == true
        );

    // The services that were named, and those whose name stands in what people said.
    private static List<string> About(Incident incident, SaidWords said, Catalog catalog) =>
        [
            .. incident
                .Services.Concat(
                    catalog
                        .Services.Where(service => said.Has(service.Aliases.Prepend(service.Name)))
                        .Select(service => service.Name)
                )
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
}
