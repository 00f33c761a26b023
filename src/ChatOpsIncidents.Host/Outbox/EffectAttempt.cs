using System.Text.Json;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Outbox.Carriers;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Telemetry;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>One attempt: effect → place → carrier → what is left behind.</summary>
public sealed class EffectAttempt(
    PlaceResolver places,
    IEnumerable<IEffectCarrier> carriers,
    ChatCarrier chat,
    EffectReports reports,
    TimeProvider clock,
    IOptions<OutboxOptions> options,
    ILogger<EffectAttempt> log
)
{
    private const int HeadDigits = 8;
    private static readonly TimeSpan PlaceWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NewerVersionWait = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Type, IEffectCarrier> _carriers = carriers.ToDictionary(carrier => carrier.Kind);

    /// <summary>Carries an effect out, once. Never throws for what the outside answers.</summary>
    public async Task<Settlement> Run(LeasedEffect leased, CancellationToken ct)
    {
        using var span = Traces.Continue("effect", leased.Trace);
        var effect = Read(leased.Json);
        span?.DisplayName = $"effect {effect?.GetType().Name ?? "of a newer version"}";
        span?.SetTag("chatops.incident", leased.IncidentId);
        span?.SetTag("chatops.attempt", leased.Attempt);
        var settlement = effect is null
            ? Wait(leased, NewerVersionWait, "Only a newer version knows this effect.")
            : await Try(leased, effect, ct);
        span.End(settlement.GetType().Name, isFault: settlement is Settlement.GivenUp);
        return settlement;
    }

    private async Task<Settlement> Try(LeasedEffect leased, Effect effect, CancellationToken ct)
    {
        if (Exhausted(leased) is { } why)
            return await End(leased, effect, new AttemptEnd.GiveUp(why), null, ct);

        var resolved = await places.Resolve(leased, effect, ct);
        return resolved switch
        {
            Resolved.There there => await Deliver(leased, effect, there, ct),
            Resolved.NotYet(var notYet) => Wait(leased, PlaceWait, notYet),
            Resolved.Nowhere(var nowhere) => await End(leased, effect, new AttemptEnd.GiveUp(nowhere), null, ct),
            Resolved.Needless(var needless) => new Settlement.Needless(needless),
            _ => throw new InvalidOperationException($"No end for {resolved.GetType().Name}."),
        };
    }

    private static Effect? Read(string json)
    {
        try
        {
            return OutboxRow.Read(json);
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private string? Exhausted(LeasedEffect leased)
    {
        if (leased.Failures >= options.Value.FailuresMax)
            return $"It failed {leased.Failures} times. The last time: {leased.Why}";
        return clock.GetUtcNow() - leased.CreatedAt > options.Value.AgeMax
            ? $"It waited too long. The last time: {leased.Why ?? "not tried"}"
            : null;
    }

    private async Task<Settlement> Deliver(
        LeasedEffect leased,
        Effect effect,
        Resolved.There there,
        CancellationToken ct
    )
    {
        var delivery = new Delivery(
            leased.Id,
            leased.Attempt,
            leased.Unclear,
            leased.Workspace,
            leased.IncidentId,
            WithHead(effect, there.Head),
            there.Place
        );
        return await End(leased, effect, await Call(leased, delivery, ct), there.Place, ct);
    }

    // Whoever kept the digits can tell later whether what stood before them was rewritten.
    private static Effect WithHead(Effect effect, ChainHead? head)
    {
        if (head is null || !effect.ShowsChain())
            return effect;
        var said = $"Record #{head.Seq} {Ink.Code(head.Hash[..HeadDigits])}";
        return effect.Reworded(message =>
            message with
            {
                Footer = message.Footer is { } footer ? $"{footer} · {said}" : said,
            }
        );
    }

    private async Task<Settlement> End(
        LeasedEffect leased,
        Effect effect,
        AttemptEnd end,
        MessagePlace? place,
        CancellationToken ct
    )
    {
        // Before the effect is settled: should this host die in between, the report is sent again and has no second
        // effect.
        if (_carriers.GetValueOrDefault(effect.GetType())?.Report(effect, end) is { } report)
            await reports.Send(leased, report, ct);
        return end switch
        {
            AttemptEnd.Kept => new Settlement.Done(null, null),
            AttemptEnd.Done(var reference) => new Settlement.Done(
                reference,
                effect is Effect.OpenRoom ? null : place?.ThreadId
            ),
            AttemptEnd.Needless(var why) => new Settlement.Needless(why),
            AttemptEnd.GiveUp(var why) => new Settlement.GivenUp(why),
            AttemptEnd.TryAgain again => Later(leased, again),
            _ => throw new InvalidOperationException($"No settlement for {end.GetType().Name}."),
        };
    }

    // A told wait is no failure: only the effect's age bounds it.
    private Settlement.Later Later(LeasedEffect leased, AttemptEnd.TryAgain again)
    {
        var wait = again.After ?? Backoff.After(leased.Failures + 1, Random.Shared.NextDouble());
        return new Settlement.Later(
            clock.GetUtcNow() + wait,
            again.Why,
            Failed: again.After is null,
            leased.Unclear || again.Unclear,
            again.Key
        );
    }

    private Settlement.Later Wait(LeasedEffect leased, TimeSpan wait, string why) =>
        new(clock.GetUtcNow() + wait, why, Failed: false, leased.Unclear, PauseKey: null);

    private async Task<AttemptEnd> Call(LeasedEffect leased, Delivery delivery, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct, leased.Lost);
        patience.CancelAfter(options.Value.CallTimeout);
        try
        {
            return _carriers.TryGetValue(delivery.Effect.GetType(), out var carrier)
                ? await carrier.Deliver(leased.Platform, delivery, patience.Token)
                : await chat.Deliver(leased.Platform, delivery, patience.Token);
        }
        catch (OperationCanceledException) when (leased.Lost.IsCancellationRequested)
        {
            return new AttemptEnd.TryAgain(null, "Its lease could not be kept up.", Unclear: true);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            var why = $"No answer within {options.Value.CallTimeout.TotalSeconds:0} s.";
            return new AttemptEnd.TryAgain(null, why, Unclear: true);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.AttemptThrew(log, fault, leased.Id, delivery.Effect.GetType().Name, leased.IncidentId);
            return new AttemptEnd.TryAgain(null, $"A fault of ours: {fault.GetType().Name}.", Unclear: true);
        }
    }
}
