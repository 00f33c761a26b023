using ChatOpsIncidents.Host.Capture;
using ChatOpsIncidents.Host.Pipeline;
using Hangfire;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Asks for the rooms to be read when this host starts, and when one opens; the recurring job finds what is
/// missed here.</summary>
internal sealed class CatchUpTriggers(
    CatchUp catchUp,
    IncidentChanges changes,
    IBackgroundJobClient jobs,
    ILogger<CatchUpTriggers> log
) : BackgroundService
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    // Before the first message comes in: it must not move a mark past what was said while nobody listened.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await catchUp.GapIsPossible(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // asking writes to the database without giving its thread back
        do
        {
            try
            {
                jobs.Enqueue<CatchUpJobs>(job => job.AskAll(default));
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.CatchUpNotAskedFor(log, FaultTypes.Of(fault));
            }
        } while (await changes.RoomOpened(stoppingToken) && await Settled(stoppingToken));
    }

    // Other hosts hear of a new room a moment later: what they were told of it until then, and did not keep, is read
    // too.
    private static async Task<bool> Settled(CancellationToken ct)
    {
        await Task.Delay(Settling, ct);
        return true;
    }
}
