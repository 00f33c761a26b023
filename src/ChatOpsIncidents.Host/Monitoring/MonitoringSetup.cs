using ChatOpsIncidents.Host.Outbound;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>Recovery checks: what monitoring shows now against before.</summary>
public static class MonitoringSetup
{
    private const int AnswerLengthMax = 4 * 1024 * 1024;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Registers the readers and the rounds.</summary>
    public static void AddMonitoring(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptionsWithValidateOnStart<MonitoringOptions, MonitoringOptionsValidator>()
            .Bind(configuration.GetSection(MonitoringOptions.Section));
        services.AddOutboundClient(MonitoringCall.HttpName, CallTimeout, AnswerLengthMax);
        services.AddSingleton<MonitoringCall>().AddSingleton<PostgresChecks>().AddSingleton<Baselines>();
        services.AddSingleton<AmazonCredentials>();
        services
            .AddSingleton<ICheckReader, PrometheusChecks>()
            .AddSingleton<ICheckReader, DatadogChecks>()
            .AddSingleton<ICheckReader, CloudWatchChecks>()
            .AddSingleton<ICheckReader, JsonChecks>()
            .AddSingleton<ICheckReader, HttpProbe>();
        services.AddSingleton<CheckRounds>().AddSingleton<CheckPictures>();
        services.AddHostedService(provider => provider.GetRequiredService<CheckRounds>());
    }
}
