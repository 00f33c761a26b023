using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Which addresses may be called with our token: nobody sends us elsewhere.</summary>
public sealed class TeamsHosts(IOptions<TeamsOptions> options)
{
    private const int KnownMax = 1_000;

    private static readonly string[] Domains = ["botframework.com", "teams.microsoft.com", "teams.microsoft.us"];

    private static readonly string[] Files = ["sharepoint.com", "sharepoint.us", "sharepoint-mil.us", "sharepoint.cn"];

    private readonly HashSet<string> _more = new(
        options.Value.ServiceHosts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        StringComparer.OrdinalIgnoreCase
    );

    // Few are allowed, and each delivery names one of them.
    private readonly ConcurrentDictionary<string, Uri> _known = new(StringComparer.Ordinal);

    /// <summary>The address as one that may be called; null: it may not.</summary>
    public Uri? Allowed(string? serviceUrl)
    {
        if (serviceUrl is not null && _known.TryGetValue(serviceUrl, out var known))
            return known;
        if (Judged(serviceUrl) is not { } allowed)
            return null;
        if (_known.Count < KnownMax)
            _known[serviceUrl!] = allowed;
        return allowed;
    }

    private Uri? Judged(string? serviceUrl)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var url) || !string.IsNullOrEmpty(url.UserInfo))
            return null;
        if (url.Scheme is not ("http" or "https"))
            return null;
        var isConfigured = _more.Contains(url.Authority);
        return isConfigured || IsMicrosofts(url) ? WithSlash(url) : null;
    }

    /// <summary>Whether it is an address at which Microsoft takes people's files.</summary>
    public bool IsOfFiles(Uri url) =>
        (_more.Contains(url.Authority) && url.Scheme is ("http" or "https"))
        || (
            url.Scheme == Uri.UriSchemeHttps
            && url.IsDefaultPort
            && Files.Any(domain => url.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase))
        );

    /// <summary>Whether two addresses are the same but for letters' case and a slash at the end.</summary>
    public static bool AreSame(string one, string? other) =>
        one.TrimEnd('/').Equals(other?.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static bool IsMicrosofts(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps
        && url.IsDefaultPort
        && (
            url.Host.Equals("smba.trafficmanager.net", StringComparison.OrdinalIgnoreCase)
            || Domains.Any(domain => url.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase))
        );

    private static Uri WithSlash(Uri url) =>
        url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/", UriKind.Absolute);
}
