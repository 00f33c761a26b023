using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Signals.Reading;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>What the sources' names mean here.</summary>
public sealed class ServiceNames(CatalogSource catalog, IOptions<HooksOptions> options)
{
    private const int NameLengthMax = 100;

    /// <summary>The service of a signal: the first name that the catalogue knows, else the best that was given, without
    /// its owner in front. Null: none was.</summary>
    public string? Of(Signal signal)
    {
        var known = signal.Services.Select(name => catalog.Current.Find(name)).FirstOrDefault(one => one is not null);
        if (known is not null)
            return known.Name;
        var tail = signal.Services.Select(name => name.Split('/')[^1]).ToArray();
        return tail.Select(name => catalog.Current.Find(name)?.Name).FirstOrDefault(name => name is not null)
            ?? tail.Select(Shortened).FirstOrDefault();
    }

    /// <summary>The service whose supplier or self has a status page; null: none of the catalogue.</summary>
    public string? OfPage(string? page)
    {
        if (!Uri.TryCreate(page, UriKind.Absolute, out var address))
            return null;
        return catalog
            .Current.Services.FirstOrDefault(service =>
                Uri.TryCreate(service.StatusPage, UriKind.Absolute, out var its) && its.Host == address.Host
            )
            ?.Name;
    }

    /// <summary>Whether what happens in an environment is nobody's incident.</summary>
    public bool IsQuiet(string? environment) =>
        environment is not null && options.Value.QuietEnvironments.Any(word => BeginsWith(environment, word));

    // "test-2" and "review/cart", not "testimonials".
    private static bool BeginsWith(string environment, string word) =>
        environment.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        && (environment.Length == word.Length || !char.IsAsciiLetter(environment[word.Length]));

    private static string Shortened(string name) => name.Length > NameLengthMax ? name[..NameLengthMax] : name;
}
