using ChatOpsIncidents.Engine.Incidents;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>One example of every stored fact, with every property set. A new fact adds its line here.</summary>
public static class FactExamples
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 14, 20, 0, TimeSpan.Zero);
    private static readonly Person Ana = new("UANA", "Ana");

    /// <summary>The examples.</summary>
    public static IReadOnlyList<IncidentEvent> All { get; } =
    [
        new IncidentDeclared("checkout fails", Severity.Critical, true, ["checkout"], true, Ana, new Origin("slack", "T0", "C1", "17.1"), At),
        new RoomOpened("C0ROOM", "inc-7-checkout-fails"),
        new RoomFellBack("C1", "17.1", "the platform took too long"),
        new SeverityChanged(Severity.Major, Severity.Critical, "all cards fail", true),
        new CommandHeld(1, "impact-first", "hypothesis the database", "First the impact.", At),
        new CommandReleased(1, "hypothesis the database"),
        new CommandLapsed(1, "hypothesis the database"),
        new GateOverridden("impact-first", "everybody knows", At),
        new DeadlinePassed("room"),
        new NoteTaken("first 502s at 14:02"),
        new ImpactAssessed(new ImpactAnswers(Reach.Most, Loss.MainFlow, Answer.Yes, "EU", "search", "ok"), At),
        new ImpactAskedAgain(1, "who is hit", Ana, At),
        new NagDeferred("impact", At),
        new MessagesSealed(["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]),
        new EntryCorrected(12, "first 502s at 13:58"),
        new FactUndone(12, "note-taken.v1"),
        new EntryRedacted(12, "it names a customer", new NoteTaken("[redacted]")),
        new ServicesAdded(["checkout", "payments"]),
        new SymptomsStarted(At, At),
        new SymptomsEnded(At, At),
        new SymptomNoted("card payments time out"),
        new DetectionMarked("customer", "ticket 4711"),
        new FindingRecorded("gap", "no alert on the payment queue"),
        new PersonEntered(Ana),
        new PersonHeard(Ana),
        new PersonAway(Ana, At),
        new RoleOffered(Role.Ops, Ana, At, new Person("UBEN", "Ben"), "• Major, Contain: checkout fails"),
        new RoleReminded(Role.Ops, Ana, At),
        new RoleUnanswered(Role.Ops, Ana, new Person("UBEN", "Ben")),
        new RoleTaken(Role.Ops, Ana, new Person("UBEN", "Ben")),
        new RoleAssigned(Role.Liaison, Ana, new Person("UBEN", "Ben"), "Stripe"),
        new RoleDeclined(Role.Ops, Ana, new Person("UBEN", "Ben"), new Person("UCY", "Cy")),
        new LeadClaimed(Ana, new Person("UBEN", "Ben"), At),
        new LeadKept(Ana, "I am on it"),
        new LeadAsked("cancel it was a test", Ana),
        new StakeholderUpdateSent(2, "checkout fails", "EU cards are declined", "rolling back", At, At, "leadership", true),
        new UpdateSnoozed(At, "the rollback runs"),
        new UpdateClockSet(At, At, At, At, At),
        new UpdateAsked("draft", Ana),
        new HoldingUpdateSent(At, ["Severity Major → Critical"]),
        new AudienceToldLate(At),
    ];
}
