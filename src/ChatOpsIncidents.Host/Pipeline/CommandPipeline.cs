using ChatOpsIncidents.Engine.Chat;
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
    private readonly INotes _notes;
    private readonly ILogger<CommandPipeline> _log;
    private readonly DecidedLog _decidedLog;
    private readonly RequestGroups _groups;
    private readonly Surroundings _surroundings;
    private readonly HashSet<string> _mentionsOnly;

    public CommandPipeline(
        IEventStore store,
        TimeProvider clock,
        PolicySource policy,
        CatalogSource catalog,
        PeopleDirectory people,
        OutboxSignal outbox,
        IncidentChanges changes,
        INotes notes,
        ILogger<CommandPipeline> log,
        IEnumerable<MentionsOnly>? mentionsOnly = null,
        IPlayedDrills? played = null
    )
    {
        _surroundings = new Surroundings(notes, played);
        _mentionsOnly = [.. (mentionsOnly ?? []).Select(one => one.Platform)];
        (_store, _clock, _policy, _catalog) = (store, clock, policy, catalog);
        (_people, _outbox, _changes, _notes, _log) = (people, outbox, changes, notes, log);
        _decidedLog = new DecidedLog(clock, log);
        _groups = new RequestGroups(Together, log);
    }

    /// <inheritdoc/>
    public async Task<Outcome> Run(VerifiedRequest request, CancellationToken ct)
    {
        if (MayNot(request) is { } no)
            return TurnAway(request, no);
        var parsed = new ParsedRequest(request, ContextOf(request, Milliseconds(_clock.GetUtcNow())));
        if (parsed.IsNameless)
            return await Nameless(parsed, ct) with { Verb = parsed.Verb };
        if (request.Input is not RequestInput.Signal)
            _people.Remember(request.Platform, request.Workspace, request.By);
        try
        {
            var outcome = parsed.CanShare ? await _groups.Decide(parsed) : null;
            return (outcome ?? await Alone(parsed, ct)) with { Verb = parsed.Verb };
        }
        catch (BusyException) when (request.Input is not RequestInput.Signal) // those come again by themselves
        {
            return await Defer(request, ct) with { Verb = parsed.Verb };
        }
    }

    /// <summary>Decides requests that wait together in one transaction.</summary>
    private async Task<SharedEnd[]> Together(IReadOnlyList<ParsedRequest> group, bool waits)
    {
        var ends = new SharedEnd[group.Count];
        List<Decided> decided = [];
        await using var work = await _store.Begin(
            [.. group.Select(parsed => parsed.Sought)],
            waits,
            CancellationToken.None
        );
        for (var n = 0; n < group.Count; n++)
        {
            var (earlier, id) = (work.Earlier(n), work.Locked(n));
            if (earlier is not null || id is null)
            {
                ends[n] = new SharedEnd(earlier, IsHeld: earlier is null && !waits);
                continue;
            }

            var incident = await work.Load(n, CancellationToken.None) ?? Incident.None(id);
            var one = Decide(group[n], incident, group[n].Context);
            if (!work.TryAdd(one))
                continue;
            decided.Add(one);
            ends[n] = new SharedEnd(one.Outcome);
        }

        if (decided.Count > 0)
            Tell(decided, await work.Commit(CancellationToken.None));
        return ends;
    }

    /// <summary>Decides what bears no name: no request is stored, nobody remembered, and no line logged.</summary>
    private async Task<Outcome> Nameless(ParsedRequest parsed, CancellationToken ct)
    {
        // What was typed in a room was read there: only a form is taken, and a typed line opens it.
        if (parsed.Request.Input is not RequestInput.Filled)
            parsed = parsed.WithoutWords();
        try
        {
            Decided decided;
            await using (var work = await _store.Begin([parsed.Sought], waits: true, ct))
                decided = Decide(parsed, await Find(work, parsed, ct), parsed.Context);
            if (decided.Verdict.Refusal is null && parsed.Parsed.Command is LeaveNote left)
                await _notes.Keep(decided.Before.Id, left.Note, ct);
            return decided.Outcome;
        }
        catch (BusyException)
        {
            return new Outcome(null, Reply.Text("Busy just now; nothing was kept. Please send it again."), "busy", 0);
        }
    }

    private async Task<Outcome> Alone(ParsedRequest parsed, CancellationToken ct)
    {
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
        }
    }

    // The incident is busy for longer than chat waits. What was asked is kept, and answered later.
    private async Task<Outcome> Defer(VerifiedRequest request, CancellationToken ct)
    {
        await _store.Defer(request, _clock.GetUtcNow(), ct);
        Log.Deferred(_log, request.Platform, request.Id);
        return new Outcome(null, Reply.Text("Taken. It is busy here; the answer follows in a moment."), null, 0);
    }

    private async Task<Outcome> Once(ParsedRequest parsed, CancellationToken ct)
    {
        await using var work = await _store.Begin([parsed.Sought], waits: true, ct);
        if (work.Earlier(0) is { } earlier)
            return earlier;
        var incident = await Find(work, parsed, ct);
        var context = await _surroundings.Add(parsed, incident, parsed.Context, work, ct);
        var decided = Decide(parsed, incident, context);
        work.Add(decided);
        Tell([decided], await work.Commit(ct));
        return decided.Outcome;
    }

    // What comes from no person, such as a time that fell due, knows the people of its incident.
    private DecisionContext Among(Incident incident, VerifiedRequest request, DecisionContext context)
    {
        if (request.Input is not RequestInput.Signal || incident.Origin is not { } origin)
            return context;
        return context with
        {
            FindPerson = name => _people.Find(origin.Platform, origin.Workspace, name, request.By),
            StandingOf = person => _people.StandingOf(origin.Platform, origin.Workspace, person.Id),
        };
    }

    private Decided Decide(ParsedRequest parsed, Incident incident, DecisionContext context)
    {
        context = Among(incident, parsed.Request, context);
        // Two hosts' clocks never make a duration negative.
        if (context.Now < incident.LastAt)
            context = context with { Now = incident.LastAt };
        var verdict = Addressing.Of(Decide(parsed.With(context), incident, context));
        var outcome = new Outcome(
            verdict.After.Seq > 0 ? verdict.After.Id : null,
            UnansweredForm.Of(verdict.Reply, parsed.Request.Input),
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
                WhichIncident.Ask(command, context)
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
        var outcome = new Outcome(null, GuestWishes.Answer(request, no), no.Code, 0);
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
        foreach (var one in decided.Where(one => one.NamesServices))
            _changes.SayServicesNamed(one.Verdict.After.Id);
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
            Origin = new Origin(request.Platform, request.Workspace, request.ChannelId, request.ThreadId)
            {
                MentionsOnly = _mentionsOnly.Contains(request.Platform) ? true : null,
            },
            IsAlone = request is { ChannelId: null, ReplyAddress: not null },
            Link = request.Link,
            Source = request.Source.Length > 0 ? request.Source : request.Platform,
            Catalog = _catalog.Current,
            FindPerson = name => _people.Find(request.Platform, request.Workspace, name, request.By),
            StandingOf = person => _people.StandingOf(request.Platform, request.Workspace, person.Id),
        };
    }

    private static TimeZoneInfo? Zone(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    private static DateTimeOffset Milliseconds(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
