using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Runbooks;

/// <summary>A guide that fits an incident.</summary>
/// <param name="Guide">The guide.</param>
/// <param name="Because">What of the incident it fits, in words: <c>service checkout</c>, <c>“disk full”</c>.</param>
/// <param name="Strength">How well, at least 1.</param>
public sealed record GuideFit<T>(T Guide, string Because, int Strength)
    where T : Guide;

/// <summary>Which guides fit an incident, by its services and by its words.</summary>
public static partial class GuideFit
{
    private const int ByService = 2,
        ByWords = 3,
        BySeverity = 1;
    private const int StemMin = 4;
    private static readonly string[] Endings = ["ing", "ed", "es", "e"];

    /// <summary>The runbooks that fit, the best first.</summary>
    public static IReadOnlyList<GuideFit<Runbook>> Runbooks(Incident incident, Catalog catalog)
    {
        var about = About(incident, catalog);
        return Best(catalog.Runbooks.Select(one => Of(one, about, incident, catalog)));
    }

    /// <summary>The playbook that fits best; null: none. One for every service and severity fits when no other
    /// does.</summary>
    public static GuideFit<Playbook>? Playbook(Incident incident, Catalog catalog)
    {
        var about = About(incident, catalog);
        return Best(catalog.Playbooks.Select(one => Of(one, about, incident, catalog))).FirstOrDefault();
    }

    private static GuideFit<Runbook>? Of(
        Runbook one,
        IReadOnlyCollection<string> about,
        Incident incident,
        Catalog catalog
    )
    {
        var service = about.FirstOrDefault(name =>
            IsFor(one, name, catalog)
            || catalog.Find(name)?.Runbooks.Contains(one.Name, StringComparer.OrdinalIgnoreCase) == true
        );
        var words = Said(one, incident);
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
        Catalog catalog
    )
    {
        if (one.Severities.Count > 0 && !one.Severities.Contains(incident.Severity))
            return null;
        var service = about.FirstOrDefault(name => IsFor(one, name, catalog));
        var words = Said(one, incident);
        if (service is null && words is null && one.Services.Count + one.Symptoms.Count > 0)
            return null;
        var kind = one.Severities.Count > 0 ? $"severity {incident.Severity}" : "any incident";
        var because = service is null && words is null ? kind : Because(service, words);
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

    private static string Because(string? service, string? words) =>
        string.Join(
            " and ",
            new[]
            {
                service is null ? null : $"service {service}",
                words is null ? null : $"“{words}”",
            }.OfType<string>()
        );

    // A guide names a service by any of its names.
    private static bool IsFor(Guide one, string service, Catalog catalog) =>
        one.Services.Any(name =>
            name.Equals(service, StringComparison.OrdinalIgnoreCase)
            || catalog.Find(name)?.Name.Equals(service, StringComparison.OrdinalIgnoreCase) == true
        );

    // The services that were named, and those whose name stands in what people said.
    private static List<string> About(Incident incident, Catalog catalog)
    {
        var said = Texts(incident)
            .SelectMany(text => Word().Matches(text).Select(match => match.Value))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. incident
                .Services.Concat(
                    catalog
                        .Services.Where(service => service.Aliases.Prepend(service.Name).Any(said.Contains))
                        .Select(service => service.Name)
                )
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    // The first of its phrases whose words all stand in one thing that people said.
    private static string? Said(Guide one, Incident incident) =>
        one.Symptoms.FirstOrDefault(phrase =>
            Stems(phrase) is { Count: > 0 } wanted && Texts(incident).Any(text => wanted.IsSubsetOf(Stems(text)))
        );

    private static IEnumerable<string> Texts(Incident incident) => incident.Symptoms.Prepend(incident.Title);

    private static HashSet<string> Stems(string text) =>
        [.. Word().Matches(text.ToLowerInvariant()).Select(match => Stem(match.Value))];

    // Enough for “certificates have expired” to be “certificate expired”, and “disks are filling” “disk fills”.
    private static string Stem(string word)
    {
        if (
            Endings.FirstOrDefault(end =>
                word.EndsWith(end, StringComparison.Ordinal) && word.Length - end.Length >= StemMin
            ) is
            { } ending
        )
            return word[..^ending.Length];
        return word is [.., not 's', 's'] && word.Length > StemMin - 1 ? word[..^1] : word;
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}_-]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
