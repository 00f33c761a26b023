using ChatOpsIncidents.Host.Outbox.Carriers;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>Effects on their way out.</summary>
public static class OutboxSetup
{
    /// <summary>Registers the outbox and its dispatcher.</summary>
    public static void AddOutbox(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddOptionsWithValidateOnStart<OutboxOptions, OutboxOptionsValidator>()
            .Bind(builder.Configuration.GetSection(OutboxOptions.Section));
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxMeter>();
        services.AddSingleton<IOutbox, PostgresOutbox>();
        services.AddSingleton<IPlaces, PostgresPlaces>();
        services.AddSingleton<IPostedMessages, PostedMessages>();
        services.AddSingleton<PlaceResolver>();
        services.AddSingleton<KeptFiles>();
        services.AddSingleton<ChatCarrier>();
        services.AddSingleton<WaitingWords>();
        services.AddSingleton<IEffectCarrier, PostCarrier>();
        services.AddSingleton<IEffectCarrier, InviteCarrier>();
        services.AddSingleton<IEffectCarrier, RoomCarrier>();
        services.AddSingleton<IEffectCarrier, UploadCarrier>();
        services.AddSingleton<IEffectCarrier, HomeCarrier>();
        services.AddSingleton<IEffectCarrier, PageCarrier>();
        services.AddSingleton<IEffectCarrier, EndPageCarrier>();
        services.AddSingleton<IEffectCarrier, FileCarrier>();
        services.AddSingleton<EffectReports>();
        services.AddSingleton<EffectAttempt>();
        services.AddSingleton<LeaseKeeper>();
        services.AddSingleton<EffectDispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<EffectDispatcher>());
    }
}
