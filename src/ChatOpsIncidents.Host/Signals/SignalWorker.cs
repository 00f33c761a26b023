using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;
using ChatOpsIncidents.Host.Signals.Sources;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>
/// Reads what was delivered, in its order, one host at a time. A host that dies leaves its deliveries to the next, and
/// what it had done already is not done again: every effect has its own key.
/// </summary>
public sealed class SignalWorker(
    PostgresDeliveries deliveries,
    SourceTable sources,
    ChangeHistory history,
    ChangeTelling telling,
    AlertRouter router,
    PageAnswers answers,
    ItemChanges items,
    AmazonSns amazon,
    HookLoad load,
    DeliveryWake wake,
    IncidentChanges changes,
    IOptions<HooksOptions> options,
    TimeProvider clock,
    ILogger<SignalWorker> log
) : BackgroundService
{
    private const string Alerts = "alerts";
    private const int BatchMax = 50;
    private const int AttemptsMax = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan HistoryKept = TimeSpan.FromDays(180);
    private DateTimeOffset _sweptAt = DateTimeOffset.MinValue;

    /// <summary>Reads what may be read now, and tells running incidents what has changed.</summary>
    /// <returns>How many deliveries were tried; null: another host is reading.</returns>
    public async Task<int?> WorkOnce(CancellationToken ct)
    {
        await using var turn = await deliveries.Turn(ct);
        if (turn is null)
            return null;
        var taken = await deliveries.Take(BatchMax, ct);
        List<(long Row, string Ending, string? Why)> read = [];
        foreach (var together in Together(taken))
            read.AddRange(await Work(together, ct));

        // Settled only once all of it is told: who dies before leaves them to be read again.
        await telling.TellOnce(isNews: taken.Count > 0, ct);
        foreach (var (row, ending, why) in read)
            await deliveries.Settle(row, ending, why, ct);
        load.Waiting = taken.Count < BatchMax ? 0 : await deliveries.Waiting(ct);
        await Sweep(ct);
        return taken.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listening = WakeOnChanges(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var tried = 0;
            try
            {
                tried = await WorkOnce(stoppingToken) ?? 0;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.ReadingFailed(log, fault);
            }

            if (tried < BatchMax)
                await wake.Wait(Pause, stoppingToken);
        }

        await listening;
    }

    // An incident that is declared wants to hear what was changed before, at once.
    private async Task WakeOnChanges(CancellationToken ct)
    {
        try
        {
            await foreach (var id in changes.Listen(ct))
            {
                if (!telling.Knows(id))
                    wake.Wake();
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    // A storm comes as hundreds of deliveries: the alerts of one source that stand behind one another are one command.
    private static IEnumerable<DeliveryRow[]> Together(IReadOnlyList<DeliveryRow> taken)
    {
        List<DeliveryRow> together = [];
        foreach (var row in taken)
        {
            if (together is [var first, ..] && (row.Delivery.Kind != Alerts || first.Source != row.Source))
            {
                yield return [.. together];
                together.Clear();
            }

            together.Add(row);
            if (row.Delivery.Kind == Alerts)
                continue;
            yield return [row];
            together.Clear();
        }

        if (together.Count > 0)
            yield return [.. together];
    }

    // What failed is not in the answer, and is tried again.
    private async Task<List<(long Row, string Ending, string? Why)>> Work(DeliveryRow[] rows, CancellationToken ct)
    {
        if (rows.Length > 1 && await Storm(rows, ct))
            return [.. rows.Select(row => (row.Row, "done", (string?)null))];
        List<(long, string, string?)> read = [];
        foreach (var row in rows)
        {
            try
            {
                var (ending, why) = await Carry(row, ct);
                read.Add((row.Row, ending, why));
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                await Failed(row, fault, ct);
            }
        }

        return read;
    }

    // False: one of them is something else, or fails; then each is carried by itself, and none holds up another.
    private async Task<bool> Storm(DeliveryRow[] rows, CancellationToken ct)
    {
        List<(AlertSignal, DateTimeOffset)> told = [];
        foreach (var row in rows)
        {
            if (sources.Find(Alerts, row.Source)?.Read(row.Delivery) is not SourceReading.Told { Signals: var signals })
                return false;
            if (signals.Any(signal => signal is not AlertSignal))
                return false;
            told.AddRange(signals.OfType<AlertSignal>().Select(signal => (signal, row.Delivery.ReceivedAt)));
        }

        try
        {
            var news = await router.Take(rows[0].Source, told, ct);
            Log.Read(log, rows[^1].Row, rows[0].Source, told.Count, news);
            return true;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Log.Failed(log, fault, rows[0].Row, rows[0].Source, rows[0].Attempts);
            return false;
        }
    }

    private async Task<(string Ending, string? Why)> Carry(DeliveryRow row, CancellationToken ct)
    {
        var delivery = row.Delivery;
        if (sources.Find(delivery.Kind, row.Source) is not { } source)
            return ("ignored", "This version has no such source.");
        switch (source.Read(delivery))
        {
            case SourceReading.Told told:
                var news = await Carry(row.Source, told.Signals, delivery.ReceivedAt, ct);
                Log.Read(log, row.Row, row.Source, told.Signals.Count, news);
                return ("done", null);
            case SourceReading.Subscribes subscribes:
                return await Subscribe(subscribes, ct);
            case SourceReading.Ignored ignored:
                return ("ignored", ignored.Why);
            default:
                return ("ignored", "This version cannot read it.");
        }
    }

    private async Task<int> Carry(
        string source,
        IReadOnlyList<Signal> signals,
        DateTimeOffset receivedAt,
        CancellationToken ct
    )
    {
        var news = 0;
        foreach (var change in signals.OfType<ChangeSignal>())
            news += await history.Take(source, change, receivedAt, ct) ? 1 : 0;
        foreach (var dependency in signals.OfType<DependencySignal>())
            news += await history.Take(source, dependency, receivedAt, ct) ? 1 : 0;
        foreach (var answer in signals.OfType<PageAnsweredSignal>())
            news += await answers.Take(source, answer, ct) ? 1 : 0;
        foreach (var item in signals.OfType<ItemSignal>())
            news += await items.Take(source, item, receivedAt, ct) ? 1 : 0;
        if (signals.OfType<AlertSignal>().ToArray() is { Length: > 0 } alerts)
            news += await router.Take(source, [.. alerts.Select(alert => (alert, receivedAt))], ct);
        return news;
    }

    private async Task<(string Ending, string? Why)> Subscribe(
        SourceReading.Subscribes subscribes,
        CancellationToken ct
    )
    {
        if (SnsAddress.OfSubscription(subscribes.Address, subscribes.Topic) is not { } address)
            return ("ignored", "The address of the subscription is not Amazon's.");
        if (!await amazon.Confirm(address, ct))
            throw new HttpRequestException("Amazon did not take the confirmation.");
        Log.Subscribed(log, subscribes.Topic);
        return ("done", null);
    }

    private async Task Failed(DeliveryRow row, Exception fault, CancellationToken ct)
    {
        if (row.Attempts >= AttemptsMax)
        {
            Log.GivenUp(log, fault, row.Row, row.Source, row.Attempts);
            await deliveries.Settle(row.Row, "given_up", $"It failed: {fault.GetType().Name}.", ct);
            return;
        }

        Log.Failed(log, fault, row.Row, row.Source, row.Attempts);
        var wait = Backoff.After(row.Attempts, Random.Shared.NextDouble());
        await deliveries.Postpone(row.Row, clock.GetUtcNow() + wait, $"It failed: {fault.GetType().Name}.", ct);
    }

    private async Task Sweep(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now - _sweptAt < SweepEvery)
            return;
        await deliveries.Sweep(now - options.Value.RememberFor, now - HistoryKept, ct);
        _sweptAt = now;
    }
}
