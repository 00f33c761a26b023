using ChatOpsIncidents.Simulator.Outside;
using ChatOpsIncidents.Simulator.Page;
using ChatOpsIncidents.Simulator.Teams;
using ChatOpsIncidents.Simulator.WebApi;
using ChatOpsIncidents.Simulator.Wire;
using ChatOpsIncidents.Simulator.Workspace;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Simulator;

/// <summary>
/// A local chat workspace that speaks Slack's wire protocol to an unmodified bot host, with a web page to type in. It
/// knows nothing of the host but its address and the shared secrets. All state is in memory.
/// </summary>
public static class SimulatorApp
{
    private static readonly TimeSpan ClientPatience = TimeSpan.FromSeconds(10);

    /// <summary>Builds the program; the caller starts it. Tests pass <c>--urls http://127.0.0.1:0</c>.</summary>
    /// <param name="args">Command line, as for any ASP.NET Core program; settings as
    /// <c>--Simulator:HostUrl=…</c>.</param>
    /// <param name="configure">Last changes before the program is built; null for none.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddOptions<SimulatorOptions>().Bind(builder.Configuration.GetSection("Simulator"));
        AddServices(builder.Services);
        AddOutside(builder.Services);
        if (builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls("http://127.0.0.1:5081");
        configure?.Invoke(builder);

        var app = builder.Build();
        var workspace = app.Services.GetRequiredService<LocalWorkspace>();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            workspace.BaseUrl = (workspace.Options.PublicUrl?.ToString() ?? Reachable(app.Urls.First())).TrimEnd('/');
            foreach (
                var address in app.Urls.Where(address => !new Uri(Reachable(address)).IsLoopback || IsWide(address))
            )
                Log.IsOpen(app.Logger, address);
        });
        app.Use(RefuseOtherSites);
        app.Map(
            "/api/{method}",
            (HttpContext context, string method, WebApiEndpoint api) => api.Answer(context, method)
        );
        app.MapWire();
        app.MapTeams();
        app.MapMethods(
            "/prometheus/api/v1/{path:regex(^(query|query_range)$)}",
            [HttpMethods.Get, HttpMethods.Post],
            (HttpContext context, string path, PrometheusApi api) => api.Answer(context, path)
        );
        app.MapFiles();
        app.MapPageApi();
        app.MapPageFiles();
        return app;
    }

    private static bool IsWide(string listening) => Reachable(listening) != listening;

    private static string Reachable(string listening) =>
        listening.Replace("0.0.0.0", "127.0.0.1").Replace("[::]", "127.0.0.1");

    /// <summary>The page's addresses need no sign-in, so pages of other sites must not reach them through a
    /// browser.</summary>
    private static Task RefuseOtherSites(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (
            origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var site) && site.Authority == context.Request.Host.Value)
        )
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static void AddOutside(IServiceCollection services) =>
        services
            .AddSingleton<OutsideWorld>()
            .AddSingleton<OutsideHooks>()
            .AddSingleton<OutsideActs>()
            .AddSingleton<ConnectorSignature>()
            .AddSingleton<BotConnector>()
            .AddSingleton<PrometheusApi>();

    private static void AddServices(IServiceCollection services)
    {
        services.AddSingleton(p => new WorkspaceClock(
            p.GetService<TimeProvider>() ?? TimeProvider.System,
            p.GetRequiredService<IOptions<SimulatorOptions>>().Value.Clock
        ));
        services
            .AddSingleton<LocalWorkspace>()
            .AddSingleton<Postings>()
            .AddSingleton<Memberships>()
            .AddSingleton<Modals>();
        services.AddSingleton(_ => new HttpClient(
            new SocketsHttpHandler
            {
                MaxAutomaticRedirections = 2,
                UseCookies = false,
                UseProxy = false,
            }
        )
        {
            Timeout = ClientPatience,
        });
        services.AddSingleton<WireLog>().AddSingleton<HostCaller>().AddSingleton<Payloads>().AddSingleton<Answers>();
        services.AddSingleton<SlashCommands>().AddSingleton<Interactions>().AddSingleton<Forms>();
        services.AddSingleton<EventDelivery>().AddHostedService(p => p.GetRequiredService<EventDelivery>());
        services.AddSingleton<RateLimiter>().AddSingleton<ApiMethods>().AddSingleton<WebApiEndpoint>();
        AddMethods(services);
        services
            .AddSingleton<PageReads>()
            .AddSingleton<PageActs>()
            .AddSingleton<PageInteractions>()
            .AddSingleton<PageControls>();
    }

    private static void AddMethods(IServiceCollection services) =>
        services
            .AddSingleton<IMethodFamily, PeopleMethods>()
            .AddSingleton<IMethodFamily, ChatMethods>()
            .AddSingleton<IMethodFamily, ConversationMethods>()
            .AddSingleton<IMethodFamily, HistoryMethods>()
            .AddSingleton<IMethodFamily, ViewMethods>()
            .AddSingleton<IMethodFamily, MarkMethods>()
            .AddSingleton<IMethodFamily, CanvasMethods>()
            .AddSingleton<IMethodFamily, FileMethods>();
}
