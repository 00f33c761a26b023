using ChatOpsIncidents.Host.Capture;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Pages;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
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
        await builder.AddJobs(database, CancellationToken.None);
        builder.Services.AddSingleton<IEventStore, PostgresEventStore>();
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

    /// <summary>Waits until something is so, at most a minute: jobs run by the machine's own clock.</summary>
    public static async Task Until(string what, Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Not seen in a minute: {what}");
            await Task.Delay(20);
        }
    }

    public static Task Until(string what, Func<bool> isSo) => Until(what, () => Task.FromResult(isSo()));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
