using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>
/// Brings alerts to the incident they belong to, or declares one. Called by one reader at a time, so that a thousand
/// alerts make one incident.
/// </summary>
public sealed class AlertRouter(PostgresAlerts alerts, ServiceNames names, AlertHome home, ICommandPipeline pipeline)
{
    private const int AtOnceMax = 100;
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);

    /// <summary>Takes what was told, in its order.</summary>
    /// <param name="source">Who told it.</param>
    /// <param name="told">The alerts, and when each was heard.</param>
    /// <param name="ct">Ends it early.</param>
    /// <returns>How many of them were news.</returns>
    public async Task<int> Take(
        string source,
        IReadOnlyList<(AlertSignal Signal, DateTimeOffset HeardAt)> told,
        CancellationToken ct
    )
    {
        var known = await alerts.Find(source, [.. told.Select(one => one.Signal.Object).Distinct()], ct);
        List<HeardAlert> news =
        [
            .. told.Where(one => !names.IsQuiet(one.Signal.Environment))
                .Select(one => new HeardAlert(one.Signal, names.Of(one.Signal), OwnTime(one.Signal.At, one.HeardAt)))
                .Where(alert => IsNews(alert, known.GetValueOrDefault(alert.Signal.Object)))
                .OrderBy(alert => alert.At),
        ];
        var place = await home.Find(ct);
        foreach (var trouble in news.GroupBy(Trouble))
        {
            foreach (var some in trouble.Chunk(AtOnceMax))
                await Bring(source, some, known, place, ct);
        }

        return news.Count;
    }

    // What is about one service, or raised by one rule, is one trouble.
    private static string Trouble(HeardAlert alert) =>
        alert.Service ?? alert.Signal.Group ?? alert.Signal.Rule ?? alert.Signal.Object;

    private static bool IsNews(HeardAlert alert, KnownAlert? known)
    {
        if (known is null || alert.At > known.At)
            return true;
        return alert.At == known.At && alert.Signal.State.ToString() != known.State;
    }

    private async Task Bring(
        string source,
        HeardAlert[] some,
        Dictionary<string, KnownAlert> known,
        AlertPlace place,
        CancellationToken ct
    )
    {
        Alert[] told = [.. await Told(source, some, ct)];
        var incident = await Home(source, some, known, place, ct);
        if (incident is not null && await See(source, incident, told, ct))
        {
            await alerts.Record(source, some, incident, ct);
            return;
        }

        // Only what fires declares: the worst first, so that the incident bears its name and its severity.
        incident = null;
        var worst = told.Where(alert => alert is { IsFiring: true, IsBlind: false })
            .MinBy(alert => alert.Severity ?? Severity.Major);
        if (worst is not null)
        {
            incident = await Declare(worst, place, ct);
            await See(source, incident, told, ct);
        }

        await alerts.Record(source, some, incident, ct);
    }

    // All of them are one trouble; the first that is at home anywhere tells where.
    private async Task<string?> Home(
        string source,
        HeardAlert[] some,
        Dictionary<string, KnownAlert> known,
        AlertPlace place,
        CancellationToken ct
    )
    {
        var first = some[0];
        var remembered = some.Select(alert => known.GetValueOrDefault(alert.Signal.Object))
            .FirstOrDefault(alert => alert?.Incident is not null);
        return await alerts.Home(source, first, remembered, place, ct);
    }

    private async Task<string> Declare(Alert alert, AlertPlace place, CancellationToken ct)
    {
        var outcome = await pipeline.Run(
            new VerifiedRequest
            {
                Platform = place.Platform,
                Workspace = place.Workspace,
                Id = $"hook:declare:{Digest(alert)}",
                By = SystemPerson.Value,
                ChannelId = place.Channel,
                Source = $"hook:{alert.Source}",
                Input = new RequestInput.Signal(new DeclareByAlert(alert)),
            },
            ct
        );
        return outcome.IncidentId ?? throw new InvalidOperationException("An alert that fires declared nothing.");
    }

    // False: the incident is over by now, and what is told belongs to another.
    private async Task<bool> See(string source, string incident, Alert[] told, CancellationToken ct)
    {
        var id = $"alerts:{incident}:{Digest(told)}";
        var outcome = await pipeline.Run(HookRequests.Of(incident, source, id, new SeeAlerts(told)), ct);
        return outcome.Refusal is null;
    }

    private async Task<List<Alert>> Told(string source, HeardAlert[] some, CancellationToken ct)
    {
        var alone = await IsAlone(source, some, ct);
        return
        [
            .. some.OrderBy(alert => alert.At)
                .Select(alert => new Alert(source, $"{source}:{alert.Signal.Object}", alert.Signal.Summary)
                {
                    Service = alert.Service,
                    Severity = alert.Signal.Severity,
                    Scope = Scope(alert, alone),
                    IsFiring = alert.Signal.State == AlertState.Firing,
                    IsBlind = alert.Signal.State == AlertState.Blind,
                    StartsAt = alert.Signal.StartsAt ?? (alert.Signal.State == AlertState.Firing ? alert.At : null),
                    At = alert.At,
                    Url = alert.Signal.Url,
                }),
        ];
    }

    // One of many alike machines is one; two are some. How many there are nobody tells.
    private static Reach Scope(HeardAlert alert, bool alone)
    {
        if (alert.Signal.Scope != Reach.Unknown || alert.Signal.Instance is null)
            return alert.Signal.Scope;
        return alone ? Reach.One : Reach.Some;
    }

    private async Task<bool> IsAlone(string source, HeardAlert[] some, CancellationToken ct)
    {
        var firing = some.Where(alert => alert.Signal is { State: AlertState.Firing, Instance: not null }).ToArray();
        var machines = firing.Select(alert => alert.Signal.Instance).Distinct().Count();
        return machines == 1 && await alerts.OthersFiring(source, firing[0], ct) == 0;
    }

    private static DateTimeOffset OwnTime(DateTimeOffset? at, DateTimeOffset receivedAt) =>
        at is { } own && own <= receivedAt + AheadMax ? own : receivedAt;

    // One effect per source, object, state and own time.
    private static string Digest(params ReadOnlySpan<Alert> told)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var alert in told)
        {
            var at = alert.At?.UtcTicks.ToString(CultureInfo.InvariantCulture);
            hash.AppendData(Encoding.UTF8.GetBytes($"{alert.Id}\n{alert.IsFiring}\n{alert.IsBlind}\n{at}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
