using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Audiences;
using ChatOpsIncidents.Host.Capture;
using ChatOpsIncidents.Host.Insights;
using ChatOpsIncidents.Host.Invitations;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Monitoring;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pages;
using ChatOpsIncidents.Host.Paging;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Platforms.Teams;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Rollbacks;
using ChatOpsIncidents.Host.Signals;
using ChatOpsIncidents.Host.Telemetry;
using ChatOpsIncidents.Host.Trackers;

namespace ChatOpsIncidents.Host;

/// <summary>The host, one line a folder.</summary>
public static class HostApp
{
    /// <summary>Builds the host; the database is up to date when this returns.</summary>
    /// <param name="args">The command line's.</param>
    /// <param name="change">A last change before it is built, for tests and benchmarks.</param>
    /// <exception cref="ConfigurationFaultException">The configuration has faults; the message lists all.</exception>
    public static async Task<WebApplication> Build(string[] args, Action<WebApplicationBuilder>? change = null)
    {
        // The configuration is read once, at the start: no file of it needs to be watched.
        var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        change?.Invoke(builder);
        ConfigurationCheck.All(builder.Configuration);
        builder.AddTelemetry();
        builder.AddAccess();
        builder.AddPipeline();
        var database = await builder.AddPostgres(CancellationToken.None);
        builder.AddPeopleKeeping();
        builder.AddOutbox();
        builder.AddOutside();
        builder.AddCapture();
        await builder.AddJobs(database, CancellationToken.None);
        builder.AddAdjustableClock();
        builder.Services.AddSlack(builder.Configuration);
        builder.Services.AddTeams(builder.Configuration);
        builder.Services.AddSignals(builder.Configuration);
        builder.Services.AddMonitoring(builder.Configuration);
        builder.AddSignIn();
        builder.Services.AddPages();
        builder.Services.AddInsights();
        builder.Services.AddSlackWarmUp();

        var app = builder.Build();
        // Asked for first, it is disposed of last: everything else uses it.
        _ = app.Services.GetService<PrivatePostgres>();
        app.UseAccess();
        app.UsePages();
        app.MapAdjustableClock();
        app.MapSlack();
        app.MapTeams();
        app.MapSignals();
        app.MapPages();
        app.MapInsights();
        app.MapJobs(WebAccess.IsLetIn, app.Services.GetRequiredService<WebAccess>().IsOperator);
        return app;
    }

    // Whom the outbox calls besides the chat.
    private static void AddOutside(this WebApplicationBuilder builder)
    {
        builder.AddTrackers();
        builder.AddPaging();
        builder.AddAudiences();
        builder.AddInvitations();
        builder.AddRollbacks();
    }
}
