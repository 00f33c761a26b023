using Hangfire.Server;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Sends what is due, on every host, about once a second.</summary>
/// <remarks>The pause is drawn: hosts that waited for one another's locks would fall into step otherwise.</remarks>
internal sealed class DeadlineProcess(DeadlineSweep sweep, ILogger<DeadlineProcess> log) : IBackgroundProcess
{
    private const int PauseMin = 750;
    private const int PauseMax = 1_000;

    public void Execute(BackgroundProcessContext context)
    {
        try
        {
            sweep.SweepOnce(context.StoppingToken).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (!context.StoppingToken.IsCancellationRequested)
        {
            // What gets out of here makes the scheduler wait longer each time.
            Log.SweepFailed(log, FaultTypes.Of(fault));
        }

        context.Wait(TimeSpan.FromMilliseconds(Random.Shared.Next(PauseMin, PauseMax)));
    }
}
