using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>Verified request → lock → load → decide → append.</summary>
public sealed class CommandPipeline(
    IEventStore store,
    TimeProvider clock,
    PolicySource policy,
    CatalogSource catalog,
    PeopleDirectory people,
    OutboxSignal outbox,
    IncidentChanges changes,
    ILogger<CommandPipeline> log
) : ICommandPipeline
{
    /// <inheritdoc/>
    public async Task<Outcome> Run(VerifiedRequest request, CancellationToken ct)
    {
        if (MayNot(request) is { } no)
            return TurnAway(request, no);
        if (request.Input is not RequestInput.Signal)
            people.Remember(request.Platform, request.Workspace, request.By);
        try
        {
            return await Decide(request, ct);
        }
        catch (BusyException) when (request.Input is not RequestInput.Signal) // those come again by themselves
        {
            // The incident is busy for longer than chat waits. What was asked is kept, and answered later.
            await store.Defer(request, clock.GetUtcNow(), ct);
            Log.Deferred(log, request.Platform, request.Id);
            return new Outcome(null, Reply.Text("Taken. It is busy here; the answer follows in a moment."), null, 0);
        }
    }

    private async Task<Outcome> Decide(VerifiedRequest request, CancellationToken ct)
    {
        var now = Milliseconds(clock.GetUtcNow());
        await using var work = await store.Begin(request, now, ct);
        if (work.Earlier is { } earlier)
            return earlier;

        var asked = new Asked(request, ContextOf(request, now));
        var incident = await Find(work, asked, ct);
        var context = await Complete(work, asked, incident, ct);
        var verdict = Addressing.Of(Decide(asked.Read(context), incident, context));
        var outcome = new Outcome(
            verdict.After.Seq > 0 ? verdict.After.Id : null,
            verdict.Reply,
            verdict.Refusal?.Code,
            verdict.Facts.Count
        );
        await work.Commit(incident, verdict, outcome, context.Now, ct);
        Tell(request, outcome, verdict);
        return outcome;
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

    private static async Task<Incident> Find(IWork work, Asked asked, CancellationToken ct)
    {
        if (asked.First.Command is { Declares: true })
            return Incident.None(await work.NextId(ct));
        var request = asked.Request;
        var id =
            asked.IncidentId
            ?? (request.ChannelId is { } channel ? await work.FindRoom(channel, request.ThreadId, ct) : null);
        if (id is null && asked.IsQuestion)
            id = await OnlyOne(work, request.By.Id, ct);
        if (id is null)
            return Incident.None("");
        var visibleTo = request.Input is RequestInput.Signal ? null : request.By.Id;
        return await work.Load(id, visibleTo, ct) ?? Incident.None(id);
    }

    // A question outside a room is about the only running incident, if there is one only; drills stand back.
    private static async Task<string?> OnlyOne(IWork work, string personId, CancellationToken ct)
    {
        var running = (await work.Others(personId, ct)).Where(other => other.Phase < Phase.Resolved).ToArray();
        var real = running.Where(other => !other.IsDrill).ToArray();
        return real.Length == 1 ? real[0].Id
            : running.Length == 1 ? running[0].Id
            : null;
    }

    private static async Task<DecisionContext> Complete(
        IWork work,
        Asked asked,
        Incident incident,
        CancellationToken ct
    )
    {
        var context = asked.Context with
        {
            Now = asked.Context.Now < incident.LastAt ? incident.LastAt : asked.Context.Now,
        };
        return asked.First.Command is { NeedsOthers: true } || incident.Id.Length == 0
            ? context with
            {
                Others = await work.Others(asked.Request.By.Id, ct),
            }
            : context;
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
        Log.Decided(log, request.Platform, request.Id, "-", 0, no.Code);
        return new Outcome(null, new Reply { Message = no.ToMessage() }, no.Code, 0);
    }

    private void Tell(VerifiedRequest request, Outcome outcome, Verdict verdict)
    {
        Log.Decided(
            log,
            request.Platform,
            request.Id,
            outcome.IncidentId ?? "-",
            outcome.Facts,
            outcome.Refusal ?? "accepted"
        );
        if (verdict.Effects.Count > 0)
            outbox.Wake();
        if (verdict.Facts.Count > 0)
            changes.Say(verdict.After.Id);
        if (verdict.Facts.Any(fact => fact.Fact is RoomOpened or RoomFellBack))
            changes.SayRoomOpened();
    }

    private DecisionContext ContextOf(VerifiedRequest request, DateTimeOffset now)
    {
        var rules = policy.Current;
        var isSignal = request.Input is RequestInput.Signal;
        return new DecisionContext(now, isSignal ? Person.System : new Person(request.By.Id, request.By.Name), rules)
        {
            Language = Language.Whole,
            Zone = Zone(request.By.TimeZone) ?? rules.TimeZone,
            Origin = new Origin(request.Platform, request.Workspace, request.ChannelId, request.ThreadId),
            Link = request.Link,
            Source = request.Source.Length > 0 ? request.Source : request.Platform,
            Catalog = catalog.Current,
            FindPerson = name => people.Find(request.Platform, request.Workspace, name, request.By),
            IsMember = person => people.IsMember(request.Platform, request.Workspace, person.Id),
        };
    }

    private static TimeZoneInfo? Zone(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    private static DateTimeOffset Milliseconds(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>A request, and what its words say before the incident is known.</summary>
    private sealed record Asked(VerifiedRequest Request, DecisionContext Context)
    {
        private readonly CommandLine? _line = Request.Input switch
        {
            RequestInput.Typed typed => Vocabulary.Cut(typed.Text),
            RequestInput.Filled filled => FormLine.Of(filled),
            _ => null,
        };

        private Parsed? _first;

        public Parsed First => _first ??= Read(Context);

        public string? IncidentId => _line?.IncidentId ?? Request.IncidentId;

        public bool IsQuestion => First.Command is { IsQuestion: true, NeedsIncident: true } and not ShowForm;

        public Parsed Read(DecisionContext context) =>
            Request.Input is RequestInput.Signal signal ? signal.Command : CommandReader.Read(_line!, context);
    }
}
