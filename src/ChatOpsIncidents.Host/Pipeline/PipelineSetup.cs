using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>The one door in, and the rules it decides by.</summary>
public static class PipelineSetup
{
    /// <summary>Reads the rules and registers the pipeline.</summary>
    /// <exception cref="ConfigurationFaultException">The rules have faults.</exception>
    public static void AddPipeline(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new PolicySource(builder.Configuration));
        services.AddSingleton<CatalogSource>();
        services.AddSingleton<PeopleDirectory>();
        services.AddSingleton<IncidentChanges>();
        services.AddSingleton<CommandPipeline>();
        services.AddSingleton<ICommandPipeline, CountedPipeline>();
        services.AddSingleton<Rehearsal>();
    }

    /// <summary>Has people outlive the host; needs <see cref="IPeopleStore"/>.</summary>
    public static void AddPeopleKeeping(this WebApplicationBuilder builder) =>
        builder.Services.AddHostedService<PeopleKeeping>();
}
