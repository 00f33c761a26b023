using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Which addresses may be called with our token: nobody sends us elsewhere.</summary>
public sealed class TeamsHosts(IOptions<TeamsOptions> options)
{
    private const int KnownMax = 1_000;

    private const string ConnectorHost = "smba.trafficmanager.net";

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

    /// <summary>An address at which Microsoft, or a workspace on this machine, takes people's files; null: it is none.
    /// </summary>
    public Uri? OfFiles(string? address) =>
        Read(address) is { } url && (IsConfigured(url) || (IsSecure(url) && IsUnder(Files, url))) ? url : null;

    /// <summary>Whether two addresses are the same but for letters' case and a slash at the end.</summary>
    public static bool AreSame(string one, string? other) =>
        one.TrimEnd('/').Equals(other?.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private Uri? Judged(string? serviceUrl) =>
        Read(serviceUrl) is { } url && (IsConfigured(url) || IsMicrosofts(url)) ? WithSlash(url) : null;

    private static Uri? Read(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !string.IsNullOrEmpty(url.UserInfo))
            return null;
        return url.Scheme is "http" or "https" ? url : null;
    }

    private bool IsConfigured(Uri url) => _more.Contains(url.Authority);

    private static bool IsMicrosofts(Uri url) =>
        IsSecure(url) && (url.Host.Equals(ConnectorHost, StringComparison.OrdinalIgnoreCase) || IsUnder(Domains, url));

    private static bool IsSecure(Uri url) => url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort;

    private static bool IsUnder(string[] domains, Uri url) =>
        domains.Any(domain => url.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));

    private static Uri WithSlash(Uri url) =>
        url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/", UriKind.Absolute);
}
