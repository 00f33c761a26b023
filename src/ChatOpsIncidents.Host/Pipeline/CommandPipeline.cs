using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>Verified request → lock → load → decide → append.</summary>
public sealed class CommandPipeline : ICommandPipeline
{
    private const int TwiceMax = 3;

    private readonly IEventStore _store;
    private readonly TimeProvider _clock;
    private readonly PolicySource _policy;
    private readonly CatalogSource _catalog;
    private readonly PeopleDirectory _people;
    private readonly OutboxSignal _outbox;
    private readonly IncidentChanges _changes;
    private readonly ILogger<CommandPipeline> _log;
    private readonly DecidedLog _decidedLog;
    private readonly RequestGroups _groups;

    public CommandPipeline(
        IEventStore store,
        TimeProvider clock,
        PolicySource policy,
        CatalogSource catalog,
        PeopleDirectory people,
        OutboxSignal outbox,
        IncidentChanges changes,
        ILogger<CommandPipeline> log
    )
    {
        (_store, _clock, _policy, _catalog) = (store, clock, policy, catalog);
        (_people, _outbox, _changes, _log) = (people, outbox, changes, log);
        _decidedLog = new DecidedLog(clock, log);
        _groups = new RequestGroups(Together);
    }

    /// <inheritdoc/>
    public async Task<Outcome> Run(VerifiedRequest request, CancellationToken ct)
    {
        if (MayNot(request) is { } no)
            return TurnAway(request, no);
        if (request.Input is not RequestInput.Signal)
            _people.Remember(request.Platform, request.Workspace, request.By);
        var parsed = new ParsedRequest(request, ContextOf(request, Milliseconds(_clock.GetUtcNow())));
        var outcome = parsed.CanShare ? await _groups.Decide(parsed) : null;
        return (outcome ?? await Alone(parsed, ct)) with { Verb = parsed.Verb };
    }

    /// <summary>Decides requests that wait together in one transaction. What somebody else holds is left to be decided
    /// alone, so that nobody waits for the incident of another.</summary>
    private async Task<Outcome?[]> Together(IReadOnlyList<ParsedRequest> group)
    {
        var outcomes = new Outcome?[group.Count];
        List<Decided> decided = [];
        await using var work = await _store.Begin(
            [.. group.Select(parsed => parsed.Sought)],
            waits: false,
            CancellationToken.None
        );
        for (var n = 0; n < group.Count; n++)
        {
            outcomes[n] = work.Earlier(n);
            if (outcomes[n] is not null || work.Locked(n) is not { } id)
                continue;
            var incident = await work.Load(n, CancellationToken.None) ?? Incident.None(id);
            var one = Decide(group[n], incident, group[n].Context);
            if (!work.TryAdd(one))
                continue;
            decided.Add(one);
            outcomes[n] = one.Outcome;
        }

        if (decided.Count > 0)
            Tell(decided, await work.Commit(CancellationToken.None));
        return outcomes;
    }

    private async Task<Outcome> Alone(ParsedRequest parsed, CancellationToken ct)
    {
        var request = parsed.Request;
        for (var time = 1; ; time++)
        {
            try
            {
                return await Once(parsed, ct);
            }
            catch (DeliveredMeanwhileException) when (time < TwiceMax)
            {
                // What came of it stands by now, and is the answer.
            }
            catch (BusyException) when (request.Input is not RequestInput.Signal) // those come again by themselves
            {
                // The incident is busy for longer than chat waits. What was asked is kept, and answered later.
                await _store.Defer(request, _clock.GetUtcNow(), ct);
                Log.Deferred(_log, request.Platform, request.Id);
                return new Outcome(
                    null,
                    Reply.Text("Taken. It is busy here; the answer follows in a moment."),
                    null,
                    0
                );
            }
        }
    }

    private async Task<Outcome> Once(ParsedRequest parsed, CancellationToken ct)
    {
        await using var work = await _store.Begin([parsed.Sought], waits: true, ct);
        if (work.Earlier(0) is { } earlier)
            return earlier;
        var incident = await Find(work, parsed, ct);
        var context =
            parsed.NeedsOthers || incident.Id.Length == 0
                ? parsed.Context with
                {
                    Others = await work.Others(parsed.Request, ct),
                }
                : parsed.Context;
        var decided = Decide(parsed, incident, context);
        work.Add(decided);
        Tell([decided], await work.Commit(ct));
        return decided.Outcome;
    }

    private static Decided Decide(ParsedRequest parsed, Incident incident, DecisionContext context)
    {
        // Two hosts' clocks never make a duration negative.
        if (context.Now < incident.LastAt)
            context = context with { Now = incident.LastAt };
        var verdict = Addressing.Of(Decide(parsed.With(context), incident, context));
        var outcome = new Outcome(
            verdict.After.Seq > 0 ? verdict.After.Id : null,
            verdict.Reply,
            verdict.Refusal?.Code,
            verdict.Facts.Count
        );
        return new Decided(parsed.Request, incident, verdict, outcome, context.Now);
    }

    private static Verdict Decide(Parsed parsed, Incident incident, DecisionContext context) =>
        parsed switch
        {
            { Refusal: { } refusal } => Refused(incident, refusal),
            { Command: { NeedsIncident: true } command } when incident.Id.Length == 0 => Refused(
                incident,
                WhichIncident(command, context)
            ),
            { Command: { } command } => Decider.Run(incident, command, context),
            _ => throw new InvalidOperationException("A reading is a command or a refusal."),
        };

    // The product itself may; of everybody else it must be known that they are a member.
    private static Refusal? MayNot(VerifiedRequest request) =>
        request.Input is RequestInput.Signal ? null : Membership.MayNot(request.By);

    private static async Task<Incident> Find(IWork work, ParsedRequest parsed, CancellationToken ct)
    {
        if (parsed.Declares)
            return Incident.None(await work.NextId(ct));
        if (work.Locked(0) is { } locked)
            return await work.Load(0, ct) ?? Incident.None(locked);
        if (parsed.IncidentId is { } unknown)
            return Incident.None(unknown);
        if (parsed.IsQuestion && await OnlyOne(work, parsed.Request, ct) is { } only)
            return await work.Load(only, parsed.Request, ct) ?? Incident.None(only);
        return Incident.None("");
    }

    // A question outside a room is about the only running incident, if there is one only; drills stand back.
    private static async Task<string?> OnlyOne(IWork work, VerifiedRequest asker, CancellationToken ct)
    {
        var running = (await work.Others(asker, ct)).Where(other => other.Phase < Phase.Resolved).ToArray();
        var real = running.Where(other => !other.IsDrill).ToArray();
        if (real.Length == 1)
            return real[0].Id;
        return running.Length == 1 ? running[0].Id : null;
    }

    private static Refusal WhichIncident(IncidentCommand command, DecisionContext context)
    {
        var running = context.Others.Where(other => other.Phase < Phase.Resolved).Take(4).ToArray();
        return running.Length == 0 || command.Words.Length == 0
            ? Refusals.WhichIncident()
            : new Refusal(
                "which-incident",
                "Which incident do you mean?",
                [.. running.Select(other => new NextStep($"{other.Id} {other.Title}", $"{other.Id} {command.Words}"))]
            );
    }

    private static Verdict Refused(Incident incident, Refusal refusal) =>
        new(
            incident,
            [],
            [],
            new Reply
            {
                Message = refusal.ToMessage(),
                Form = refusal.Form,
                FormErrors = refusal.Fields,
            },
            refusal
        );

    // Nothing is stored, so that the same request sent again is looked at anew.
    private Outcome TurnAway(VerifiedRequest request, Refusal no)
    {
        var outcome = new Outcome(null, new Reply { Message = no.ToMessage() }, no.Code, 0);
        _decidedLog.Write(request, outcome);
        return outcome;
    }

    private void Tell(IReadOnlyList<Decided> decided, IReadOnlyCollection<Destined> destined)
    {
        foreach (var one in decided)
            _decidedLog.Write(one.Request, one.Outcome);
        if (destined.Count > 0)
            _outbox.Wake(destined);
        foreach (
            var id in decided.Where(one => one.Verdict.Facts.Count > 0).Select(one => one.Verdict.After.Id).Distinct()
        )
            _changes.Say(id);
        if (decided.SelectMany(one => one.Verdict.Facts).Any(fact => fact.Fact is RoomOpened or RoomFellBack))
            _changes.SayRoomOpened();
    }

    private DecisionContext ContextOf(VerifiedRequest request, DateTimeOffset now)
    {
        var rules = _policy.Current;
        var isSignal = request.Input is RequestInput.Signal;
        return new DecisionContext(now, isSignal ? Person.System : new Person(request.By.Id, request.By.Name), rules)
        {
            Language = Language.Whole,
            Zone = Zone(request.By.TimeZone) ?? rules.TimeZone,
            Origin = new Origin(request.Platform, request.Workspace, request.ChannelId, request.ThreadId),
            Link = request.Link,
            Source = request.Source.Length > 0 ? request.Source : request.Platform,
            Catalog = _catalog.Current,
            FindPerson = name => _people.Find(request.Platform, request.Workspace, name, request.By),
            IsMember = person => _people.IsMember(request.Platform, request.Workspace, person.Id),
        };
    }

    private static TimeZoneInfo? Zone(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    private static DateTimeOffset Milliseconds(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
