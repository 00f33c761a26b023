using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Connector.Teams;
using Microsoft.Rest;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>One REST client a service address, kept and lent out; none for an address that is not allowed.</summary>
public sealed class TeamsConnectors(TeamsHosts hosts, TeamsLogin login, IHttpClientFactory http) : ConnectorFactory
{
    private readonly ConcurrentDictionary<Uri, Lent> _clients = new();
    private readonly ConcurrentDictionary<Uri, TeamsConnectorClient> _ofTeams = new();

    /// <summary>The client of an address; null: it may not be called.</summary>
    public IConnectorClient? Find(string? serviceUrl) =>
        hosts.Allowed(serviceUrl) is { } url ? _clients.GetOrAdd(url, New) : null;

    /// <summary>What a client's address says of teams.</summary>
    public ITeamsOperations Teams(IConnectorClient client) => _ofTeams.GetOrAdd(client.BaseUri, OfTeams).Teams;

    /// <inheritdoc/>
    public override Task<IConnectorClient> CreateAsync(
        string serviceUrl,
        string audience,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            Find(serviceUrl) ?? throw new InvalidOperationException("This service address may not be called.")
        );

    // The client outlives many calls: its connections are renewed beneath it.
    private Lent New(Uri url) => new(url, new Bearer(login), http.CreateClient(TeamsSetup.HttpName));

    private TeamsConnectorClient OfTeams(Uri url) =>
        new(url, new Bearer(login), http.CreateClient(TeamsSetup.HttpName), disposeHttpClient: false);

    // Whoever it is lent to disposes of it, and the next one needs it.
    private sealed class Lent(Uri url, ServiceClientCredentials credentials, HttpClient client)
        : ConnectorClient(url, credentials, client, disposeHttpClient: false)
    {
        [SuppressMessage("Usage", "CA2215", Justification = "It is kept for the next one who needs it.")]
        protected override void Dispose(bool disposing)
        {
            // Nothing is given back.
        }
    }

    private sealed class Bearer(TeamsLogin login) : ServiceClientCredentials
    {
        public override async Task ProcessHttpRequestAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) =>
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                await login.Token(cancellationToken)
            );
    }
}
