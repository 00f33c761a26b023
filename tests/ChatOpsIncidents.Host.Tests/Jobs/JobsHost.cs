using ChatOpsIncidents.Host.Capture;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Pages;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Trackers;
using Hangfire;
using Hangfire.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Jobs;

/// <summary>What of a host follows the clock, on a database, with a log to read. Its effects stay in the outbox.</summary>
internal sealed class JobsHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private JobsHost(WebApplication app, LogLines log) => (_app, Log) = (app, log);

    public LogLines Log { get; }

    public IServiceProvider Services => _app.Services;

    public JobStorage Storage => Services.GetRequiredService<JobStorage>();

    public Uri Address => new(_app.Urls.First());

    public static async Task<JobsHost> Start(
        string database,
        TimeProvider? clock = null,
        Action<WebApplicationBuilder>? change = null
    )
    {
        var log = new LogLines();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(log);
        if (clock is not null)
            builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(database));
        builder.AddPipeline();
        builder.AddCapture();
        builder.AddTrackers();
        await builder.AddJobs(database, CancellationToken.None);
        builder.Services.AddSingleton<IEventStore, PostgresEventStore>();
        builder.Services.AddSingleton<INotes, PostgresNotes>();
        builder.Services.AddSingleton<OutboxSignal>();
        change?.Invoke(builder);
        var app = builder.Build();
        app.MapJobs(WebAccess.IsHere);
        await app.StartAsync();
        return new JobsHost(app, log);
    }

    /// <summary>The state of a job, such as <c>Succeeded</c>.</summary>
    public string? StateOf(string job)
    {
        using var connection = Storage.GetConnection();
        return connection.GetJobData(job)?.State;
    }

    /// <summary>The recurring jobs that are written down, by their names.</summary>
    public string[] Recurring()
    {
        using var connection = Storage.GetConnection();
        return [.. connection.GetRecurringJobs().Select(job => job.Id).Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
