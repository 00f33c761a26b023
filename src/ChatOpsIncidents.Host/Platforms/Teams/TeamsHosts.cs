using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Which addresses may be called with our token: nobody sends us elsewhere.</summary>
public sealed class TeamsHosts(IOptions<TeamsOptions> options)
{
    private static readonly string[] Domains = ["botframework.com", "teams.microsoft.com", "teams.microsoft.us"];

    private readonly HashSet<string> _more = new(
        options.Value.ServiceHosts.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The address as one that may be called; null: it may not.</summary>
    public Uri? Allowed(string? serviceUrl)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var url) || !string.IsNullOrEmpty(url.UserInfo))
            return null;
        if (url.Scheme is not ("http" or "https"))
            return null;
        var isConfigured = _more.Contains(url.Authority);
        return isConfigured || IsMicrosofts(url) ? WithSlash(url) : null;
    }

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
