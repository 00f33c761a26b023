using System.Security.Cryptography;
using System.Text;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>
/// Tells running incidents what has changed: from a day before their symptoms began until now. An incident that is
/// declared late, or whose symptoms turn out to have begun earlier, hears of what came before all the same.
/// </summary>
public sealed class ChangeTelling(
    PostgresChanges changes,
    IEventStore store,
    ICommandPipeline pipeline,
    CatalogSource catalog
)
{
    private const int AtOnceMax = 100;
    private static readonly TimeSpan LookBack = TimeSpan.FromHours(24);
    private static readonly TimeSpan LookBackElsewhere = TimeSpan.FromHours(2);

    // Up to which fact each running incident was looked at: one that did not go on wants to hear nothing else.
    private Dictionary<string, long> _lookedAt = new(StringComparer.Ordinal);
    private int _isExpected;

    /// <summary>Tells running incidents what they have not heard.</summary>
    /// <param name="isNews">Something has changed: all are told. Else only those that have gone on since the last
    /// time: their services, or the beginning of their symptoms, may be others now.</param>
    /// <param name="ct">Ends it early.</param>
    /// <returns>How many changes were told.</returns>
    public async Task<int> TellOnce(bool isNews, CancellationToken ct)
    {
        isNews |= Interlocked.Exchange(ref _isExpected, 0) == 1;
        var told = 0;
        Dictionary<string, long> lookedAt = new(StringComparer.Ordinal);
        foreach (var (id, seq) in await changes.Running(ct))
        {
            if (isNews || _lookedAt.GetValueOrDefault(id) != seq)
                told += await Tell(await store.State(id, ct), ct);
            lookedAt[id] = seq;
        }

        _lookedAt = lookedAt;
        return told;
    }

    /// <summary>Something has changed: the next time all are told.</summary>
    public void Expect() => Interlocked.Exchange(ref _isExpected, 1);

    /// <summary>Whether an incident was looked at before.</summary>
    public bool Knows(string incidentId) => _lookedAt.ContainsKey(incidentId);

    private async Task<int> Tell(Incident incident, CancellationToken ct)
    {
        if (incident.Onset is not { } onset)
            return 0;
        var untold = await changes.Untold(
            incident.Id,
            Services(incident),
            onset - LookBack,
            onset - LookBackElsewhere,
            AtOnceMax,
            ct
        );
        foreach (var change in untold.Reverse())
        {
            await pipeline.Run(Request(incident.Id, change), ct);
            await changes.Told(incident.Id, change, ct);
        }

        return untold.Count;
    }

    // Its own, and what they need to work.
    private string[] Services(Incident incident) =>
        [
            .. incident
                .Services.Concat(catalog.Current.NeededBy(incident.Services))
                .Select(name => name.ToLowerInvariant())
                .Distinct(),
        ];

    private static VerifiedRequest Request(string incident, UntoldChange untold)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(untold.Change.Id)));
        var id = $"change:{incident}:{digest}:{untold.Revision}";
        return HookRequests.Of(incident, untold.Source, id, new ReportChange(untold.Change));
    }
}
