using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>Effects on their way out.</summary>
public static class OutboxSetup
{
    /// <summary>Registers the outbox and its dispatcher.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="connectionString">The database, for a session of its own that shows that the host lives.</param>
    public static void AddOutbox(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        services
            .AddOptionsWithValidateOnStart<OutboxOptions, OutboxOptionsValidator>()
            .Bind(builder.Configuration.GetSection(OutboxOptions.Section));
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxMeter>();
        services.AddSingleton(provider => new PostgresPresence(
            connectionString,
            provider.GetRequiredService<OutboxSignal>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgresPresence>>()
        ));
        services.AddSingleton<IOutbox, PostgresOutbox>();
        services.AddSingleton<IPlaces, PostgresPlaces>();
        services.AddSingleton<PlaceResolver>();
        services.AddSingleton<KeptFiles>();
        services.AddSingleton<EffectAttempt>();
        services.AddSingleton<EffectDispatcher>();
        // Before the dispatcher, so that it ends after it: what is on its way at a stop is still this host's.
        services.AddHostedService(provider => provider.GetRequiredService<PostgresPresence>());
        services.AddHostedService(provider => provider.GetRequiredService<EffectDispatcher>());
    }
}
