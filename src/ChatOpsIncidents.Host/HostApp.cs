using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Capture;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pages;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Signals;
using ChatOpsIncidents.Host.Telemetry;

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
        var builder = WebApplication.CreateBuilder(args);
        change?.Invoke(builder);
        ConfigurationCheck.All(builder.Configuration);
        builder.AddTelemetry();
        builder.AddAccess();
        builder.AddPipeline();
        var database = await builder.AddPostgres(CancellationToken.None);
        builder.AddPeopleKeeping();
        builder.AddOutbox();
        builder.AddCapture();
        await builder.AddJobs(database, CancellationToken.None);
        builder.AddAdjustableClock();
        builder.Services.AddSlack(builder.Configuration);
        builder.Services.AddSignals(builder.Configuration);
        builder.AddSignIn();
        builder.Services.AddPages();
        builder.Services.AddSlackWarmUp();

        var app = builder.Build();
        // Asked for first, it is disposed of last: everything else uses it.
        _ = app.Services.GetService<PrivatePostgres>();
        app.UseAccess();
        app.UsePages();
        app.MapAdjustableClock();
        app.MapSlack();
        app.MapSignals();
        app.MapPages();
        app.MapJobs(WebAccess.IsLetIn, app.Services.GetRequiredService<WebAccess>().IsOperator);
        return app;
    }
}
