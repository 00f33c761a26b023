using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>
/// Has people outlive the host: whoever was known as a guest is known as one after a restart, and whoever was known as
/// a member goes on working while the platform does not say who they are.
/// </summary>
public sealed class PeopleKeeping(PeopleDirectory people, IPeopleStore store, ILogger<PeopleKeeping> log)
    : BackgroundService
{
    /// <summary>More are not held in memory; the others are looked up when they act.</summary>
    private const int PeopleMax = 20_000;
    private const int BatchMax = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var known in await store.Read(PeopleMax, cancellationToken))
            people.Recall(known);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Keeps what was learned so far.</summary>
    public async Task KeepAll(CancellationToken ct)
    {
        while (Batch() is { Length: > 0 } batch)
        {
            try
            {
                await store.Keep(batch, ct);
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                // They are known in memory, and are asked for again after a restart.
                Log.PeopleNotKept(log, fault, batch.Length);
                return;
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await people.News.WaitToReadAsync(stoppingToken))
        {
            await KeepAll(stoppingToken);
            // Many people who speak at once are one statement.
            await Task.Delay(Pause, stoppingToken);
        }
    }

    private KnownPerson[] Batch()
    {
        List<KnownPerson> batch = [];
        while (batch.Count < BatchMax && people.News.TryRead(out var known))
            batch.Add(known);
        // One statement cannot change a row twice: the last word counts.
        return
        [
            .. batch.GroupBy(known => (known.Platform, known.Workspace, known.Person.Id)).Select(one => one.Last()),
        ];
    }
}
