using ChatOpsIncidents.Host.Trackers;
using Hangfire;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Writes down which jobs recur.</summary>
/// <remarks>Not in the way of the start: a host that died may have left the lock of such a row behind, and then this
/// throws until the lock is old enough to be taken away.</remarks>
internal sealed class RecurringJobs(
    IRecurringJobManager jobs,
    IEnumerable<RecurringWork> more,
    ILogger<RecurringJobs> log
) : BackgroundService
{
    /// <summary>For what may come a few minutes late.</summary>
    public const string EachFiveMinutes = "*/5 * * * *";

    private const string EachMinute = "* * * * *";
    private const string EachHour = "7 * * * *";
    private const string EachNight = "17 3 * * *";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // what follows waits for locks without giving its thread back
        foreach (var write in Rows().Concat(more.Select(work => work.Write)))
            await Write(write, stoppingToken);
    }

    private static IEnumerable<Action<IRecurringJobManager>> Rows() =>
        [
            jobs => jobs.AddOrUpdate<DeadlineSweep>("deadlines", job => job.SweepOnce(default), EachMinute),
            jobs => jobs.AddOrUpdate<MessageSealing>("sealing", job => job.SealOnce(default), EachMinute),
            jobs => jobs.AddOrUpdate<DigestPosting>("digest", job => job.PostOnce(default), EachMinute),
            jobs => jobs.AddOrUpdate<CatchUpJobs>("catch-up", job => job.AskAll(default), EachFiveMinutes),
            jobs => jobs.AddOrUpdate<FiguresJob>("figures", job => job.KeepOnce(default), EachMinute),
            jobs => jobs.AddOrUpdate<TrackerPoll>("tracker", job => job.AskOnce(default), EachFiveMinutes),
            jobs => jobs.AddOrUpdate<NoteShuffling>("notes", job => job.ShuffleOnce(default), EachHour),
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

/// <summary>A recurring job of a folder that stands above this one.</summary>
/// <param name="Write">Writes it down.</param>
internal sealed record RecurringWork(Action<IRecurringJobManager> Write);
