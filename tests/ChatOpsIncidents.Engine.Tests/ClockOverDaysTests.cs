using System.Globalization;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>The clock of updates over days on which clocks change, with people who do what people do.</summary>
[Trait("Requirement", "D3")]
public sealed class ClockOverDaysTests
{
    private const int Runs = 120;
    private static readonly TimeSpan Length = TimeSpan.FromDays(3);
    private static readonly TimeSpan NagInterval = Policy.Default.NagInterval;
    private static readonly string[] People = ["Ana", "Ben", "Cy"];

    // The day before the clocks change.
    private static readonly (string Zone, DateTimeOffset Begins)[] Places =
    [
        ("Europe/Lisbon", new(2026, 3, 28, 20, 0, 0, TimeSpan.Zero)),
        ("Europe/Lisbon", new(2026, 10, 24, 20, 0, 0, TimeSpan.Zero)),
        ("America/New_York", new(2026, 3, 7, 22, 0, 0, TimeSpan.Zero)),
        ("Australia/Lord_Howe", new(2026, 4, 4, 6, 0, 0, TimeSpan.Zero)), // by half an hour
        ("UTC", new(2026, 12, 31, 12, 0, 0, TimeSpan.Zero)),
    ];

    private static readonly Severity[] Severities =
    [
        Severity.Critical,
        Severity.Minor,
        Severity.Critical,
        Severity.Major,
        Severity.Critical,
        Severity.Medium,
        Severity.Minor,
    ];

    private static readonly string[] Lines =
    [
        "update what: we look impact: some cannot pay doing: rolling back next: 15m",
        "update what: it is better impact: few doing: we watch next: 4h",
        "update same",
        "update same",
        "snooze 20m",
        "note the graph is flat",
        "role backup me",
        "role comms me",
        "severity major it is better",
        "severity critical it is worse",
        "severity medium it is smaller",
        "severity minor it is a trifle",
        "update what: we look impact: few doing: we watch next: none because: nobody waits for it",
        "rollback payments to 4.1",
        "outcome worked errors fell",
        "outcome failed they are back",
        "impact who: most how-bad: main-flow ongoing: yes",
        "join",
        "task @Ben look at the edge",
        "verify manual https://grafana.test/d error ratio 0.1 %, before 0.1 %",
        "verify manual https://grafana.test/d error ratio 0.1 %, before 0.1 %",
        "verify gone it is at 4 %",
    ];

    [Fact]
    public void Nobody_is_asked_twice_in_five_minutes_and_what_runs_is_never_forgotten()
    {
        var asked = 0;
        foreach (var seed in Enumerable.Range(0, Runs))
        {
            var (zone, begins) = Places[seed % Places.Length];
            var run = new Incidents(zone, begins, seed, Severities[seed % Severities.Length]);
            var random = new Random(seed);
            while (run.Now < begins + Length)
            {
                run.Wait(TimeSpan.FromMinutes(random.Next(1, random.Next(8) == 0 ? 600 : 40)));
                run.Say(People[random.Next(People.Length)], Lines[random.Next(Lines.Length)]);
            }

            asked += run.Asked;
            run.Say("Ana", "cancel it was a test of ours");
            Assert.True(run.State.IsOver, $"Seed {seed}: Ana leads, and may cancel.");
            var known = run.Asked;
            run.Wait(TimeSpan.FromDays(2));
            Assert.Equal(known, run.Asked);
        }

        Assert.True(asked > 20 * Runs, $"Only {asked} reminders: the runs prove little.");
    }

    // Nobody does anything for weeks: whatever its severity, it is asked for again and again.
    [Theory]
    [InlineData(Severity.Critical)]
    [InlineData(Severity.Major)]
    [InlineData(Severity.Medium)]
    [InlineData(Severity.Minor)]
    public void What_everybody_forgot_is_asked_for_until_somebody_ends_it(Severity severity)
    {
        foreach (var (zone, begins) in Places)
        {
            var run = new Incidents(zone, begins, seed: 0, severity);
            foreach (var _ in Enumerable.Range(0, 3))
            {
                var known = run.Asked;
                run.Wait(TimeSpan.FromDays(7));
                Assert.True(run.Asked > known, $"{severity} in {zone}: a week passed, and nobody was asked.");
            }

            run.Say("Ana", "cancel it was a test of ours");
            Assert.True(run.State.IsOver);
            Assert.Null(run.State.LookAt);
        }
    }

    [Fact]
    public void A_thousand_updates_at_their_times_do_not_drift_though_the_clocks_change_on_the_way()
    {
        var (zone, begins) = Places[1];
        var run = new Incidents(zone, begins, seed: 0, Severity.Critical);
        run.Wait(run.State.UpdateDueAt!.Value - run.Now);
        var first = run.Now;
        for (var n = 1; n <= 1_000; n++)
        {
            run.Say("Ana", "update what: we look impact: some doing: rolling back next: 30m");
            Assert.Equal(first + n * TimeSpan.FromMinutes(30), run.State.UpdateDueAt);
            run.Wait(TimeSpan.FromMinutes(30));
        }
    }

    // An incident that Ana declared, and what always holds of it.
    private sealed class Incidents
    {
        private readonly Dictionary<string, DateTimeOffset> _nagged = [];
        private readonly Policy _policy;
        private readonly string _zone;
        private readonly int _seed;

        public Incidents(string zone, DateTimeOffset begins, int seed, Severity severity)
        {
            (_zone, _seed, Now) = (zone, seed, begins);
            _policy = Policy.Default with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
            Say("Ana", $"declare {severity} cards fail");
            Run(new ReportRoom("C0ROOM", "inc-7"), Person.System);
        }

        public Incident State { get; private set; } = Incident.None("INC-7");

        public DateTimeOffset Now { get; private set; }

        public int Asked { get; private set; }

        public void Say(string who, string words)
        {
            var by = new Person($"U{who.ToUpperInvariant()}", who);
            var parsed = ContextOf(by).Read(words);
            if (parsed.Command is { } command)
                Run(command, by);
        }

        public void Wait(TimeSpan time)
        {
            var until = Now + time;
            while (
                State.Deadlines.OrderBy(due => due.Value).FirstOrDefault(due => due.Value <= until)
                    is { Key: { } name } due
            )
            {
                Now = due.Value > Now ? due.Value : Now;
                Run(new DeadlineFell(name, due.Value), Person.System);
            }

            Now = until;
            Holds(!State.IsRunning || State.Deadlines.Any(IsAsked), "what runs is asked for at a time to come");
        }

        private void Run(IncidentCommand command, Person by)
        {
            var verdict = Decider.Run(State, command, ContextOf(by));
            State = verdict.After;
            foreach (var fact in verdict.Facts)
            {
                foreach (var person in (fact.Fact as INags)?.Nagged ?? [])
                    Nagged(person, fact);
            }

            Holds(!State.IsOver || State.UpdateDueAt is null, "when it is over nobody is asked");
        }

        private bool IsAsked(KeyValuePair<string, DateTimeOffset> due) =>
            due.Value > Now && (due.Key == "still-open" || due.Key.StartsWith("update-", StringComparison.Ordinal));

        private void Nagged(string person, Recorded fact)
        {
            var isSoon = _nagged.TryGetValue(person, out var before) && Now - before < NagInterval;
            Holds(!isSoon, $"{person} was asked at {before:O}, and again by {fact.Fact}");
            _nagged[person] = Now;
            Asked++;
        }

        private void Holds(bool isSo, string what) =>
            Assert.True(isSo, string.Create(CultureInfo.InvariantCulture, $"{_zone}, seed {_seed}, {Now:O}: {what}"));

        private DecisionContext ContextOf(Person by) =>
            new(Now, by, _policy)
            {
                Language = Language.Whole,
                Catalog = Catalog.Empty,
                Origin = new Origin("slack", "T0", "C0PAYMENTS"),
                Source = by.IsHuman ? "slack" : "clock",
            };
    }
}
