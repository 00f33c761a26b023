namespace ChatOpsIncidents.Engine.Tests;

/// <summary>One example of every stored fact, with every property set. A new fact adds its line here.</summary>
public static class FactExamples
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 14, 20, 0, TimeSpan.Zero);
    private static readonly Person Ana = new("UANA", "Ana");
    private static readonly PageContact Called = new("chat", "UBEN", "Ben", "payments-oncall");

    /// <summary>The examples.</summary>
    public static IReadOnlyList<IncidentEvent> All { get; } =
    [
        new IncidentDeclared(
            "checkout fails",
            Severity.Critical,
            true,
            ["checkout"],
            true,
            Ana,
            new Origin("slack", "T0", "C1", "17.1"),
            At
        )
        {
            Via = "phone",
            ReportedBy = "Rita of Acme",
            DetectedBy = "customer",
            WithoutRoom = true,
            Past = true,
        },
        new IncidentMadePublic("private registry answers nobody"),
        new RoomRefused("the platform refused it"),
        new RoomLost("C1", "inc-7-checkout-fails", "it was archived") { RoomUntil = At, People = ["UANA"] },
        new RoomMoved(),
        new RoomFellSilent("the chat platform answers with faults", At),
        new UpdateUnread(2, "the incident has no room", At),
        new RoomAsked(At),
        new DetectionInTime("Noticed 4 h 32 min after it began; the target at Major is 15 min"),
        new DetectionLate(TimeSpan.FromMinutes(42), TimeSpan.FromMinutes(15), Severity.Major),
        new AlertSeen("grafana", "a-17", "p95 of checkout over 2 s", true, "https://grafana.test/a/17", At)
        {
            Blind = true,
            At = At,
        },
        new FileKept(
            12,
            "F0GRAPH",
            "graph.png",
            24_310,
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        ),
        new FileNotKept(12, "F0GRAPH", "it is larger than 25 MB"),
        new FreezeBroken("d-1", "checkout 4.3", "dev", "checkout", "4.2"),
        new IncidentWasOver(At, At.AddMinutes(35), At.AddDays(2)),
        new RoomOpened("C0ROOM", "inc-7-checkout-fails"),
        new RoomFellBack("C1", "17.1", "the platform took too long"),
        new SeverityChanged(Severity.Major, Severity.Critical, "all cards fail", true),
        new CommandHeld(2, "impact-first", "hypothesis the database", "First the impact.", At, ["the impact"], 1),
        new CommandReleased(1, "hypothesis the database"),
        new CommandLapsed(1, "hypothesis the database"),
        new CommandOffered(1, "hypothesis the database", At),
        new CommandDropped(1, "hypothesis the database"),
        new DataAnswered("corrupt", true, "212 rows restored, totals match the ledger"),
        new SecondLookAsked(1, Ana, At),
        new RecoveryGone("errors are at 4 %"),
        new ResolveDisarmed(Ana),
        new GateOverridden("impact-first", "everybody knows", At),
        new DeadlinePassed("room"),
        new NoteTaken("first 502s at 14:02", new NoteDetails("lb-2", At, "4.1", "4.2")),
        new ImpactAssessed(new ImpactAnswers(Reach.Most, Loss.MainFlow, Answer.Yes, "EU", "search", "ok"), At),
        new ImpactAskedAgain(1, "who is hit", Ana, At),
        new NagDeferred("impact", At),
        new MessagesSealed(["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]),
        new EntryCorrected(12, "first 502s at 13:58"),
        new FactUndone(12, "note-taken.v1"),
        new RollbackOptionReviewed("payments", "4.1", false, "the schema was migrated"),
        new RollbackRuledOut("nothing was deployed for a week"),
        new ContainmentRuledOut("the supplier is down and there is no second one"),
        new MitigationStarted(
            2,
            "rollback",
            "payments",
            "4.1",
            "they do not touch",
            "kubectl rollout undo deploy/payments",
            "payments"
        )
        {
            Service = "payments",
        },
        new RollbackConfirmed(2, 1, "payments", "4.2", "4.1", At, At),
        new RollbackReported(2, "payments", "4.1", HandedOverStatus.Failed, "the webhook", "the pipeline is locked"),
        new OutcomeRecorded(
            2,
            "rollback",
            "payments to 4.1",
            MitigationOutcome.Worked,
            "errors down to 0.1 %",
            MitigationOutcome.Failed
        ),
        new WaitStarted("Stripe", "https://status.stripe.com", At, true),
        new WaitAskedAgain("Stripe", Ana, At),
        new PathChosen(IncidentPath.Supplier, "dependency-outage"),
        new WaitEnded("Stripe", true, "they say it is fixed"),
        new HypothesisProposed(1, "the pool is too small", HypothesisState.Active),
        new HypothesisParked(1, "the pool is too small", "impact-first"),
        new HypothesisOfferedBack(1, "the pool is too small"),
        new HypothesisTakenUp(1, "the pool is too small"),
        new TestStarted(1, "double the pool on one server"),
        new VerdictGiven(1, "the pool is too small", HypothesisState.Refuted, "the pool was never over 40 %"),
        new EvidenceAdded(1, EvidenceSide.Against, "https://grafana.test/d/pool 40 %", "https://grafana.test/d/pool")
        {
            Kind = "metric",
        },
        new EvidenceRuledOut("the disk is gone"),
        new RecoveryObserved("https://grafana.test/d/payments", "error ratio 0.1 %", At, At, "0.1 %"),
        new CheckChanged("error ratio", CheckSignal.Unreachable, "timed out", At),
        new CheckAccepted("queue", "it drains for an hour"),
        new HoldStarted(At, At),
        new RecoveryVerified(At, "error ratio 0.1 %"),
        new ResolveArmed("rolled back 4.2", At),
        new IncidentResolved("rolled back 4.2", At),
        new IncidentReopened("errors are back", true),
        new IncidentCancelled("a load test"),
        new Regrouped(),
        new FactorRecorded("process", "the release gate has no load test"),
        new IncidentMerged("INC-9", "C9") { IsIntoPrivate = true },
        new NoteTakenOut(),
        new EntryRedacted(
            12,
            "it names a customer",
            new NoteTaken("[redacted]"),
            true,
            new RedactedEnvelope(Ana, "2026-11-21T14:20:00.000Z", "slack")
        ),
        new ServicesAdded(["checkout", "payments"]),
        new SymptomsStarted(At, At),
        new SymptomsEnded(At, At),
        new SymptomNoted("card payments time out"),
        new DetectionMarked("customer", "ticket 4711"),
        new FindingRecorded("gap", "no alert on the payment queue"),
        new PeoplePaged(
            ["UBEN", "payments-oncall"],
            ["Ben", "payments-oncall"],
            "INC-7 is critical: checkout fails",
            At
        ),
        new PageAsked(
            1,
            ["UBEN", "payments-oncall"],
            ["Ben", "payments-oncall"],
            "INC-7 is critical: checkout fails",
            [Called, new PageContact("pagerduty", "payments-oncall", "payments-oncall", "payments-oncall")],
            At
        ),
        new PageStepTaken(1, PageStage.Backup, 1, [Called], true, At),
        new PageWidened(
            1,
            new PageContact("group", "payments-oncall", "payments-oncall", "payments-oncall"),
            "S0",
            [Called]
        )
        {
            NotCalled = 12,
        },
        new PageFailed(1, Called, "Ben", "the account is switched off", true),
        new PageAcknowledged(1, Ana, "chat"),
        new PageUnanswered(1, "Ben", true, At),
        new PagesStopped([1]),
        new FollowingSet(Ana, true),
        new UpdateRoundSet(1, At, At, At, At),
        new StillOpenAsked(Ana, At),
        new ApproachAsked(),
        new ApproachChosen("quick", "the rollback takes two minutes"),
        new OwnersTold(["@payments-oncall"]),
        new TicketNoted("the logo is blurred"),
        new TicketOpened("https://tracker.test/PAY-11"),
        new TicketNotOpened("GitHub refuses our key."),
        new TicketEnded(ActionEnd.Done, "GitHub"),
        new TicketTaken(Ana, "GitHub"),
        new ReportingAsked("chat"),
        new ReportingReviewed(false, "the form of the support desk", "chat"),
        new TaskAssigned(1, "trace the slow queries", Ana, At, true),
        new TaskDone(1, "trace the slow queries", "the index was missing"),
        new TaskStuck(1, "trace the slow queries", "read access", At),
        new TaskReported(1, "trace the slow queries", "not the cache", At),
        new TaskCheckedIn(1, "trace the slow queries", Ana, At, new Person("UBEN", "Ben")),
        new QuestionAsked(1, "does it open for you?", [Ana]),
        new QuestionAnswered(1, "does it open for you?", Ana, Answer.No),
        new DecisionPut(1, "we fail over", At),
        new DecisionMade(1, "we fail over", Ana),
        new DecisionStopped(1, "we fail over", Ana, "the copy is stale"),
        new FoundSomething("the config push emptied the pool"),
        new ChangesFrozen(["checkout"], "we compare two builds") { AskAt = At },
        new ChangesThawed("it is over"),
        new ChangeSeen(
            new KnownChange("d-17", "deploy", "checkout 4.2", At)
            {
                Service = "checkout",
                Version = "4.2",
                PreviousVersion = "4.1",
                Status = "succeeded",
                Actor = "ben",
                Url = "https://ci.test/d/17",
            }
        ),
        new SuspectMarked("deploys", "found", "checkout 4.2", true),
        new IncidentLinked("INC-9", "payments time out"),
        new PersonEntered(Ana),
        new PersonHeard(Ana),
        new PersonAway(Ana, At),
        new RoleOffered(Role.Ops, Ana, At, new Person("UBEN", "Ben"), "• Major, Contain: checkout fails"),
        new RoleReminded(Role.Ops, Ana, At),
        new RoleUnanswered(Role.Ops, Ana, new Person("UBEN", "Ben"), new Person("UBEN", "Ben")),
        new RoleTaken(Role.Ops, Ana, new Person("UBEN", "Ben")),
        new RoleAssigned(Role.Liaison, Ana, new Person("UBEN", "Ben"), "Stripe"),
        new RoleDeclined(Role.Ops, Ana, new Person("UBEN", "Ben"), new Person("UCY", "Cy")),
        new LeadClaimed(Ana, new Person("UBEN", "Ben"), At),
        new LeadKept(Ana, "I am on it"),
        new LeadAsked("cancel it was a test", Ana),
        new StakeholderUpdateSent(
            2,
            "checkout fails",
            "EU cards are declined",
            "rolling back",
            At,
            At,
            "leadership",
            true
        )
        {
            NoneBecause = "only a test tenant is hit",
            Audiences = [new AudienceTold("leadership", At), new AudienceTold("support", null)],
        },
        new PlanChanged(
            new Audience("support", Wording.Support, TimeSpan.FromMinutes(15))
            {
                Places = [new AudiencePlace("mail", "support@example.com"), new AudiencePlace("person", "UANA", "Ana")],
                IsEdited = true,
            },
            "they asked for it"
        ),
        new AudienceReached("support", new AudiencePlace("mail", "support@example.com"), 7),
        new AudienceNotReached("public", new AudiencePlace("statuspage", "public"), 7, "it refuses our key", true),
        new UpdateSnoozed(At, "the rollback runs"),
        new UpdateClockSet(At, At, At, At, At) { LookAt = At },
        new UpdateAsked("draft", Ana),
        new HoldingUpdateSent(At, ["Severity Major → Critical"]),
        new AudienceToldLate(At) { Audiences = ["support"], IsFirst = false },
        new RunbookOpened("checkout-errors", "Checkout errors"),
        new ReviewInvited(),
        new ReviewOpened(),
        new ReviewSectionWritten("lessons", "rehearse rollbacks"),
        new ActionPlanned(1, "a load test in the release gate", Ana, At, At, "https://tracker.test/PAY-12", 1),
        new PatternSeen(
            new PastPattern("payments", 3, At, "INC-4")
            {
                Factor = "process",
                Helped = "rollback",
                HelpedIn = TimeSpan.FromMinutes(12),
            }
        ),
        new ItemNotOpened(1, "GitHub refuses our key."),
        new ActionChanged(1, "a load test in the release gate", Ana, At, At, "https://tracker.test/PAY-12", 1),
        new ActionDone(1, "a load test in the release gate", "https://tracker.test/PAY-12"),
        new ActionDropped(1, "a load test in the release gate", "the gate is gone"),
        new ActionReminded(1, "a load test in the release gate", Ana, At, At, new Person("UBEN", "Ben")),
        new NoActionsNeeded("the supplier has changed it"),
        new ReportShared(1),
        new ReportRead(Ana),
        new SessionPlanned(At, "https://meet.test/weekly", At)
        {
            Where = "room 3",
            Number = 1,
            Withdraws = true,
        },
        new SessionCancelled(At, "half of us are ill") { Number = 2, WasOfItsOwn = true },
        new SessionPrepared(Ana),
        new SessionReminded(At, [Ana]),
        new IncidentClosed(true),
        new DrillStarted(
            new DrillScenario("bad-config", "checkout is slow")
            {
                Summary = "A busy evening.",
                Minutes = 25,
                Severity = Severity.Major,
                Services = ["checkout"],
                Signals = [new DrillSignal("error ratio", "0.1 %")],
                Injects =
                [
                    new DrillInject
                    {
                        At = TimeSpan.FromMinutes(2),
                        Always = true,
                        Monitor = [new DrillReading("error ratio", "12 %")],
                        Say = new DrillWords(DrillVoice.Question, "Tom", "Is it us?")
                        {
                            Answers = ["Yes", "No"],
                            Right = 2,
                        },
                        Change = new DrillChange("deploy", "payments 4.2", TimeSpan.FromMinutes(22))
                        {
                            Service = "payments",
                            Version = "4.2",
                            Previous = "4.1",
                            By = "Dev",
                        },
                    },
                    new DrillInject
                    {
                        When = new DrillTrigger(DrillAct.Mitigation, ["rollback"], ["payments"]),
                        After = TimeSpan.FromMinutes(3),
                    },
                ],
                Expect =
                [
                    new DrillExpectation(DrillAim.RightChange)
                    {
                        Within = TimeSpan.FromMinutes(20),
                        Kinds = ["rollback"],
                        Words = ["payments"],
                        Say = "Went back",
                    },
                ],
                Debrief = "The pool was too small.",
            }
        ),
        new DrillMoved(3, true),
        new DrillAnswering(3, At),
        new DrillHeard(3, new DrillWords(DrillVoice.Alert, "Grafana", "error ratio is 12 %")),
        new DrillAnswered(3, "Is it us?", 2, "No"),
        new DrillEnded(
            true,
            [new DrillResult("First update within 15 min", true, "after 12 min")],
            "The pool was too small."
        ),
        new RunbookStepDone("checkout-errors", 1, "Look at the error ratio."),
        new GuidesOffered(
            [new NamedGuide("checkout-errors", "Checkout errors")],
            new NamedGuide("main-flow-down", "A main flow is down"),
            "service checkout"
        ),
        new PlaybookOpened("main-flow-down", "A main flow is down"),
    ];
}
