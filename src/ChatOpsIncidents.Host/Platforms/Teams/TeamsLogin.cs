using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>The token with which we call the Bot Connector. No thread waits for it.</summary>
public sealed class TeamsLogin
{
    private readonly Lazy<IConfidentialClientApplication> _app;
    private readonly string[] _scopes,
        _graph;
    private int _forced;

    /// <summary>Signs in as the configured application.</summary>
    public TeamsLogin(IOptions<TeamsOptions> options, IHttpClientFactory http)
    {
        var set = options.Value;
        _scopes = [set.Scope];
        _graph = [new Uri(set.GraphUrl).GetLeftPart(UriPartial.Authority) + "/.default"];
        _app = new Lazy<IConfidentialClientApplication>(() => Build(set, http));
    }

    /// <summary>The next token is a new one: the old one was refused.</summary>
    public void Renew() => Interlocked.Exchange(ref _forced, 1);

    /// <summary>A token that is valid now.</summary>
    /// <exception cref="MsalException">None is given: the settings are wrong, or the sign-in is out of
    /// reach.</exception>
    public async Task<string> Token(CancellationToken ct)
    {
        var isForced = Interlocked.Exchange(ref _forced, 0) == 1;
        var given = await _app.Value.AcquireTokenForClient(_scopes).WithForceRefresh(isForced).ExecuteAsync(ct);
        return given.AccessToken;
    }

    /// <summary>A token for Microsoft Graph.</summary>
    /// <exception cref="MsalException">As for <see cref="Token"/>.</exception>
    public async Task<string> ForGraph(CancellationToken ct) =>
        (await _app.Value.AcquireTokenForClient(_graph).ExecuteAsync(ct)).AccessToken;

    // The library refuses plain http, which a workspace on this machine speaks: its calls are led there.
    private static IConfidentialClientApplication Build(TeamsOptions set, IHttpClientFactory http)
    {
        var login = new Uri(set.LoginUrl.TrimEnd('/') + "/" + set.TenantId);
        var isPlain = login.Scheme == Uri.UriSchemeHttp;
        var authority = isPlain ? new UriBuilder(login) { Scheme = Uri.UriSchemeHttps, Port = login.Port }.Uri : login;
        return ConfidentialClientApplicationBuilder
            .Create(set.AppId)
            .WithClientSecret(set.AppPassword)
            .WithAuthority(authority, validateAuthority: false)
            .WithInstanceDiscovery(enableInstanceDiscovery: false)
            .WithHttpClientFactory(new Clients(http, isPlain))
            .Build();
    }

    private sealed class Clients(IHttpClientFactory http, bool isPlain) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() =>
            http.CreateClient(isPlain ? TeamsSetup.PlainHttpName : TeamsSetup.HttpName);
    }
}

/// <summary>Leads calls to plain http: for a workspace on this machine.</summary>
internal sealed class PlainHttp : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = Uri.UriSchemeHttp }.Uri;
        return base.SendAsync(request, cancellationToken);
    }
}
