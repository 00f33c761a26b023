using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What comes about only when several things follow one another, and what nobody types: hooks, monitoring, the
/// platform. Mixed into random lines, so that every kind of fact comes about.</summary>
/// <param name="random">The seeded source.</param>
public sealed class RandomScenes(Random random)
{
    /// <summary>A note that somebody left.</summary>
    public static readonly NamelessNote Note = new("confusion", "which of the two graphs is the right one");

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
        [
            "note one",
            "fix 3 two confirm: 3",
            "redact 3 it names a customer",
            "redact 3 it names a customer confirm: 3",
            "undo",
        ],
        ["verify accept errors it lags"],
        [$"redact note {RedactNote.MarkOf(Note)} confirm: {RedactNote.MarkOf(Note)}"],
        ["severity minor few see it", "ticket reporting wrong the form", "ticket link https://t.test/7"],
        [
            "impact who: some how-bad: some-flow ongoing: yes",
            "outcome worked",
            "rollback checkout to 4.1",
            "carry-out confirm: yes",
        ],
        ["ben: evidence none because it is gone", "mitigate restart payments-db confirm: payments-db"],
        ["review", "review write", ReviewStory.Texts, "action none needed, because it was a load test", "close"],
        [
            "action @ben a load test in the gate by 2026-12-04",
            "action 1 by 2026-12-11",
            "action drop #1 it is switched off",
        ],
        ["action @ben a load test in the gate by 2026-12-04 https://t.test/1", "ben: action done 1"],
        ["share anyway", "ben: share read", "session 2026-12-03 15:00", "ben: session prepared"],
        ["share anyway", "session 2026-12-03 15:00 where: room 3", "session cancel half of us are ill"],
        ["page payments-oncall the ledger is yours"],
        ["page search-oncall the index is yours"],
        ["ben: on-it"],
        ["plan support every: 20m where: C0SUPPORT, @cleo", "update same to: support", "plan partners reads: public"],
        ["page @ben the ledger is yours", "page @cleo the ledger is yours"],
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
        random.Next(23) switch
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
            11 or 12 => new ReportRoomLost(Pick<string>(["C0ROOM", "C0PAYMENTS"]), "it was archived"),
            13 => new ReportRoomSilent("faults", now.AddMinutes(1), [ChatMessage.Text("a word")]),
            14 => new ReportUnread(random.Next(1, 60), "the incident has no room"),
            15 or 16 or 17 => Page(),
            18 => Item(),
            20 => new ReportRollback(
                random.Next(1, 4),
                random.Next(1, 3),
                Pick(Enum.GetValues<HandedOverStatus>()),
                Pick<string?>(["the pipeline is locked", null])
            ),
            21 => Informed(),
            19 => new ReportPattern(new PastPattern("payments", random.Next(1, 4), now, "INC-4")),
            _ => new SealMessages([random.Next().ToString("x16")]),
        };

    // Of an action, or of the ticket.
    private IncidentCommand Item() =>
        random.Next(4) switch
        {
            0 => new ReportItem(0, "https://t.test/7"),
            1 => new ReportItemEnd(0, ActionEnd.Done, "GitHub"),
            2 => new ReportItemChange("t.test/7", null, Pick(People).Name, "GitHub"),
            _ => new ReportNoItem(random.Next(4), "The tracker refuses our key."),
        };

    private IncidentCommand Informed()
    {
        var (fact, place) = (random.Next(1, 60), Pick<string>(["channel:C0SUPPORT", "person:UCLEO"]).Split(':'));
        return random.Next(2) == 0
            ? new ReportInformed(fact, "support", place[0], place[1])
            : new ReportNotInformed(fact, "support", place[0], place[1], "It was archived.", random.Next(2) == 0);
    }

    // What came of a call, right or wrong, once or again.
    private IncidentCommand Page()
    {
        var (page, person) = (random.Next(1, 4), "chat:" + Pick(People).Id);
        var group = Pick<string>(["group:payments-oncall", "group:search-oncall"]);
        return random.Next(9) switch
        {
            0 or 6 or 7 or 8 => new ReportPaged(page, person),
            1 => new ReportNotPaged(page, person, "The account is switched off.", random.Next(2) == 0),
            2 => new ReportAcknowledged(page, "Dora", "pagerduty"),
            3 => new ReportGroup(page, group, "S0PAYMENTS", "payments-oncall", ["UBEN", "UCLEO"]),
            _ => new ReportNotPaged(page, group, "There is no such group.", random.Next(2) == 0),
        };
    }

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
