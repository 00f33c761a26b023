using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Hangfire.Server;
using Npgsql;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Work that follows the clock, shared by all hosts.</summary>
/// <remarks>
/// Deadlines are rows, stored with the facts that cause them; a process of the scheduler's server sweeps them. All else
/// is a job of the scheduler. Its own defaults are static: with them, two hosts in one process would run one another's
/// jobs, so that everything here is handed over by the host.
/// </remarks>
public static class JobsSetup
{
    // Jobs are few. A worker looks for them by itself, each as often as that; one that is asked for here wakes one.
    private const int Workers = 2;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    // Whoever dies in a job leaves it to others after this long.
    private static readonly TimeSpan Invisible = TimeSpan.FromSeconds(30);

    // A lock is a row with a time. Whoever dies in one stops that part of the scheduler for this long.
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(1);

    /// <summary>Registers the jobs and their scheduler, and brings its tables up to date.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="ct">Ends the wait for it.</param>
    public static async Task AddJobs(this WebApplicationBuilder builder, string connectionString, CancellationToken ct)
    {
        await HangfireTables.Install(connectionString, ct);
        var services = builder.Services;
        services
            .AddOptionsWithValidateOnStart<RetentionOptions, RetentionOptionsValidator>()
            .Bind(builder.Configuration.GetSection(RetentionOptions.Section));
        services
            .AddOptionsWithValidateOnStart<DigestOptions, DigestOptionsValidator>()
            .Bind(builder.Configuration.GetSection(DigestOptions.Section));
        services.AddSingleton<DeadlineSweep>();
        services.AddSingleton<MessageSealing>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<FiguresJob>().AddSingleton<NoteShuffling>();
        services.AddSingleton<DigestPosting>();
        services.AddSingleton<CatchUpJobs>();
        services.AddSingleton<InboxWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<InboxWorker>());
        services.AddScheduler();
        services.AddHostedService<RecurringJobs>();
        services.AddHostedService<CatchUpTriggers>();
    }

    private static void AddScheduler(this IServiceCollection services)
    {
        services.AddSingleton<JobStorage>(provider => new PostgreSqlStorage(
            new HangfireConnections(provider.GetRequiredService<NpgsqlDataSource>()),
            Storage()
        ));
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(
            provider.GetRequiredService<IServiceScopeFactory>()
        ));
        services.AddSingleton<IJobFilterProvider>(_ => new JobFilterProviderCollection(
            new JobFilterCollection { new HangfireFailures(), new HangfireTrace(), new StatisticsHistoryAttribute() },
            new JobFilterAttributeFilterProvider()
        ));
        services.AddHangfire(
            (provider, hangfire) =>
                hangfire
                    .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
                    .UseSimpleAssemblyNameTypeSerializer()
                    .UseRecommendedSerializerSettings()
                    .UseLogProvider(
                        new HangfireLog(provider.GetRequiredService<ILoggerFactory>().CreateLogger("Hangfire"))
                    )
        );
        services.AddSingleton<IBackgroundProcess, DeadlineProcess>();
        services.AddHangfireServer(
            (_, server) =>
            {
                server.WorkerCount = Workers;
                server.SchedulePollingInterval = Poll;
                server.HeartbeatInterval = TimeSpan.FromSeconds(10);
                server.ServerCheckInterval = TimeSpan.FromSeconds(30);
                server.ServerTimeout = TimeSpan.FromMinutes(1);
                server.StopTimeout = TimeSpan.FromSeconds(5);
                server.ShutdownTimeout = TimeSpan.FromSeconds(15);
            }
        );
    }

    private static PostgreSqlStorageOptions Storage() =>
        new()
        {
            SchemaName = HangfireTables.Schema,
            PrepareSchemaIfNecessary = false,
            QueuePollInterval = Poll,
            InvisibilityTimeout = Invisible,
            UseSlidingInvisibilityTimeout = true,
            DistributedLockTimeout = Lock,
            EnableTransactionScopeEnlistment = false,
            AllowDegradedModeWithoutStorage = false,
        };
}
