using System.Text.Json.Serialization.Metadata;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>The stored names of facts, and the words people type.</summary>
public static partial class Vocabulary
{
    // A stored name never changes and is never used again for something else.
    private static readonly Dictionary<Type, string> FactNames = new()
    {
        [typeof(IncidentDeclared)] = "incident-declared.v1",
        [typeof(IncidentWasOver)] = "incident-was-over.v1",
        [typeof(IncidentMadePublic)] = "incident-made-public.v1",
        [typeof(RoomOpened)] = "room-opened.v1",
        [typeof(RoomFellBack)] = "room-fell-back.v1",
        [typeof(RoomRefused)] = "room-refused.v1",
        [typeof(RoomLost)] = "room-lost.v1",
        [typeof(RoomMoved)] = "room-moved.v1",
        [typeof(RoomFellSilent)] = "room-fell-silent.v1",
        [typeof(UpdateUnread)] = "update-unread.v1",
        [typeof(RoomAsked)] = "room-asked.v1",
        [typeof(SeverityChanged)] = "severity-changed.v1",
        [typeof(CommandHeld)] = "command-held.v1",
        [typeof(CommandReleased)] = "command-released.v1",
        [typeof(CommandLapsed)] = "command-lapsed.v1",
        [typeof(CommandOffered)] = "command-offered.v1",
        [typeof(CommandDropped)] = "command-dropped.v1",
        [typeof(GateOverridden)] = "gate-overridden.v1",
        [typeof(DeadlinePassed)] = "deadline-passed.v1",
        [typeof(NoteTaken)] = "note-taken.v1",
        [typeof(ImpactAssessed)] = "impact-assessed.v1",
        [typeof(DataAnswered)] = "data-answered.v1",
        [typeof(ImpactAskedAgain)] = "impact-asked-again.v1",
        [typeof(NagDeferred)] = "nag-deferred.v1",
        [typeof(MessagesSealed)] = "messages-sealed.v1",
        [typeof(EntryCorrected)] = "entry-corrected.v1",
        [typeof(FactUndone)] = "fact-undone.v1",
        [typeof(NoteTakenOut)] = "note-taken-out.v1",
        [typeof(EntryRedacted)] = "entry-redacted.v1",
        [typeof(ServicesAdded)] = "services-added.v1",
        [typeof(SymptomsStarted)] = "symptoms-started.v1",
        [typeof(SymptomsEnded)] = "symptoms-ended.v1",
        [typeof(SymptomNoted)] = "symptom-noted.v1",
        [typeof(DetectionMarked)] = "detection-marked.v1",
        [typeof(FindingRecorded)] = "finding-recorded.v1",
        [typeof(FileKept)] = "file-kept.v1",
        [typeof(FileNotKept)] = "file-not-kept.v1",
        [typeof(DetectionLate)] = "detection-late.v1",
        [typeof(DetectionInTime)] = "detection-in-time.v1",
        [typeof(AlertSeen)] = "alert-seen.v1",
        [typeof(PageAsked)] = "page-asked.v1",
        [typeof(PageStepTaken)] = "page-step-taken.v1",
        [typeof(PageWidened)] = "page-widened.v1",
        [typeof(PeoplePaged)] = "people-paged.v1",
        [typeof(PageFailed)] = "page-failed.v1",
        [typeof(PageAcknowledged)] = "page-acknowledged.v1",
        [typeof(PageUnanswered)] = "page-unanswered.v1",
        [typeof(PagesStopped)] = "pages-stopped.v1",
        [typeof(ApproachAsked)] = "approach-asked.v1",
        [typeof(ApproachChosen)] = "approach-chosen.v1",
        [typeof(OwnersTold)] = "owners-told.v1",
        [typeof(TicketNoted)] = "ticket-noted.v1",
        [typeof(TicketOpened)] = "ticket-opened.v1",
        [typeof(TicketNotOpened)] = "ticket-not-opened.v1",
        [typeof(TicketEnded)] = "ticket-ended.v1",
        [typeof(TicketTaken)] = "ticket-taken.v1",
        [typeof(ReportingAsked)] = "reporting-asked.v1",
        [typeof(ReportingReviewed)] = "reporting-reviewed.v1",
        [typeof(TaskAssigned)] = "task-assigned.v1",
        [typeof(TaskDone)] = "task-done.v1",
        [typeof(TaskStuck)] = "task-stuck.v1",
        [typeof(TaskReported)] = "task-reported.v1",
        [typeof(TaskCheckedIn)] = "task-checked-in.v1",
        [typeof(QuestionAsked)] = "question-asked.v1",
        [typeof(QuestionAnswered)] = "question-answered.v1",
        [typeof(DecisionPut)] = "decision-put.v1",
        [typeof(DecisionMade)] = "decision-made.v1",
        [typeof(DecisionStopped)] = "decision-stopped.v1",
        [typeof(FoundSomething)] = "found.v1",
        [typeof(ChangesFrozen)] = "changes-frozen.v1",
        [typeof(ChangesThawed)] = "changes-thawed.v1",
        [typeof(FreezeBroken)] = "freeze-broken.v1",
        [typeof(ChangeSeen)] = "change-seen.v1",
        [typeof(SuspectMarked)] = "suspect-marked.v1",
        [typeof(IncidentLinked)] = "incident-linked.v1",
        [typeof(PersonEntered)] = "person-joined.v1",
        [typeof(PersonHeard)] = "person-spoke.v1",
        [typeof(PersonAway)] = "person-away.v1",
        [typeof(RoleOffered)] = "role-offered.v1",
        [typeof(RoleReminded)] = "role-reminded.v1",
        [typeof(RoleUnanswered)] = "role-unanswered.v1",
        [typeof(RoleTaken)] = "role-taken.v1",
        [typeof(RoleAssigned)] = "role-assigned.v1",
        [typeof(RoleDeclined)] = "role-declined.v1",
        [typeof(LeadClaimed)] = "lead-claimed.v1",
        [typeof(LeadKept)] = "lead-kept.v1",
        [typeof(LeadAsked)] = "lead-asked.v1",
        [typeof(StakeholderUpdateSent)] = "stakeholder-update-sent.v1",
        [typeof(FollowingSet)] = "following-set.v1",
        [typeof(UpdateSnoozed)] = "update-snoozed.v1",
        [typeof(UpdateClockSet)] = "update-clock-set.v1",
        [typeof(UpdateAsked)] = "update-asked.v1",
        [typeof(HoldingUpdateSent)] = "holding-update-sent.v1",
        [typeof(UpdateRoundSet)] = "update-round-set.v1",
        [typeof(StillOpenAsked)] = "still-open-asked.v1",
        [typeof(PlanChanged)] = "plan-changed.v1",
        [typeof(AudienceReached)] = "audience-reached.v1",
        [typeof(AudienceNotReached)] = "audience-not-reached.v1",
        [typeof(AudienceToldLate)] = "audience-told-late.v1",
        [typeof(RollbackOptionReviewed)] = "rollback-option-reviewed.v1",
        [typeof(RollbackRuledOut)] = "rollback-ruled-out.v1",
        [typeof(ContainmentRuledOut)] = "containment-ruled-out.v1",
        [typeof(MitigationStarted)] = "mitigation-started.v1",
        [typeof(RollbackConfirmed)] = "rollback-confirmed.v1",
        [typeof(RollbackReported)] = "rollback-reported.v1",
        [typeof(OutcomeRecorded)] = "outcome-recorded.v1",
        [typeof(WaitStarted)] = "wait-started.v1",
        [typeof(WaitAskedAgain)] = "wait-asked-again.v1",
        [typeof(WaitEnded)] = "wait-ended.v1",
        [typeof(HypothesisProposed)] = "hypothesis-proposed.v1",
        [typeof(HypothesisParked)] = "hypothesis-parked.v1",
        [typeof(HypothesisOfferedBack)] = "hypothesis-offered-back.v1",
        [typeof(HypothesisTakenUp)] = "hypothesis-taken-up.v1",
        [typeof(TestStarted)] = "test-started.v1",
        [typeof(VerdictGiven)] = "verdict-given.v1",
        [typeof(EvidenceAdded)] = "evidence-added.v1",
        [typeof(EvidenceRuledOut)] = "evidence-ruled-out.v1",
        [typeof(RecoveryObserved)] = "recovery-observed.v1",
        [typeof(CheckChanged)] = "check-changed.v1",
        [typeof(CheckAccepted)] = "check-accepted.v1",
        [typeof(HoldStarted)] = "hold-started.v1",
        [typeof(RecoveryVerified)] = "recovery-verified.v1",
        [typeof(SecondLookAsked)] = "second-look-asked.v1",
        [typeof(RecoveryGone)] = "recovery-gone.v1",
        [typeof(ResolveDisarmed)] = "resolve-disarmed.v1",
        [typeof(ResolveArmed)] = "resolve-armed.v1",
        [typeof(IncidentResolved)] = "incident-resolved.v1",
        [typeof(IncidentReopened)] = "incident-reopened.v1",
        [typeof(IncidentCancelled)] = "incident-cancelled.v1",
        [typeof(IncidentMerged)] = "incident-merged.v1",
        [typeof(ReviewInvited)] = "review-invited.v1",
        [typeof(ReviewOpened)] = "review-opened.v1",
        [typeof(ReviewSectionWritten)] = "review-section-written.v1",
        [typeof(PatternSeen)] = "pattern-seen.v1",
        [typeof(ItemNotOpened)] = "item-not-opened.v1",
        [typeof(ActionPlanned)] = "action-planned.v1",
        [typeof(ActionChanged)] = "action-changed.v1",
        [typeof(ActionDone)] = "action-done.v1",
        [typeof(ActionDropped)] = "action-dropped.v1",
        [typeof(ActionReminded)] = "action-reminded.v1",
        [typeof(NoActionsNeeded)] = "no-actions-needed.v1",
        [typeof(ReportShared)] = "report-shared.v1",
        [typeof(ReportRead)] = "report-read.v1",
        [typeof(SessionPlanned)] = "session-planned.v1",
        [typeof(SessionCancelled)] = "session-cancelled.v1",
        [typeof(SessionPrepared)] = "session-prepared.v1",
        [typeof(SessionReminded)] = "session-reminded.v1",
        [typeof(IncidentClosed)] = "incident-closed.v1",
        [typeof(Regrouped)] = "regrouped.v1",
        [typeof(FactorRecorded)] = "factor-recorded.v1",
        [typeof(RunbookOpened)] = "runbook-opened.v1",
        [typeof(RunbookStepDone)] = "runbook-step-done.v1",
        [typeof(GuidesOffered)] = "guides-offered.v1",
        [typeof(PlaybookOpened)] = "playbook-opened.v1",
        [typeof(PathChosen)] = "path-chosen.v1",
        [typeof(DrillStarted)] = "drill-started.v1",
        [typeof(DrillMoved)] = "drill-moved.v1",
        [typeof(DrillAnswering)] = "drill-answering.v1",
        [typeof(DrillHeard)] = "drill-heard.v1",
        [typeof(DrillAnswered)] = "drill-answered.v1",
        [typeof(DrillEnded)] = "drill-ended.v1",
    };

    private static readonly HashSet<string> AboutTheRoom =
    [
        "messages-sealed.v1",
        "nag-deferred.v1",
        "person-joined.v1",
        "person-spoke.v1",
        "role-offered.v1",
        "role-reminded.v1",
        "role-unanswered.v1",
        "role-declined.v1",
        "lead-asked.v1",
        "command-held.v1",
        "command-lapsed.v1",
        "command-dropped.v1",
        "update-asked.v1",
        "audience-reached.v1",
        "task-checked-in.v1",
        "wait-asked-again.v1",
        "impact-asked-again.v1",
        "guides-offered.v1",
        "owners-told.v1",
        "approach-asked.v1",
        "hypothesis-offered-back.v1",
        "action-reminded.v1",
        "session-reminded.v1",
        "review-invited.v1",
    ];

    private static readonly HashSet<string> Bookkeeping =
    [
        .. FactNames.Where(row => row.Key.IsAssignableTo(typeof(IBookkeeping))).Select(row => row.Value),
    ];

    private static readonly HashSet<string> KnownNames = [.. FactNames.Values];

    /// <summary>All stored names and their types.</summary>
    public static IReadOnlyDictionary<Type, string> Facts => FactNames;

    /// <summary>A fact's stored name.</summary>
    public static string NameOf(IncidentEvent fact) =>
        fact switch
        {
            UnknownFact unknown => unknown.Kind,
            ErasedFact erased => erased.Kind,
            _ => FactNames[fact.GetType()],
        };

    /// <summary>Whether facts of that name follow by themselves from others.</summary>
    public static bool IsBookkeeping(string kind) => Bookkeeping.Contains(kind);

    /// <summary>Whether facts of that name only serve the room: who was asked, offered, reminded. Readers find them
    /// folded.</summary>
    public static bool IsAboutTheRoom(string kind) => AboutTheRoom.Contains(kind);

    /// <summary>Whether this version knows a stored name.</summary>
    public static bool Knows(string kind) => KnownNames.Contains(kind);

    /// <summary>Tells the serializer the stored names; the facts themselves know nothing of it.</summary>
    internal static void NameFacts(JsonTypeInfo type)
    {
        if (type.Type != typeof(IncidentEvent))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "type" };
        foreach (var (fact, name) in FactNames)
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(fact, name));
    }
}
