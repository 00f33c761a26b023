using ChatOpsIncidents.Host.Paging;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Paging;

/// <summary>A paging system as the host would register it.</summary>
internal static class PagerBench
{
    /// <summary>The one of that name.</summary>
    public static IPager Of(string way, Dictionary<string, string?> settings)
    {
        Assert.Empty(PagingOptions.Faults(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<PolicySource>();
        builder.AddPaging();
        return builder.Services.BuildServiceProvider().GetServices<IPager>().Single(pager => pager.Way == way);
    }
}
