using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Outbox.Carriers;

namespace ChatOpsIncidents.Host.Trackers;

/// <summary>The tracker that is configured, if one is.</summary>
public static class TrackersSetup
{
    /// <summary>Registers it.</summary>
    public static void AddTrackers(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var section = builder.Configuration.GetSection(TrackerOptions.Section);
        services.AddOptions<TrackerOptions>().Bind(section);
        services.AddOutbound();
        services.AddSingleton<IEffectCarrier, TrackerCarrier>();
        services.AddSingleton<TrackerPoll>();
        var set = section.Get<TrackerOptions>() ?? new TrackerOptions();
        if (set.GitHub is not null)
            services.AddSingleton<ITracker, GitHubTracker>();
        if (set.Jira is not null)
            services.AddSingleton<ITracker, JiraTracker>();
        if (set.Linear is not null)
            services.AddSingleton<ITracker, LinearTracker>();
        if (set.Webhook is not null)
            services.AddSingleton<ITracker, WebhookTracker>();
    }
}
