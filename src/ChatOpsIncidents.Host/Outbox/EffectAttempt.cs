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
    WaitingWords words,
    TimeProvider clock,
    IOptions<OutboxOptions> options,
    ILogger<EffectAttempt> log
)
{
    private const int HeadDigits = 8;
    private const int PlacesLostMax = 6;
    private const int SilentAfter = 3;
    private static readonly TimeSpan PlaceWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeirWait = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan SilentWait = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan WordsPause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan WordsPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SilentMargin = TimeSpan.FromSeconds(10);
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
        if (Exhausted(leased, effect) is { } why)
            return await End(leased, effect, new AttemptEnd.GiveUp(why), null, ct);

        if (await WaitsForWords(leased, effect, ct))
            return Wait(leased, WordsPause, "What was said before it goes first.");
        var resolved = await places.Resolve(leased, effect, ct);
        return resolved switch
        {
            Resolved.There there => await Deliver(leased, effect, there, ct),
            Resolved.ToPeople people => await Deliver(leased, effect, people, ct),
            Resolved.NotYet(var notYet) => Wait(leased, PlaceWait, notYet),
            Resolved.Nowhere(var nowhere) => await End(leased, effect, new AttemptEnd.GiveUp(nowhere), null, ct),
            Resolved.Needless(var needless) => new Settlement.Needless(needless),
            _ => throw new InvalidOperationException($"No end for {resolved.GetType().Name}."),
        };
    }

    // A report stands below the end that it is of. Words that a silent room keeps waiting hold up no file for long.
    private async Task<bool> WaitsForWords(LeasedEffect leased, Effect effect, CancellationToken ct) =>
        effect.ComesAfter(leased.IncidentId) is { } key
        && clock.GetUtcNow() - leased.CreatedAt < WordsPatience
        && await words.AnyBefore(leased, key, ct);

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

    private string? Exhausted(LeasedEffect leased, Effect effect)
    {
        if (leased.Failures >= (effect.TriesMax() ?? options.Value.FailuresMax))
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
        var delivery = Delivery(leased, WithHead(effect, there.Head), there.Place);
        return await End(leased, effect, await Call(leased, delivery, ct), there.Place, ct);
    }

    // Without a room, what would be said there goes to people, one after the other; from the first that fails on it is
    // tried again.
    private async Task<Settlement> Deliver(
        LeasedEffect leased,
        Effect effect,
        Resolved.ToPeople people,
        CancellationToken ct
    )
    {
        var parts = effect
            .WithoutRoom(new RoomlessPeople(leased.IncidentId, AreWrittenTo: true, people.People))
            .ToList();
        if (parts.Count == 0)
            return new Settlement.Needless("There is no room, and lead and declarer are told directly.");
        AttemptEnd end = new AttemptEnd.GiveUp("The incident has no room.") { ForPeople = "the incident has no room" };
        foreach (var direct in parts.OfType<Effect.Direct>())
        {
            end = await Call(leased, Delivery(leased, direct, people.Near), ct);
            if (end is not AttemptEnd.Done)
                break;
        }

        return await End(leased, effect, end is AttemptEnd.Done ? new AttemptEnd.Done() : end, null, ct);
    }

    private static Delivery Delivery(LeasedEffect leased, Effect effect, MessagePlace? place) =>
        new(leased.Id, leased.Attempt, leased.Unclear, leased.Workspace, leased.IncidentId, effect, place);

    // Whoever kept the digits can tell later whether what stood before them was rewritten.
    private static Effect WithHead(Effect effect, ChainHead? head)
    {
        if (head is null || !effect.ShowsChain())
            return effect;
        var said = $"Record #{head.Seq} {Markup.Code(head.Hash[..HeadDigits])}";
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
        if (effect is Effect.Post { To.IsRoom: true } && end is AttemptEnd.TryAgain silent)
            await TellSilence(leased, silent, ct);
        return end switch
        {
            AttemptEnd.PlaceLost lost => WaitForHeir(leased, lost),
            AttemptEnd.Kept or AttemptEnd.Found or AttemptEnd.HandedOver => new Settlement.Done(null, null),
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

    // The next attempt finds the place that took over.
    private Settlement WaitForHeir(LeasedEffect leased, AttemptEnd.PlaceLost lost) =>
        leased.Failures >= PlacesLostMax
            ? new Settlement.GivenUp(lost.Why)
            : new Settlement.Later(
                clock.GetUtcNow() + HeirWait,
                lost.Why,
                Failed: true,
                leased.Unclear,
                PauseKey: null
            );

    // Whoever leads hears at once what the room cannot be told for the moment.
    private async Task TellSilence(LeasedEffect leased, AttemptEnd.TryAgain again, CancellationToken ct)
    {
        var isLimit = again is { IsRefused: true, After: { } told } && told >= SilentWait;
        var isFault = again.After is null && leased.Failures + 1 >= SilentAfter;
        if (!isLimit && !isFault)
            return;
        var until = clock.GetUtcNow() + (again.After ?? Backoff.After(leased.Failures + 1, spread: 1)) + SilentMargin;
        var why = isLimit ? "it is told too much at once" : "the chat platform answers with faults";
        await reports.Send(leased, new ReportRoomSilent(why, until, await words.Behind(leased, ct)), ct);
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
        var carrier = _carriers.GetValueOrDefault(delivery.Effect.GetType());
        var limit = carrier?.TimeLimit ?? options.Value.CallTimeout;
        patience.CancelAfter(limit);
        try
        {
            return carrier is not null
                ? await carrier.Deliver(leased.Platform, delivery, patience.Token)
                : await chat.Deliver(leased.Platform, delivery, patience.Token);
        }
        catch (OperationCanceledException) when (leased.Lost.IsCancellationRequested)
        {
            return new AttemptEnd.TryAgain(null, "Its lease could not be kept up.", Unclear: true);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            var why = $"No answer within {limit.TotalSeconds:0} s.";
            return new AttemptEnd.TryAgain(null, why, Unclear: true);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.AttemptThrew(log, fault, leased.Id, delivery.Effect.GetType().Name, leased.IncidentId);
            return new AttemptEnd.TryAgain(null, $"A fault of ours: {fault.GetType().Name}.", Unclear: true);
        }
    }
}
