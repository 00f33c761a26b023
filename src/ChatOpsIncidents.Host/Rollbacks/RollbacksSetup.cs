using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Outbox.Carriers;

namespace ChatOpsIncidents.Host.Rollbacks;

/// <summary>The webhook that carries out confirmed rollbacks, if one is configured.</summary>
public static class RollbacksSetup
{
    /// <summary>Registers it.</summary>
    public static void AddRollbacks(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(RollbackOptions.Section);
        builder.Services.AddOptions<RollbackOptions>().Bind(section);
        builder.Services.AddOutbound();
        builder.Services.AddSingleton<IEffectCarrier, RollbackCarrier>();
    }
}
