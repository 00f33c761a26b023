using Npgsql;
using Quartz;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Work that follows the clock, shared by all hosts of a cluster.</summary>
public static class JobsSetup
{
    private const string Scheduler = "incidents";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Registers the jobs and their scheduler.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="connectionString">The database; the scheduler's tables are created where they are missing.</param>
    public static void AddJobs(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        services
            .AddOptionsWithValidateOnStart<RetentionOptions, RetentionOptionsValidator>()
            .Bind(builder.Configuration.GetSection(RetentionOptions.Section));
        services.AddSingleton<DeadlineSweep>();
        services.AddSingleton<MessageSealing>();
        services.AddSingleton<Housekeeping>();
        services
            .AddOptionsWithValidateOnStart<DigestOptions, DigestOptionsValidator>()
            .Bind(builder.Configuration.GetSection(DigestOptions.Section));
        services.AddSingleton<DigestPosting>();
        services.AddSingleton<InboxWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<InboxWorker>());
        // By name: an unnamed scheduler's clock would become the clock of the whole host.
        services.AddQuartz(Scheduler, quartz => Configure(quartz, connectionString));
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    // Ticks come from the machine's clock; what is due is told by the host's clock, which can be turned in a local
    // workspace.
    private static void Configure(IQuartzBuilder quartz, string connectionString)
    {
        quartz.ConfigureScheduler(options =>
        {
            options.InstanceName = Scheduler;
            options.GenerateInstanceId = true;
            options.IdleWaitTime = Second;
        });
        quartz.UseTimeProvider(TimeProvider.System);
        // A job that throws uses its firing up: without a policy a moment without the database would lose it.
        quartz.UseDefaultRetryPolicy(RetryPolicy.Exponential(6, Second, 2, TimeSpan.FromSeconds(10)));
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(NpgsqlFactory.Instance, connectionString);
            store.UseSystemTextJsonSerializer();
            store.ConfigureStore(options => options.SchemaProvisioning = SchemaProvisioning.CreateIfMissing);
            store.UseClustering(options => options.CheckinInterval = TimeSpan.FromSeconds(5));
        });
        // "Now" would be read from the host's clock.
        var now = TimeProvider.System.GetUtcNow();
        quartz.ScheduleJob<QuartzDeadlineJob>(
            trigger => trigger.WithIdentity("deadlines").StartAt(now).WithSimpleSchedule(Second),
            job => Once(job, "deadlines")
        );
        quartz.ScheduleJob<QuartzSealingJob>(
            trigger => trigger.WithIdentity("sealing").StartAt(now).WithSimpleSchedule(Minute),
            job => Once(job, "sealing")
        );
        quartz.ScheduleJob<QuartzDigestJob>(
            trigger => trigger.WithIdentity("digest").StartAt(now).WithSimpleSchedule(Minute),
            job => Once(job, "digest")
        );
        quartz.ScheduleJob<QuartzHousekeepingJob>(
            trigger => trigger.WithIdentity("housekeeping").StartAt(now).WithCronSchedule("0 17 3 * * ?"),
            job => Once(job, "housekeeping")
        );
    }

    private static void Once<T>(IJobConfigurator<T> job, string name)
        where T : IJob => job.WithIdentity(name).DisallowConcurrentExecution().RequestRecovery();
}
