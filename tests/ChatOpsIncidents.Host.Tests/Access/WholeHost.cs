using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>The whole host on both of its addresses, with a real database.</summary>
public sealed class WholeHost : IAsyncDisposable
{
    private int _requests;

    private WholeHost(WebApplication app)
    {
        App = app;
        Chat = new Uri(app.Urls.First());
        Pages = new Uri(app.Services.GetRequiredService<Listeners>().Pages);
    }

    /// <summary>The host.</summary>
    public WebApplication App { get; }

    /// <summary>The address for chat.</summary>
    public Uri Chat { get; }

    /// <summary>The pages' address.</summary>
    public Uri Pages { get; }

    /// <summary>For calls to both; no redirect is followed, no cookie kept.</summary>
    public HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>Starts one.</summary>
    public static async Task<WholeHost> Start(
        PostgresFixture postgres,
        Dictionary<string, string?>? settings = null,
        string? database = null,
        Action<IServiceCollection>? services = null
    )
    {
        database ??= await postgres.NewDatabase();
        var app = await HostApp.Build(
            ["--urls", "http://127.0.0.1:0"],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["ConnectionStrings:Incidents"] = database,
                        ["Web:Listen"] = "http://127.0.0.1:0",
                        ["Api:Tokens:test"] = "read-token",
                    }
                );
                builder.Configuration.AddInMemoryCollection(settings ?? []);
                services?.Invoke(builder.Services);
            }
        );
        await app.StartAsync();
        return new WholeHost(app);
    }

    /// <summary>Where sign-in is to lead back to, the address has to be known before.</summary>
    public static Dictionary<string, string?> WithSignIn(FakeProvider provider, string kind, string tenant)
    {
        var pages = $"http://127.0.0.1:{FreePort.Next()}";
        return new Dictionary<string, string?>
        {
            ["Web:Listen"] = pages,
            ["Web:BaseUrl"] = pages,
            ["Web:SignIn:Provider"] = kind,
            ["Web:SignIn:Authority"] = provider.Address,
            ["Web:SignIn:ClientId"] = FakeProvider.ClientId,
            ["Web:SignIn:ClientSecret"] = FakeProvider.ClientSecret,
            ["Web:SignIn:TenantId"] = tenant,
            ["Web:SignIn:Operators"] = $"U0OPS, {FakeSlack.Ana}",
        };
    }

    /// <summary>Somebody types in Slack, past its door.</summary>
    public Task<Outcome> Type(string personId, string words, string? channel = null) =>
        App
            .Services.GetRequiredService<ICommandPipeline>()
            .Run(
                new VerifiedRequest
                {
                    Platform = "slack",
                    Workspace = FakeSlack.Team,
                    Id = $"typed-{Interlocked.Increment(ref _requests)}",
                    By = new PlatformPerson(personId, FakeSlack.NameOf(personId), null, false, false),
                    Input = new RequestInput.Typed(words),
                    ChannelId = channel ?? $"C0TYPED{_requests}",
                },
                CancellationToken.None
            );

    /// <summary>Reads from the pages' address.</summary>
    public Task<HttpResponseMessage> Page(string path, string? cookie = null) =>
        Send(HttpMethod.Get, new Uri(Pages, path), cookie);

    /// <summary>Sends a request, with a cookie if one is given.</summary>
    public async Task<HttpResponseMessage> Send(
        HttpMethod method,
        Uri address,
        string? cookie = null,
        HttpContent? content = null
    )
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
    }
}
