using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>
/// Keeps an effect's lease up for as long as its attempt is on its way. So a lease can be short, and what a host that
/// died held is soon free, while a slow call is not taken for dead.
/// </summary>
/// <remarks>
/// A host that cannot reach the database cannot keep its leases up either. It ends its calls a fifth of a lease before
/// others may take the effects, by the clock of its own processor, and their outcome counts as unclear.
/// </remarks>
public sealed class LeaseKeeper(
    IOutbox outbox,
    TimeProvider clock,
    IOptions<OutboxOptions> options,
    ILogger<LeaseKeeper> log
)
{
    private TimeSpan Interval => options.Value.Lease / 3;

    private TimeSpan Safe => options.Value.Lease * 0.8;

    /// <summary>Runs an attempt.</summary>
    /// <param name="leased">The effect that it holds.</param>
    /// <param name="attempt">The attempt. It is given the effect with <see cref="LeasedEffect.Lost"/> set.</param>
    public async Task<Settlement> While(LeasedEffect leased, Func<LeasedEffect, Task<Settlement>> attempt)
    {
        using var ended = new CancellationTokenSource();
        using var lost = new CancellationTokenSource(Safe, clock);
        var keeping = Keep(leased, lost, ended.Token);
        try
        {
            return await attempt(leased with { Lost = lost.Token });
        }
        finally
        {
            await ended.CancelAsync();
            await keeping;
        }
    }

    private async Task Keep(LeasedEffect leased, CancellationTokenSource lost, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested && !lost.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Interval, clock, ended);
                if (await outbox.Renew(leased, ended))
                    lost.CancelAfter(Safe);
                else
                    await lost.CancelAsync();
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                // The attempt has come to its end.
            }
            catch (Exception fault)
            {
                Log.LeaseNotKept(log, fault, leased.Id, leased.IncidentId, leased.Attempt);
            }
        }
    }
}
