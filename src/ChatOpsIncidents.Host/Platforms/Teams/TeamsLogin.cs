using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>The token with which we call the Bot Connector. No thread waits for it.</summary>
public sealed class TeamsLogin
{
    private readonly Lazy<IConfidentialClientApplication> _app;
    private readonly Asked _connector,
        _graph;
    private int _forced,
        _forcedForGraph;

    /// <summary>Signs in as the configured application.</summary>
    public TeamsLogin(IOptions<TeamsOptions> options, IHttpClientFactory http)
    {
        var set = options.Value;
        string[] scopes = [set.Scope];
        string[] graph = [new Uri(set.GraphUrl).GetLeftPart(UriPartial.Authority) + "/.default"];
        _app = new Lazy<IConfidentialClientApplication>(() => Build(set, http));
        _connector = new Asked(() => Ask(scopes, Interlocked.Exchange(ref _forced, 0) == 1));
        _graph = new Asked(() => Ask(graph, Interlocked.Exchange(ref _forcedForGraph, 0) == 1));
    }

    /// <summary>The next token is a new one: the old one was refused.</summary>
    public void Renew() => Interlocked.Exchange(ref _forced, 1);

    /// <summary>The same for Microsoft Graph's.</summary>
    public void RenewForGraph() => Interlocked.Exchange(ref _forcedForGraph, 1);

    /// <summary>A token that is valid now.</summary>
    /// <exception cref="MsalException">None is given: the settings are wrong, or the sign-in is out of
    /// reach.</exception>
    /// <exception cref="TimeoutException">The sign-in does not answer.</exception>
    public Task<string> Token(CancellationToken ct) => _connector.Answer(ct);

    /// <summary>A token for Microsoft Graph.</summary>
    /// <exception cref="MsalException">As for <see cref="Token"/>.</exception>
    /// <exception cref="TimeoutException">As for <see cref="Token"/>.</exception>
    public Task<string> ForGraph(CancellationToken ct) => _graph.Answer(ct);

    private async Task<string> Ask(string[] scopes, bool isForced) =>
        (await _app.Value.AcquireTokenForClient(scopes).WithForceRefresh(isForced).ExecuteAsync()).AccessToken;

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

    // All wait for one and the same answer, and none but the one who asked waits for long: whoever carries effects of
    // Teams carries others' too.
    private sealed class Asked(Func<Task<string>> ask)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

        private readonly Lock _gate = new();
        private Task<string>? _asking;
        private volatile bool _isSilent;

        public async Task<string> Answer(CancellationToken ct)
        {
            var (asking, isOurs) = Asking();
            if (isOurs)
                return await asking.WaitAsync(ct);
            try
            {
                return await asking.WaitAsync(_isSilent ? TimeSpan.Zero : Patience, ct);
            }
            catch (TimeoutException)
            {
                _isSilent = true;
                throw;
            }
        }

        private (Task<string> Asking, bool IsOurs) Asking()
        {
            lock (_gate)
            {
                if (_asking is { IsCompleted: false } asking)
                    return (asking, false);
                _isSilent = false;
                _asking = ask();
                return (_asking, true);
            }
        }
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
