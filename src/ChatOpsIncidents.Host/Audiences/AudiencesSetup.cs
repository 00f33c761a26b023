using ChatOpsIncidents.Host.Outbox.Carriers;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Audiences;

/// <summary>The ways by which audiences are told, each where it is configured.</summary>
public static class AudiencesSetup
{
    /// <summary>Registers them.</summary>
    public static void AddAudiences(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddOptions<DestinationOptions>().Bind(configuration.GetSection(DestinationOptions.Section));
        services.AddSingleton<AudienceAddresses>();
        services.AddSingleton<IEffectCarrier, InformCarrier>();
        var audiences = configuration.GetSection("Audiences").GetChildren().ToArray();
        if (configuration["Paging:Mail:Server"] is { Length: > 0 })
            services.AddSingleton<IUpdateWay, MailUpdates>();
        if (audiences.Any(row => row["Webhook"] is { Length: > 0 }))
            services.AddSingleton<IUpdateWay, WebhookUpdates>();
        if (audiences.Any(row => row["StatusPage"] is { Length: > 0 }))
            services.AddSingleton<IUpdateWay, StatusPageUpdates>();
    }
}
