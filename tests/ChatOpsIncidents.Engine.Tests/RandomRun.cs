using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>One incident to which anything happens; the same seed and the same length, the same incident.</summary>
public sealed class RandomRun
{
    private static readonly string[] Names = ["ana", "ben", "cleo"];
    private static readonly Catalog Services = new([
        new Service("checkout")
        {
            Aliases = ["cart"],
            Owners = ["@payments-oncall"],
            DependsOn = ["payments"],
            Runbooks = ["checkout-errors"],
        },
    ])
    {
        Runbooks =
        [
            new Runbook(
                "checkout-errors",
                "Checkout errors",
                "## First checks\n1. Look at `errors`.\n2. Look at the deploys.\n"
            ),
        ],
        Drills = DrillTests.ShippedDrills,
        Playbooks =
        [
            new Playbook(
                "main-flow-down",
                "A main flow is down",
                "## Roles\n- The lead decides.\n## Communication\n- Support hears every half hour.\n"
            ),
        ],
    };

    private readonly List<string> _script = [];
    private readonly List<Recorded> _history = [];
    private readonly HashSet<string> _keys = [];
    private readonly Random _random;
    private readonly int _length;
    private readonly RandomLines _lines;
    private readonly RandomScenes _scenes;
    private readonly Queue<(string Who, string Line)> _scene = [];
    private readonly Policy _policy = Policy.Default with { RollbackHooks = [Policy.AnyName] };
    private Incident _incident = Incident.None("INC-7");
    private DateTimeOffset _now = new(2026, 11, 21, 14, 0, 0, TimeSpan.Zero);
    private Form? _form;

    /// <summary>A run that is wholly given by its seed.</summary>
    /// <param name="seed">What everything that happens follows from.</param>
    /// <param name="length">How many lines are typed after the beginning.</param>
    public RandomRun(int seed, int length)
    {
        _random = new Random(seed);
        _length = length;
        _lines = new RandomLines(_random);
        _scenes = new RandomScenes(_random);
        _script.Add($"seed {seed}, {length} lines");
    }

    /// <summary>Which kinds of facts came about, and how often.</summary>
    public Dictionary<string, int> Kinds { get; } = [];

    /// <summary>Which phases it went through.</summary>
    public HashSet<Phase> Phases { get; } = [];

    /// <summary>Runs it, and then once more from its facts.</summary>
    public RandomRun Go()
    {
        if (_random.Next(15) == 0)
            Decide(new DeclareByAlert(_scenes.Alert(_now)), ContextOf(Person.System));
        if (_incident.Seq == 0)
            Step("ana", FirstLine());
        if (_incident.IsPrivate && _random.Next(3) == 0)
            Step("ana", "public");
        Beginning();
        for (var i = 0; i < _length; i++)
        {
            if (_random.Next(4) == 0)
                Wait(TimeSpan.FromSeconds(_random.Next(1, 1200)));
            // What is asked for often would fall due hundreds of times.
            var isQuiet = _incident.LookAt is not null && _incident.Deadlines.Count == 1;
            if ((!_incident.IsRunning || isQuiet) && _random.Next(10) == 0)
                Wait(TimeSpan.FromHours(_random.Next(1, 100)));
            if (_random.Next(4) == 0)
                Decide(_scenes.Signal(_now), ContextOf(Person.System));
            if (_scene.Count == 0)
                Play(_scenes.Lines());
            if (_scene.TryDequeue(out var next))
                Step(next.Who, next.Line);
            else
                Anything();
        }

        Replay();
        return this;
    }

    // Half of them begin in the middle: what ends an incident is rare, and what follows it rarer.
    private void Beginning()
    {
        if (_random.Next(2) == 0)
            Play(PhaseWays.All[_random.Next(PhaseWays.All.Count)].Lines.Select(line => ("ana", line)));
        while (_scene.TryDequeue(out var next))
        {
            if (next.Line == PhaseWays.HalfAnHour)
                Wait(TimeSpan.FromMinutes(30));
            else
                Step(next.Who, next.Line);
        }

        if (_random.Next(3) == 0)
            Wait(TimeSpan.FromMinutes(15));
    }

    private void Play(IEnumerable<(string, string)> lines)
    {
        foreach (var line in lines)
            _scene.Enqueue(line);
    }

    private void Anything()
    {
        var (who, line) = _form is { } form && _random.Next(3) > 0 ? (null, _lines.Fill(form)) : _lines.Next();
        Step(who ?? Names[_random.Next(Names.Length)], line);
    }

    private void Replay()
    {
        var again = Incident.Replay(
            "INC-7",
            _history.Select(fact =>
                fact with
                {
                    Fact = FactJson.Read(Vocabulary.NameOf(fact.Fact), FactJson.Write(fact.Fact)),
                }
            )
        );
        Holds(StateText.Of(_incident) == StateText.Of(again), "the replay is another state");
        var gone = _history
            .Select(fact => fact.Fact)
            .OfType<EntryRedacted>()
            .Select(redacted => redacted.Entry)
            .ToHashSet();
        var erased = _history.Select(fact =>
            gone.Contains(fact.Seq) ? fact with { Fact = new ErasedFact(Vocabulary.NameOf(fact.Fact)) } : fact
        );
        Holds(
            StateText.Of(_incident) == StateText.Of(Incident.Replay("INC-7", erased)),
            "erased contents make another state"
        );
    }

    private void Step(string who, string line)
    {
        var isGuest = _random.Next(50) == 0 && _incident.Seq > 0;
        _script.Add($"{_now:HH:mm:ss} {who}{(isGuest ? " (guest)" : "")}: {line}");
        var context = ContextOf(new Person("U" + who.ToUpperInvariant(), who)) with { IsOutsider = isGuest };
        var parsed = Try(() => context.Read(line));
        Holds(
            parsed.Command is not null || parsed.Refusal is { Next.Count: > 0 },
            "a reading is a command or a refusal with a next step"
        );
        if (parsed.Command is not { } command || (command.Declares && _incident.Seq > 0))
            return;
        var before = _incident;
        Decide(command, context);
        Holds(!isGuest || ReferenceEquals(before, _incident), "a guest changes nothing");
        if (_random.Next(20) == 0)
            Again(before, command, context);
    }

    // A delivery that comes twice is decided once; and whoever decides it, decides the same.
    private void Again(Incident before, IncidentCommand command, DecisionContext context) =>
        Holds(
            StateText.Of(Decider.Run(before, command, context).After) == StateText.Of(_incident),
            "the same request at the same time is decided otherwise"
        );

    private string FirstLine()
    {
        if (_random.Next(20) == 0)
            return "declare past checkout was down started: 13:05 ended: 13:40";
        if (_random.Next(10) == 0)
            return "drill start bad-config";
        var isPrivate = _random.Next(20) == 0 ? "private " : "";
        return $"declare {isPrivate}{(Severity)_random.Next(1, 5)} checkout fails service: checkout";
    }

    // A host that was down finds all that is due at once, in any order; and what was sent twice, or too early.
    private void Wait(TimeSpan wait)
    {
        var until = _now + wait;
        var wasDown = _random.Next(2) == 0;
        for (var i = 0; Due(until, wasDown) is { } due; i++)
        {
            Holds(i < 200, $"the deadlines end ({due.Key})");
            _now = wasDown ? until : Later(due.Value);
            Fall(due.Key, due.Value);
            Holds(!_incident.Deadlines.TryGetValue(due.Key, out var still) || still > _now, $"{due.Key} goes away");
            if (_random.Next(4) == 0)
                Changes(due.Key, due.Value, nothing: "a deadline that fell already");
        }

        _now = until;
        if (_incident.Deadlines.FirstOrDefault() is { Key: not null } early && early.Value > _now)
            Changes(early.Key, early.Value, nothing: "a deadline that is not due");
    }

    private DateTimeOffset Later(DateTimeOffset due) => due > _now ? due : _now;

    private KeyValuePair<string, DateTimeOffset>? Due(DateTimeOffset until, bool inAnyOrder)
    {
        var due = _incident.Deadlines.Where(d => d.Value <= until).OrderBy(d => d.Value).ToArray();
        if (due.Length == 0)
            return null;
        return due[inAnyOrder ? _random.Next(due.Length) : 0];
    }

    private void Fall(string name, DateTimeOffset at)
    {
        _script.Add($"{_now:HH:mm:ss} deadline {name}");
        Decide(new DeadlineFell(name, at), ContextOf(Person.System));
    }

    private void Changes(string name, DateTimeOffset at, string nothing)
    {
        if (_incident.Deadlines.TryGetValue(name, out var moved) && moved == at && moved <= _now)
            return;
        var before = _incident.Seq;
        Fall(name, at);
        // With time a held command may have become free; whatever comes next lets it run.
        Holds(
            before == _incident.Seq || _history[(int)before].Fact is CommandReleased,
            $"{nothing} changes something: {name}"
        );
    }

    private void Decide(IncidentCommand command, DecisionContext context)
    {
        var before = _incident;
        var verdict = Try(() => Decider.Run(before, command, context));
        _incident = verdict.After;
        _history.AddRange(verdict.Facts);
        Phases.Add(_incident.Phase);
        foreach (var fact in verdict.Facts.Select(fact => Vocabulary.NameOf(fact.Fact)))
            Kinds[fact] = Kinds.GetValueOrDefault(fact) + 1;
        for (var i = 0; i < verdict.Facts.Count; i++)
            Holds(verdict.Facts[i].Seq == before.Seq + i + 1, "numbers have no gaps");
        Holds(_incident.Seq == before.Seq + verdict.Facts.Count, "the state counts its facts");
        Holds(verdict.Refusal is null || verdict.Refusal.Next.Count > 0, "a refusal has a next step");
        Holds(verdict.Reply.Message is not null || verdict.Reply.Form is not null, "there is always an answer");
        State(context);
        Shown(verdict, context);
        _form = verdict.Reply.Form ?? _form;
    }

    private void State(DecisionContext context)
    {
        Holds(_incident.Hypotheses.Count(h => h.State == HypothesisState.Active) <= 1, "one theory is active at most");
        Holds(
            _incident.IsOver || _incident.Phase != Phase.Undeclared || _incident.Seq == 0,
            "a declared incident has a phase"
        );
        Holds(!_incident.IsOver || _incident.Held.IsEmpty, "nothing waits when it is over");
        Holds(_incident.Phase != Phase.Verify || _incident.VerifyStartedAt is not null, "verification has begun");
        Holds(_incident.IsRunning || _incident.UpdateDueAt is null, "no update is due when it is over");
        Holds(
            !_incident.IsRunning
                || UpdateClock.CadenceOf(_incident, Policy.Default) is null
                || _incident.Deadlines.Any(due => due.Key.StartsWith("update-", StringComparison.Ordinal)),
            "what runs is always asked for an update again"
        );
        foreach (var held in _incident.Held)
            Holds(
                (context with { By = held.By }).Read(held.Words).Command is not null,
                $"the held line reads back: {held.Words}"
            );
    }

    private void Shown(Verdict verdict, DecisionContext context)
    {
        var next = Try(() => NextStepView.Of(_incident, context));
        Holds(next.Text.Length > 0 && next.Actions.Count <= 4, "there is one next step");
        Message(verdict.Reply.Message, context);
        foreach (var effect in verdict.Effects)
        {
            var (message, key, to) = effect switch
            {
                Effect.Post post => (post.Message, post.Key, null),
                Effect.Tell tell => (tell.Message, tell.Key, tell.Person),
                Effect.Direct direct => (direct.Message, direct.Key, direct.Person),
                Effect.Edit edit => (edit.Message, null, null),
                _ => ((ChatMessage?)null, (string?)null, (string?)null),
            };
            Message(message, context, to);
            // The card alone is posted again under its key: into a room that came late.
            var isOwn = key is null or Keys.Card || (_keys.Add(key) && key.Length <= 100);
            Holds(isOwn, $"a message's key is its own: {key}");
        }

        foreach (var step in (verdict.Refusal?.Next ?? []).Where(step => step.IsComplete))
            Known(step.Command, context);
    }

    private void Message(ChatMessage? message, DecisionContext context, string? to = null)
    {
        if (message is null)
            return;
        Holds(message.Title is null || message.Title.Length <= 150, "a title is short");
        Holds(message.Facts.Count <= 10 && message.Actions.Count <= 25, "a message has its limits");
        Holds(
            message.Actions.Count(action => action.Style == ActionStyle.Primary) <= 1,
            "one button is recommended at most"
        );
        foreach (var action in message.Actions)
        {
            Holds(action.Label.Length <= 75 && action.Command.Length <= 1_900, $"a button is short: {action.Label}");
            if (action.Url is null)
                Known(action.Command, context);
        }

        _lines.Offer(message.Actions, Names.FirstOrDefault(name => "U" + name.ToUpperInvariant() == to));
    }

    private void Known(string command, DecisionContext context) =>
        Holds(
            Try(() => context.Read(command)).Refusal?.Code != "unknown-command",
            $"a button's command is known: {command}"
        );

    private T Try<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"Thrown: {fault.GetType().Name}\n{Script()}\n{fault}", fault);
        }
    }

    private void Holds(bool condition, string what)
    {
        if (!condition)
            Assert.Fail($"Broken: {what}\n{Script()}");
    }

    private string Script() => string.Join('\n', _script);

    private DecisionContext ContextOf(Person by) =>
        new(_now, by, _policy)
        {
            Language = Language.Whole,
            Origin = new Origin("slack", "T0", "C0PAYMENTS"),
            Source = by.IsHuman ? "slack" : "clock",
            Catalog = Services,
            Notes = [RandomScenes.Note],
            Others =
            [
                new IncidentSummary(
                    "INC-9",
                    "old",
                    Severity.Minor,
                    Phase.Contain,
                    false,
                    null,
                    [],
                    _now.AddDays(-1),
                    "C9",
                    "C9"
                ),
            ],
            FindPerson = name =>
                name.Trim('@', '<', '>').Split('|')[0] is { Length: > 1 } id && id.All(char.IsLetterOrDigit)
                    ? new Person(id.ToUpperInvariant(), id.ToLowerInvariant())
                    : null,
        };
}
