using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>
/// A line for each request as long as somebody can read them; beyond that a second's number of further ones, so that
/// writing them does not hold up the requests themselves.
/// </summary>
internal sealed class DecidedLog(TimeProvider clock, ILogger<CommandPipeline> log)
{
    private const int LinesPerSecond = 20;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long _second = clock.GetTimestamp();
    private int _lines;
    private int _further;

    /// <summary>What came of a request.</summary>
    public void Write(VerifiedRequest request, Outcome outcome)
    {
        var (shown, further) = Count();
        if (further > 0)
            Log.FurtherDecided(log, further);
        if (!shown)
            return;
        Log.Decided(
            log,
            request.Platform,
            request.Id,
            outcome.IncidentId ?? "-",
            outcome.Facts,
            outcome.Refusal ?? "accepted"
        );
    }

    private (bool Shown, int Further) Count()
    {
        lock (_gate)
        {
            var further = 0;
            if (clock.GetElapsedTime(_second) >= Second)
            {
                (further, _further) = (_further, 0);
                (_second, _lines) = (clock.GetTimestamp(), 0);
            }

            if (_lines++ < LinesPerSecond)
                return (true, further);
            _further++;
            return (false, further);
        }
    }
}
