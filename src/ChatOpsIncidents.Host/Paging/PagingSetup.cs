using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Paging;

/// <summary>The paging systems, each where it is configured.</summary>
public static class PagingSetup
{
    /// <summary>Registers them.</summary>
    public static void AddPaging(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var section = builder.Configuration.GetSection(PagingOptions.Section);
        services.AddOptions<PagingOptions>().Bind(section);
        services.AddOutbound();
        services.AddSingleton<IOutsideHealth, OutsideHealth>();
        services.AddSingleton<MailServer>();
        var set = section.Get<PagingOptions>() ?? new PagingOptions();
        if (set.PagerDuty.Keys.Count > 0)
            services.AddSingleton<IPager, PagerDutyPager>();
        if (set.Jsm.Responders.Count > 0)
            services.AddSingleton<IPager, JsmPager>();
        if (set.OnCall.Urls.Count > 0)
            services.AddSingleton<IPager, OnCallPager>();
        if (set.Webhook.Urls.Count > 0)
            services.AddSingleton<IPager, WebhookPager>();
        if (set.Mail.To.Count > 0)
            services.AddSingleton<IPager, MailPager>();
    }
}
