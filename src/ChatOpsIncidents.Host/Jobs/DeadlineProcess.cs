using Hangfire.Server;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>Sends what is due, on every host, about once a second.</summary>
/// <remarks>The pause is drawn: hosts that waited for one another's locks would fall into step otherwise.</remarks>
internal sealed class DeadlineProcess(DeadlineSweep sweep, ILogger<DeadlineProcess> log) : IBackgroundProcess
{
    private const int PauseMin = 750;
    private const int PauseMax = 1_000;

    // What fell due while the database was away is late already: it goes out as soon as it is back.
    private const int PauseAfterFault = 250;

    private bool _isFailing;

    public void Execute(BackgroundProcessContext context)
    {
        Sweep(context);
        var pause = _isFailing ? PauseAfterFault : Random.Shared.Next(PauseMin, PauseMax);
        context.Wait(TimeSpan.FromMilliseconds(pause));
    }

    private void Sweep(BackgroundProcessContext context)
    {
        try
        {
            sweep.SweepOnce(context.StoppingToken).GetAwaiter().GetResult();
            _isFailing = false;
        }
        catch (Exception fault) when (!context.StoppingToken.IsCancellationRequested)
        {
            // What gets out of here makes the scheduler wait longer each time. It is told once, until it works again.
            if (!_isFailing)
                Log.SweepFailed(log, FaultTypes.Of(fault));
            _isFailing = true;
        }
    }
}
