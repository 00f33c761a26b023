using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Sources;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>What outside systems tell: hooks, and status pages that are read.</summary>
public static class SignalsSetup
{
    private const int AnswerLengthMax = 2 * 1024 * 1024;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Registers the doors and the readers.</summary>
    public static void AddSignals(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptionsWithValidateOnStart<HooksOptions, HooksOptionsValidator>()
            .Bind(configuration.GetSection(HooksOptions.Section));
        services.AddOutboundClient(AmazonSns.HttpName, CallTimeout, AnswerLengthMax);
        services.AddOutboundClient(StatuspagePolling.HttpName, CallTimeout, AnswerLengthMax);
        services.AddSingleton<AmazonSns>();
        services.AddSingleton<ISnsCertificates>(provider => provider.GetRequiredService<AmazonSns>());
        services.AddSingleton<SnsScheme>().AddSingleton<SourceTable>();
        services.AddSingleton<HookProofs>().AddSingleton<HookLoad>().AddSingleton<HookDoor>();
        services.AddSingleton<HookRefusals>().AddSingleton<HookSources>();
        services.AddSingleton<DeliveryWake>().AddSingleton<PostgresDeliveries>();
        services.AddSingleton<ServiceNames>().AddSingleton<PostgresChanges>().AddSingleton<ChangeHistory>();
        services.AddSingleton<ChangeTelling>();
        services.AddSingleton<AlertHome>().AddSingleton<PostgresAlerts>().AddSingleton<AlertRouter>();
        services.AddSingleton<PageAnswers>().AddSingleton<ItemChanges>();
        services.AddSingleton<SignalWorker>().AddSingleton<StatuspagePolling>();
        services.AddHostedService(provider => provider.GetRequiredService<SignalWorker>());
        services.AddHostedService(provider => provider.GetRequiredService<StatuspagePolling>());
    }

    /// <summary>Maps <c>/hooks/deploys|changes|alerts|dependencies|trackers/{source}</c>.</summary>
    public static void MapSignals(this IEndpointRouteBuilder routes)
    {
        // Some senders put what others post.
        routes.MapMethods(
            "/hooks/{kind:regex(^(deploys|changes|alerts|dependencies|trackers)$)}/{source}",
            [HttpMethods.Post, HttpMethods.Put],
            (HttpContext context, HookDoor door, string kind, string source) => door.Enter(context, kind, source)
        );
    }
}
