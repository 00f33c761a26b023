using Hangfire;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Writes down which jobs recur.</summary>
/// <remarks>Not in the way of the start: a host that died may have left the lock of such a row behind, and then this
/// throws until the lock is old enough to be taken away.</remarks>
internal sealed class RecurringJobs(IRecurringJobManager jobs, ILogger<RecurringJobs> log) : BackgroundService
{
    private const string EachMinute = "* * * * *";
    private const string EachFiveMinutes = "*/5 * * * *";
    private const string EachNight = "17 3 * * *";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // what follows waits for locks without giving its thread back
        foreach (var write in Rows())
            await Write(write, stoppingToken);
    }

    private static IEnumerable<Action<IRecurringJobManager>> Rows() =>
        [
            jobs => jobs.AddOrUpdate<DeadlineSweep>("deadlines", job => job.SweepOnce(default), EachMinute),
            jobs => jobs.AddOrUpdate<MessageSealing>("sealing", job => job.SealOnce(default), EachMinute),
            jobs => jobs.AddOrUpdate<DigestPosting>("digest", job => job.PostOnce(default), EachMinute),
            jobs => jobs.AddOrUpdate<CatchUpJobs>("catch-up", job => job.AskAll(default), EachFiveMinutes),
            jobs => jobs.AddOrUpdate<Housekeeping>("housekeeping", job => job.SweepOnce(default), EachNight),
        ];

    private async Task Write(Action<IRecurringJobManager> write, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                write(jobs);
                return;
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                Log.RecurringNotWritten(log, FaultTypes.Of(fault));
            }

            await Task.Delay(Pause, ct);
        }
    }
}
