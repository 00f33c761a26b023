using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>Words that may leave the house: without names of services, people, groups, hosts and incidents of
/// ours.</summary>
public static partial class OutwardText
{
    private const string Service = "our service";
    private const string Supplier = "a supplier";
    private const string Team = "our team";
    private const string Host = "our system";
    private const int ShortestName = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>A text without them; what stands in their place reads on.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="incident">Its services and people.</param>
    /// <param name="catalog">The services, groups and hosts of ours.</param>
    /// <param name="people">More people, by name.</param>
    public static string Of(string text, Incident incident, Catalog catalog, params IReadOnlyList<string> people)
    {
        var outward = Internal().Replace(text, match => match.Groups["id"].Success ? "this incident" : Host);
        outward = Mention().Replace(outward, Team);
        var names = Names(incident, catalog)
            .Concat(people.SelectMany(Spellings).Select(name => (Name: name, Instead: Team)))
            .Where(name => name.Name.Length >= ShortestName)
            .DistinctBy(name => name.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(name => name.Name, name => name.Instead, StringComparer.OrdinalIgnoreCase);
        return Markup.Clean(names.Count == 0 ? outward : Without(outward, names));
    }

    /// <summary>A text with other words in place of a name, where it stands as a word.</summary>
    internal static string Replace(string text, string name, string instead) =>
        name.Length < ShortestName
            ? text
            : Regex.Replace(
                text,
                $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])",
                instead,
                RegexOptions.IgnoreCase,
                Patience
            );

    // A word that is only built with such a name goes as a whole: payments-db, eu.checkout.
    private static string Without(string text, Dictionary<string, string> names)
    {
        var either = names
            .Keys.OrderByDescending(name => name.Length)
            .Select(name => IsOrdinary(name) ? $"(?-i:{Regex.Escape(name)})" : Regex.Escape(name));
        const string Letter = @"[\p{L}\p{N}]";
        var pattern =
            $@"@?(?:{Letter}+[-_.])*(?<!{Letter})(?<name>{string.Join('|', either)})(?!{Letter})(?:[-_.]{Letter}+)*";
        return Regex.Replace(
            text,
            pattern,
            match => names[match.Groups["name"].Value],
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            Patience
        );
    }

    // A person may be called like a word of every day, and then only their spelling is the name.
    private static bool IsOrdinary(string name) => OrdinaryWords.All.Contains(name.ToLowerInvariant());

    private static IEnumerable<(string Name, string Instead)> Names(Incident incident, Catalog catalog)
    {
        var services = catalog.Services.SelectMany(service => service.Aliases.Prepend(service.Name));
        foreach (var name in services.Concat(incident.Services))
            yield return (name, Service);
        foreach (var name in catalog.Services.SelectMany(service => service.DependsOn))
            yield return (name, catalog.Find(name) is null ? Supplier : Service);
        foreach (var name in catalog.Services.SelectMany(Hosts))
            yield return (name, Host);
        foreach (var name in Groups(catalog).Concat(People(incident)).SelectMany(Spellings))
            yield return (name, Team);
    }

    private static IEnumerable<string> Groups(Catalog catalog) =>
        catalog
            .Services.SelectMany(service => service.Owners)
            .Concat(catalog.Rotations.SelectMany(rotation => rotation.People.Prepend(rotation.Name)))
            .Concat(catalog.Rotations.Select(rotation => rotation.Backup).OfType<string>());

    private static IEnumerable<string> People(Incident incident) =>
        incident
            .Roles.Values.Concat(incident.Joined)
            .Concat(incident.Followers)
            .Concat(incident.Log.Select(line => line.By).Where(person => person.IsHuman))
            .Select(person => person.Name)
            .Distinct(StringComparer.Ordinal);

    // Whole, and each part that is long enough to be somebody's.
    private static IEnumerable<string> Spellings(string name)
    {
        var bare = name.TrimStart('@');
        yield return bare;
        foreach (var part in bare.Split(' ').Where(part => part.Length >= 3 && char.IsUpper(part[0])))
            yield return part;
    }

    private static IEnumerable<string> Hosts(Service service) =>
        service
            .Dashboards.Select(dashboard => dashboard.Url)
            .Append(service.Deploys)
            .Concat(service.Checks.SelectMany(check => new[] { check.Http, check.Json }))
            .Select(url => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : null)
            .OfType<string>();

    [GeneratedRegex(
        """
                (?<id>\bINC-\d+\b)                                                  # an incident
                | (?:https?://)?(?<![\w.-])[a-z0-9_-]+(?:\.[a-z0-9_-]+)*            # a host of ours
                  \.(?:internal|local|svc|cluster|lan|corp)\b\S*
                | \b\d{1,3}(?:\.\d{1,3}){3}\b                                       # an address
            """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex Internal();

    [GeneratedRegex(@"<[@!#][^>]*>|</?at>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Mention();
}
