using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>
/// Reads the recovery checks of running incidents, one host at a time, and reports what has changed. A hold time counts
/// only as far as somebody looked: what was not read for a while begins anew.
/// </summary>
public sealed class CheckRounds(
    PostgresChecks store,
    Baselines baselines,
    IEnumerable<ICheckReader> readers,
    IEventStore events,
    ICommandPipeline pipeline,
    CatalogSource catalog,
    IConfiguration configuration,
    IOptions<MonitoringOptions> options,
    TimeProvider clock,
    ILogger<CheckRounds> log
) : BackgroundService
{
    private const int AtATime = 4;
    private const int IncidentsAtATime = 16;
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);
    private readonly Lock _ends = new();
    private DateTimeOffset? _nextEnd;

    /// <summary>Reads all checks of all running incidents once.</summary>
    /// <returns>How many checks were read; null: another host reads them.</returns>
    public async Task<int?> ReadOnce(CancellationToken ct)
    {
        await using var turn = await store.Turn(ct);
        if (turn is null)
            return null;
        var read = 0;
        _nextEnd = null;
        // Beside one another: what does not answer must not make a gap for the others.
        await Parallel.ForEachAsync(
            await store.Running(ct),
            new ParallelOptions { MaxDegreeOfParallelism = IncidentsAtATime, CancellationToken = ct },
            async (id, ct) => Interlocked.Add(ref read, await Read(await events.State(id, ct), ct))
        );
        return read;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadOnce(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.RoundFailed(log, fault);
            }

            await Task.Delay(Pause(), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What is promised for a time is looked at then, not up to a whole interval later.
    private TimeSpan Pause()
    {
        var interval = options.Value.Interval;
        var left = _nextEnd - clock.GetUtcNow();
        return left is { } until && until > TimeSpan.Zero && until < interval ? until : interval;
    }

    private async Task<int> Read(Incident incident, CancellationToken ct)
    {
        var checks = catalog.Current.ChecksOf(incident.Services).Where(CanRead).ToArray();
        if (!incident.IsRunning || incident.Onset is not { } onset || checks.Length == 0)
            return 0;
        incident = await Doubt(incident, checks, ct);
        var known = await store.Baselines(incident.Id, ct);
        var now = clock.GetUtcNow();
        var readings = new CheckReading[checks.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, checks.Length),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct },
            async (n, ct) =>
            {
                var reader = ReaderOf(checks[n])!;
                var read = await reader.Now(checks[n], now, ct);
                var normal = checks[n].IsNumber
                    ? await baselines.Of(incident.Id, onset, checks[n], known, reader, ct)
                    : null;
                readings[n] = CheckVerdict.Of(checks[n], read, normal);
            }
        );
        await store.Keep(
            incident.Id,
            [.. readings.Select(one => new CheckSample(one.Check, now, one.Signal, one.Now))],
            ct
        );
        await Report(incident, readings, now, ct);
        return readings.Length;
    }

    private async Task Report(Incident incident, CheckReading[] readings, DateTimeOffset now, CancellationToken ct)
    {
        if (readings.Any(reading => ReportChecks.IsNews(incident, reading)))
        {
            await Send(incident, new ReportChecks(readings), now, ct);
            incident = await events.State(incident.Id, ct);
        }

        if (incident is not { HoldIsRead: true, HoldWasRead: false, HoldUntil: { } until })
            return;
        if (until <= now)
            await Send(incident, new ConfirmHold(), now, ct);
        else
            LookAgainAt(until);
    }

    private void LookAgainAt(DateTimeOffset at)
    {
        lock (_ends)
            _nextEnd = _nextEnd < at ? _nextEnd : at;
    }

    // Nobody knows what happened while nobody looked.
    private async Task<Incident> Doubt(Incident incident, ServiceCheck[] checks, CancellationToken ct)
    {
        if (incident is not { HoldIsRead: true, HoldWasRead: false })
            return incident;
        var now = clock.GetUtcNow();
        var last = await store.LastRead(incident.Id, ct);
        var oldest = checks
            .Where(check => !check.Informs)
            .Select(check => last.TryGetValue(check.Name, out var at) ? at : DateTimeOffset.MinValue)
            .DefaultIfEmpty(now)
            .Min();
        if (now - oldest <= (2 * options.Value.Interval) + Late)
            return incident;
        Log.NotRead(log, incident.Id, oldest, now);
        var unread = incident
            .Checks.Values.Where(check => check is { Signal: CheckSignal.InBaseline, Informs: false })
            .Select(check => new CheckReading(check.Name, CheckSignal.Unreachable, "not read for a while"));
        await Send(incident, new ReportChecks([.. unread]), now, ct);
        return await events.State(incident.Id, ct);
    }

    // The shipped examples name nobody's addresses.
    private bool CanRead(ServiceCheck check)
    {
        var isOurs = configuration["Catalog:Directory"] is { Length: > 0 };
        return ReaderOf(check) is { MissingKey: null } && (isOurs || check.Prometheus is not null);
    }

    private ICheckReader? ReaderOf(ServiceCheck check) => readers.FirstOrDefault(reader => reader.Reads(check));

    private Task<Outcome> Send(Incident incident, IncidentCommand command, DateTimeOffset now, CancellationToken ct) =>
        pipeline.Run(
            new VerifiedRequest
            {
                Platform = "hook",
                Workspace = "monitoring",
                Id = $"checks:{incident.Id}:{incident.Seq}:{now.UtcTicks}:{command.GetType().Name}",
                By = SystemPerson.Value,
                IncidentId = incident.Id,
                Source = "hook:monitoring",
                Input = new RequestInput.Signal(command),
            },
            ct
        );
}
