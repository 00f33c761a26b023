namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What comes about only when several things follow one another, and what nobody types: hooks, monitoring, the
/// platform. Mixed into random lines, so that every kind of fact comes about.</summary>
/// <param name="random">The seeded source.</param>
public sealed class RandomScenes(Random random)
{
    // Ana's lines, unless another name stands before them.
    private static readonly string[][] Scenes =
    [
        ["freeze checkout why: we compare two builds", "freeze off why: compared"],
        ["hypothesis the pool", "test double the pool", "verdict confirmed the graph shows it"],
        [
            "impact who: some how-bad: some-flow ongoing: yes",
            "hypothesis the pool",
            "verdict refuted it was never full",
        ],
        ["ask does it open for you? @ben @cleo", "ben: answer 1 yes", "cleo: answer 1 no"],
        ["decide we fail over", "ben: object #1 the copy is stale"],
        [
            "task @ben trace the slow queries",
            "ben: stuck 1 read access",
            "ben: so-far 1 not the cache",
            "ben: done 1 found it",
        ],
        ["ben: lead", "object I am on it"],
        ["ben: note I am here", "handover ops @ben", "ben: accept ops", "ben: decline ops"],
        ["ben: note I am here", "handover scribe @ben", "ben: decline scribe"],
        ["runbook checkout-errors", "runbook checkout-errors done 1"],
        ["wait Stripe https://status.stripe.com check 20m", "outcome worked they say it is fixed"],
        ["note one", "fix 3 two", "redact 3 it names a customer", "redact 3 it names a customer confirm: 3", "undo"],
        ["verify accept errors it lags"],
        ["ben: evidence none because it is gone", "mitigate restart payments-db confirm: payments-db"],
        ["review", "review write", ReviewStory.Texts, "action none needed, because it was a load test", "close"],
        [
            "action @ben a load test in the gate by 2026-12-04",
            "action 1 by 2026-12-11",
            "action drop #1 it is switched off",
        ],
        ["action @ben a load test in the gate by 2026-12-04 https://t.test/1", "ben: action done 1"],
        ["share anyway", "ben: share read", "session 2026-12-03 15:00", "ben: session prepared"],
        ["resolve it is over"],
        ["drill answer 6 1", "rollback payments to 4.1", "outcome worked"],
        ["drill stop"],
        ["reopen the errors are back"],
    ];

    private static readonly Person[] People =
    [
        new("UANA", "ana"),
        new("UBEN", "ben"),
        new("UCLEO", "cleo"),
        new("UDAN", "dan"),
    ];

    private static readonly string[] Talk =
    [
        "rolled back payments to 4.1",
        "could it be the database?",
        "payments 4.2 went out at 13:55",
        "customers complain",
        "it is fixed",
        "hello",
        "who is on call?",
        "I restarted api-7 at 14:05",
        "",
    ];

    /// <summary>A scene now and then, else nothing.</summary>
    public IEnumerable<(string Who, string Line)> Lines() =>
        random.Next(8) == 0
            ? Pick(Scenes)
                .Select(line =>
                    line.Split(": ", 2) is ["ben" or "cleo", _] parts ? (parts[0], parts[1]) : ("ana", line)
                )
            : [];

    /// <summary>Something that the product itself is told.</summary>
    public IncidentCommand Signal(DateTimeOffset now) =>
        random.Next(12) switch
        {
            0 => new PersonJoined(Pick(People)),
            1 => new PersonSpoke(Pick(People)),
            2 => new HearTalk(Pick(People), Pick(Talk), now + TimeSpan.FromTicks(random.Next())),
            3 => new ReportChange(Change(now)),
            4 or 5 => new ReportCheck(
                Pick<string>(["errors", "queue"]),
                (CheckSignal)random.Next(Enum.GetValues<CheckSignal>().Length),
                "0.1 %"
            ),
            6 => new ReportRoom("C0ROOM", "inc-7"),
            8 => new ReportFile(
                new KeptFile(random.Next(1, 20), $"F{random.Next(4)}", "heap.hprof", 17, new string('a', 64))
            ),
            9 => new ReportNoFile(random.Next(1, 20), $"F{random.Next(4)}", "It is larger than 20 MiB."),
            7 => new ReportNoRoom("the platform took too long"),
            10 => new SeeAlerts([Alert(now)]),
            _ => new SealMessages([random.Next().ToString("x16")]),
        };

    /// <summary>What monitoring tells.</summary>
    public Alert Alert(DateTimeOffset now) =>
        new("grafana", $"a-{random.Next(3)}", "p95 over 2 s")
        {
            Service = Pick<string?>(["checkout", null]),
            Severity = (Severity)random.Next(1, 5),
            Scope = (Reach)random.Next(5),
            IsFiring = random.Next(3) > 0,
            StartsAt = now - TimeSpan.FromMinutes(random.Next(10)),
        };

    private KnownChange Change(DateTimeOffset now) =>
        new(
            $"d-{random.Next(6)}",
            Pick<string>(["deploy", "flag", "config"]),
            "checkout 4.2",
            now - TimeSpan.FromMinutes(random.Next(-5, 300))
        )
        {
            Service = Pick<string?>(["checkout", "payments", null]),
            Version = "4.2",
            PreviousVersion = "4.1",
            Status = Pick<string>(["started", "succeeded", "failed", "rolled_back"]),
            Actor = "ben",
        };

    private T Pick<T>(T[] among) => among[random.Next(among.Length)];
}
