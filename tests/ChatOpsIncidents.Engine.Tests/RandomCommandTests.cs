using System.Diagnostics;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Incidents;
using Xunit.Abstractions;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>A hundred thousand lines that nobody thought of. What always holds, holds; a fault prints the lines that
/// lead to it.</summary>
public sealed class RandomCommandTests(ITestOutputHelper output)
{
    private const int LinesMax = 100_000;
    private const int LinesOfOne = 60;
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(20);
    private static readonly string[] Names = ["ana", "ben", "cleo"];

    [Fact, Trait("Requirement", "A9")]
    public void Whatever_is_typed_pressed_or_filled_in_what_always_holds_holds()
    {
        var watch = Stopwatch.StartNew();
        var lines = 0;
        Dictionary<string, int> kinds = [];
        HashSet<Phase> phases = [];
        for (var seed = 1; lines < LinesMax && watch.Elapsed < TimeMax; seed++) lines += new Run(seed, kinds, phases)
            .Go();
        output.WriteLine($"{lines} lines in {watch.Elapsed}; phases: {string.Join(", ", phases.Order())}");
        output.WriteLine($"Facts: {string.Join(", ", kinds.OrderBy(kind => kind.Value).Select(kind => $"{kind.Key} {kind.Value}"))}");
        output.WriteLine($"Never: {string.Join(", ", Vocabulary.Facts.Values.Except(kinds.Keys))}");
        Assert.True(lines >= 1_000, $"Only {lines} lines in {watch.Elapsed}.");
    }

    private sealed class Run
    {
        private static readonly Catalog Services = new(
            [new Service("checkout") { Aliases = ["cart"], Owners = ["@payments-oncall"], DependsOn = ["payments"],
                Runbooks = ["checkout-errors"] }])
        {
            Runbooks = [new Runbook("checkout-errors", "Checkout errors",
                "## First checks\n1. Look at `errors`.\n2. Look at the deploys.\n")],
        };

        private readonly List<string> _script = [];
        private readonly List<Recorded> _history = [];
        private readonly HashSet<string> _keys = [];
        private readonly Random _random;
        private readonly RandomLines _lines;
        private readonly Policy _policy = Policy.Default;
        private Incident _incident = Incident.None("INC-7");
        private DateTimeOffset _now = new(2026, 11, 21, 14, 0, 0, TimeSpan.Zero);
        private Form? _form;

        private readonly Dictionary<string, int> _kinds;
        private readonly HashSet<Phase> _phases;

        public Run(int seed, Dictionary<string, int> kinds, HashSet<Phase> phases)
        {
            (_kinds, _phases) = (kinds, phases);
            _random = new Random(seed);
            _lines = new RandomLines(_random);
            _script.Add($"seed {seed}");
        }

        public int Go()
        {
            Step("ana", $"declare {(Severity)_random.Next(1, 5)} checkout fails service: checkout");
            if (_random.Next(2) == 0) Decide(new ReportRoom("C0ROOM", "inc-7"), ContextOf(Person.System));
            for (var i = 0; i < LinesOfOne; i++)
            {
                if (i == LinesOfOne / 2) Decide(
                    new SealMessages([_random.Next().ToString("x16")]), ContextOf(Person.System));
                if (_random.Next(4) == 0) Wait(TimeSpan.FromSeconds(_random.Next(1, 1200)));
                var line = _form is { } form && _random.Next(3) > 0 ? _lines.Fill(form) : _lines.Next();
                Step(Names[_random.Next(Names.Length)], line);
            }

            var again = Incident.Replay("INC-7", _history.Select(fact =>
                fact with { Fact = FactJson.Read(Vocabulary.NameOf(fact.Fact), FactJson.Write(fact.Fact)) }));
            Holds(StateText.Of(_incident) == StateText.Of(again), "the replay is another state");
            var gone = _history.Select(fact => fact.Fact).OfType<EntryRedacted>().Select(redacted => redacted.Entry)
                .ToHashSet();
            var erased = _history
                .Select(fact => gone.Contains(fact.Seq)
                    ? fact with { Fact = new ErasedFact(Vocabulary.NameOf(fact.Fact)) } : fact);
            Holds(StateText.Of(_incident) == StateText.Of(Incident.Replay("INC-7", erased)),
                "erased contents make another state");
            return LinesOfOne + 1;
        }

        private void Step(string who, string line)
        {
            _script.Add($"{_now:HH:mm:ss} {who}: {line}");
            var context = ContextOf(new Person("U" + who.ToUpperInvariant(), who));
            var parsed = Try(() => context.Read(line, context));
            Holds(parsed.Command is not null
                || parsed.Refusal is { Next.Count: > 0 }, "a reading is a command or a refusal with a next step");
            if (parsed.Command is not { } command || (command.Declares && _incident.Seq > 0)) return;
            Decide(command, context);
        }

        private void Wait(TimeSpan wait)
        {
            var until = _now + wait;
            for (var i = 0; _incident.Deadlines.Where(d => d.Value <= until).OrderBy(d => d.Value)
                .Select(d => (KeyValuePair<string, DateTimeOffset>?)d)
                .FirstOrDefault() is { } due; i++)
            {
                Holds(i < 200, $"the deadlines end ({due.Key})");
                _now = due.Value > _now ? due.Value : _now;
                _script.Add($"{_now:HH:mm:ss} deadline {due.Key}");
                Decide(new DeadlineFell(due.Key, due.Value), ContextOf(Person.System));
                Holds(!_incident.Deadlines.TryGetValue(due.Key, out var still) || still > _now, $"{due.Key} goes away");
            }

            _now = until;
        }

        private void Decide(IncidentCommand command, DecisionContext context)
        {
            var before = _incident;
            var verdict = Try(() => Decider.Run(before, command, context));
            _incident = verdict.After;
            _history.AddRange(verdict.Facts);
            _phases.Add(_incident.Phase);
            foreach (var fact in verdict.Facts.Select(fact => Vocabulary.NameOf(fact.Fact))) _kinds[fact] = _kinds
                .GetValueOrDefault(fact) + 1;
            for (var i = 0; i < verdict.Facts.Count; i++) Holds(
                verdict.Facts[i].Seq == before.Seq + i + 1, "numbers have no gaps");
            Holds(_incident.Seq == before.Seq + verdict.Facts.Count, "the state counts its facts");
            Holds(verdict.Refusal is null || verdict.Refusal.Next.Count > 0, "a refusal has a next step");
            Holds(verdict.Reply.Message is not null || verdict.Reply.Form is not null, "there is always an answer");
            State(context);
            Shown(verdict, context);
            _form = verdict.Reply.Form ?? _form;
        }

        private void State(DecisionContext context)
        {
            Holds(_incident.Hypotheses.Count(h => h.State == HypothesisState.Active) <= 1,
                "one theory is active at most");
            Holds(_incident.IsOver || _incident.Phase != Phase.Undeclared || _incident.Seq == 0,
                "a declared incident has a phase");
            Holds(!_incident.IsOver || _incident.Held.IsEmpty, "nothing waits when it is over");
            Holds(_incident.Phase != Phase.Verify || _incident.VerifyStartedAt is not null, "verification has begun");
            Holds(_incident.IsRunning || _incident.UpdateDueAt is null, "no update is due when it is over");
            foreach (var held in _incident.Held)
                Holds(context.Read(held.Words, context with { By = held.By }).Command is not null,
                    $"the held line reads back: {held.Words}");
        }

        private void Shown(Verdict verdict, DecisionContext context)
        {
            var next = Try(() => NextStepView.Of(_incident, context));
            Holds(next.Text.Length > 0 && next.Actions.Count <= 4, "there is one next step");
            Message(verdict.Reply.Message, context);
            foreach (var effect in verdict.Effects)
            {
                var (message, key) = effect switch
                {
                    Effect.Post post => (post.Message, post.Key),
                    Effect.Tell tell => (tell.Message, tell.Key),
                    Effect.Direct direct => (direct.Message, direct.Key),
                    Effect.Edit edit => (edit.Message, null),
                    _ => ((ChatMessage?)null, (string?)null),
                };
                Message(message, context);
                Holds(key is null || (_keys.Add(key) && key.Length <= 100), $"a message's key is its own: {key}");
            }

            foreach (var step in (verdict.Refusal?.Next ?? []).Where(step => step.IsComplete)) Known(
                step.Command, context);
        }

        private void Message(ChatMessage? message, DecisionContext context)
        {
            if (message is null) return;
            Holds(message.Title is null || message.Title.Length <= 150, "a title is short");
            Holds(message.Facts.Count <= 10 && message.Actions.Count <= 25, "a message has its limits");
            Holds(message.Actions.Count(action => action.Style == ActionStyle.Primary) <= 1,
                "one button is recommended at most");
            foreach (var action in message.Actions)
            {
                Holds(action.Label.Length <= 75 && action.Command.Length <= 1_900,
                    $"a button is short: {action.Label}");
                if (action.Url is null) Known(action.Command, context);
            }

            _lines.Offer(message.Actions);
        }

        private void Known(string command, DecisionContext context) =>
            Holds(Try(() => context.Read(command, context)).Refusal?.Code != "unknown-command",
                $"a button's command is known: {command}");

        private T Try<T>(Func<T> run)
        {
            try
            {
                return run();
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException(Script() + "\n" + fault, fault);
            }
        }

        private void Holds(bool condition, string what)
        {
            if (!condition) Assert.Fail($"Broken: {what}\n{Script()}");
        }

        private string Script() => string.Join('\n', _script);

        private DecisionContext ContextOf(Person by) => new(_now, by, _policy)
        {
            Origin = new Origin("slack", "T0", "C0PAYMENTS"),
            Source = by.IsHuman ? "slack" : "clock",
            Catalog = Services,
            Others = [new IncidentSummary(
                "INC-9", "old", Severity.Minor, Phase.Contain, false, null, [], _now.AddDays(-1), "C9", "C9")],
            FindPerson = name => name.Trim('@', '<', '>').Split('|')[0] is { Length: > 1 } id
                && id.All(char.IsLetterOrDigit)
                ? new Person(id.ToUpperInvariant(), id.ToLowerInvariant()) : null,
        };
    }
}
