using System.Text.Json;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>One attempt: effect → place → platform → what is left behind.</summary>
public sealed class EffectAttempt(
    PlaceResolver places,
    IEnumerable<IChatPlatform> platforms,
    IEnumerable<IPageCarrier> pagers,
    IExportRenderer renderer,
    IHomeRenderer homes,
    KeptFiles kept,
    ICommandPipeline pipeline,
    TimeProvider clock,
    IOptions<OutboxOptions> options,
    ILogger<EffectAttempt> log
)
{
    private static readonly TimeSpan PlaceWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NewerVersionWait = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, IChatPlatform> _platforms = platforms.ToDictionary(platform => platform.Name);

    /// <summary>Carries an effect out, once. Never throws for what the outside answers.</summary>
    public async Task<Settlement> Run(LeasedEffect leased, CancellationToken ct)
    {
        if (Read(leased.Json) is not { } effect)
            return Wait(leased, NewerVersionWait, "Only a newer version knows this effect.");
        if (Exhausted(leased) is { } why)
            return await GiveUp(leased, effect, why, ct);

        var resolved = await places.Resolve(leased, effect, ct);
        return resolved switch
        {
            Resolved.There(var place) => await Deliver(leased, effect, place, ct),
            Resolved.NotYet(var notYet) => Wait(leased, PlaceWait, notYet),
            Resolved.Nowhere(var nowhere) => await GiveUp(leased, effect, nowhere, ct),
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

    private string? Exhausted(LeasedEffect leased) =>
        leased.Failures >= options.Value.FailuresMax ? $"It failed {leased.Failures} times. The last time: {leased.Why}"
        : clock.GetUtcNow() - leased.CreatedAt > options.Value.AgeMax
            ? $"It waited too long. The last time: {leased.Why ?? "not tried"}"
        : null;

    private async Task<Settlement> Deliver(
        LeasedEffect leased,
        Effect effect,
        MessagePlace? place,
        CancellationToken ct
    )
    {
        if (effect is Effect.PublishHome && _platforms.GetValueOrDefault(leased.Platform) is not { HasHomeTab: true })
            return new Settlement.Needless("The platform has no home tab.");
        var delivery = new Delivery(
            leased.Id,
            leased.Attempt,
            leased.Unclear,
            leased.Workspace,
            leased.IncidentId,
            effect,
            place
        );
        var end = await Call(leased, delivery, ct);
        switch (end)
        {
            case AttemptEnd.Kept(var file):
                await Report(leased, new ReportFile(file), ct);
                return new Settlement.Done(null, null);
            case AttemptEnd.Done(var reference):
                if (effect is Effect.OpenRoom && reference is { } room)
                    await Report(leased, new ReportRoom(room.ChannelId, room.Name ?? room.ChannelId), ct);
                return new Settlement.Done(reference, effect is Effect.OpenRoom ? null : place?.ThreadId);
            case AttemptEnd.GiveUp(var why):
                return await GiveUp(leased, effect, why, ct);
            case AttemptEnd.TryAgain again:
                return Later(leased, again);
            default:
                throw new InvalidOperationException($"No settlement for {end.GetType().Name}.");
        }
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
            if (delivery.Effect is Effect.Upload upload)
            {
                var file = await renderer.Render(leased.IncidentId, upload.Format, patience.Token);
                if (file is null)
                    return new AttemptEnd.GiveUp($"This installation cannot make {upload.Format} files.");
                delivery = delivery with { File = file };
            }

            if (delivery.Effect is Effect.PublishHome home)
                delivery = delivery with
                {
                    Home = await homes.Render(leased.Platform, leased.Workspace, home.Person, patience.Token),
                };
            if (delivery.Effect is Effect.Page && await Page(delivery, patience.Token) is { } paged)
                return paged;
            if (!_platforms.TryGetValue(leased.Platform, out var platform))
                return new AttemptEnd.GiveUp($"“{leased.Platform}” is no chat platform that is connected here.");
            return delivery.Effect is Effect.KeepFile keep
                ? await kept.Keep(platform, delivery, keep, patience.Token)
                : await platform.Deliver(delivery, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return leased.Lost.IsCancellationRequested
                ? new AttemptEnd.TryAgain(null, "Its lease could not be kept up.", Unclear: true)
                : new AttemptEnd.TryAgain(
                    null,
                    $"No answer within {options.Value.CallTimeout.TotalSeconds:0} s.",
                    Unclear: true
                );
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.AttemptThrew(log, fault, leased.Id, delivery.Effect.GetType().Name, leased.IncidentId);
            return new AttemptEnd.TryAgain(null, $"A fault of ours: {fault.GetType().Name}.", Unclear: true);
        }
    }

    private async Task<AttemptEnd?> Page(Delivery delivery, CancellationToken ct)
    {
        foreach (var pager in pagers)
        {
            if (await pager.Deliver(delivery, ct) is { } end)
                return end;
        }

        return null;
    }

    private async Task<Settlement> GiveUp(LeasedEffect leased, Effect effect, string why, CancellationToken ct)
    {
        if (effect is Effect.OpenRoom)
            await Report(leased, new ReportNoRoom(why), ct);
        if (effect is Effect.KeepFile file)
            await Report(leased, new ReportNoFile(file.Entry, file.FileId, why), ct);
        return new Settlement.GivenUp(why);
    }

    // Before the effect is settled: should this host die in between, the report is sent again and has no second effect.
    private async Task Report(LeasedEffect leased, IncidentCommand report, CancellationToken ct) =>
        await pipeline.Run(
            new VerifiedRequest
            {
                Platform = "outbox",
                Workspace = leased.Workspace,
                Id = $"effect:{leased.Id}",
                By = SystemPerson.Value,
                IncidentId = leased.IncidentId,
                Input = new RequestInput.Signal(report),
            },
            ct
        );
}
