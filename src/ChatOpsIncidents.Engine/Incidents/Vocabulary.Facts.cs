using System.Reflection;
using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Incidents;

// The stored names. A stored name never changes and is never used again for something else.
[JsonDerivedType(typeof(IncidentDeclared), "incident-declared.v1")]
[JsonDerivedType(typeof(IncidentWasOver), "incident-was-over.v1")]
[JsonDerivedType(typeof(RoomOpened), "room-opened.v1")]
[JsonDerivedType(typeof(RoomFellBack), "room-fell-back.v1")]
[JsonDerivedType(typeof(RoomRefused), "room-refused.v1")]
[JsonDerivedType(typeof(RoomAsked), "room-asked.v1")]
[JsonDerivedType(typeof(SeverityChanged), "severity-changed.v1")]
[JsonDerivedType(typeof(CommandHeld), "command-held.v1")]
[JsonDerivedType(typeof(CommandReleased), "command-released.v1")]
[JsonDerivedType(typeof(CommandLapsed), "command-lapsed.v1")]
[JsonDerivedType(typeof(GateOverridden), "gate-overridden.v1")]
[JsonDerivedType(typeof(DeadlinePassed), "deadline-passed.v1")]
[JsonDerivedType(typeof(NoteTaken), "note-taken.v1")]
[JsonDerivedType(typeof(ImpactAssessed), "impact-assessed.v1")]
[JsonDerivedType(typeof(ImpactAskedAgain), "impact-asked-again.v1")]
[JsonDerivedType(typeof(NagDeferred), "nag-deferred.v1")]
[JsonDerivedType(typeof(MessagesSealed), "messages-sealed.v1")]
[JsonDerivedType(typeof(EntryCorrected), "entry-corrected.v1")]
[JsonDerivedType(typeof(FactUndone), "fact-undone.v1")]
[JsonDerivedType(typeof(EntryRedacted), "entry-redacted.v1")]
[JsonDerivedType(typeof(ServicesAdded), "services-added.v1")]
[JsonDerivedType(typeof(SymptomsStarted), "symptoms-started.v1")]
[JsonDerivedType(typeof(SymptomsEnded), "symptoms-ended.v1")]
[JsonDerivedType(typeof(SymptomNoted), "symptom-noted.v1")]
[JsonDerivedType(typeof(DetectionMarked), "detection-marked.v1")]
[JsonDerivedType(typeof(FindingRecorded), "finding-recorded.v1")]
[JsonDerivedType(typeof(FileKept), "file-kept.v1")]
[JsonDerivedType(typeof(FileNotKept), "file-not-kept.v1")]
[JsonDerivedType(typeof(DetectionLate), "detection-late.v1")]
[JsonDerivedType(typeof(AlertSeen), "alert-seen.v1")]
[JsonDerivedType(typeof(PeoplePaged), "people-paged.v1")]
[JsonDerivedType(typeof(ApproachAsked), "approach-asked.v1")]
[JsonDerivedType(typeof(ApproachChosen), "approach-chosen.v1")]
[JsonDerivedType(typeof(OwnersTold), "owners-told.v1")]
[JsonDerivedType(typeof(TicketNoted), "ticket-noted.v1")]
[JsonDerivedType(typeof(TaskAssigned), "task-assigned.v1")]
[JsonDerivedType(typeof(TaskDone), "task-done.v1")]
[JsonDerivedType(typeof(TaskStuck), "task-stuck.v1")]
[JsonDerivedType(typeof(TaskReported), "task-reported.v1")]
[JsonDerivedType(typeof(TaskCheckedIn), "task-checked-in.v1")]
[JsonDerivedType(typeof(QuestionAsked), "question-asked.v1")]
[JsonDerivedType(typeof(QuestionAnswered), "question-answered.v1")]
[JsonDerivedType(typeof(DecisionPut), "decision-put.v1")]
[JsonDerivedType(typeof(DecisionMade), "decision-made.v1")]
[JsonDerivedType(typeof(DecisionStopped), "decision-stopped.v1")]
[JsonDerivedType(typeof(FoundSomething), "found.v1")]
[JsonDerivedType(typeof(ChangesFrozen), "changes-frozen.v1")]
[JsonDerivedType(typeof(ChangesThawed), "changes-thawed.v1")]
[JsonDerivedType(typeof(FreezeBroken), "freeze-broken.v1")]
[JsonDerivedType(typeof(ChangeSeen), "change-seen.v1")]
[JsonDerivedType(typeof(SuspectMarked), "suspect-marked.v1")]
[JsonDerivedType(typeof(IncidentLinked), "incident-linked.v1")]
[JsonDerivedType(typeof(PersonEntered), "person-joined.v1")]
[JsonDerivedType(typeof(PersonHeard), "person-spoke.v1")]
[JsonDerivedType(typeof(PersonAway), "person-away.v1")]
[JsonDerivedType(typeof(RoleOffered), "role-offered.v1")]
[JsonDerivedType(typeof(RoleReminded), "role-reminded.v1")]
[JsonDerivedType(typeof(RoleUnanswered), "role-unanswered.v1")]
[JsonDerivedType(typeof(RoleTaken), "role-taken.v1")]
[JsonDerivedType(typeof(RoleAssigned), "role-assigned.v1")]
[JsonDerivedType(typeof(RoleDeclined), "role-declined.v1")]
[JsonDerivedType(typeof(LeadClaimed), "lead-claimed.v1")]
[JsonDerivedType(typeof(LeadKept), "lead-kept.v1")]
[JsonDerivedType(typeof(LeadAsked), "lead-asked.v1")]
[JsonDerivedType(typeof(StakeholderUpdateSent), "stakeholder-update-sent.v1")]
[JsonDerivedType(typeof(UpdateSnoozed), "update-snoozed.v1")]
[JsonDerivedType(typeof(UpdateClockSet), "update-clock-set.v1")]
[JsonDerivedType(typeof(UpdateAsked), "update-asked.v1")]
[JsonDerivedType(typeof(HoldingUpdateSent), "holding-update-sent.v1")]
[JsonDerivedType(typeof(AudienceToldLate), "audience-told-late.v1")]
[JsonDerivedType(typeof(RollbackOptionReviewed), "rollback-option-reviewed.v1")]
[JsonDerivedType(typeof(RollbackRuledOut), "rollback-ruled-out.v1")]
[JsonDerivedType(typeof(ContainmentRuledOut), "containment-ruled-out.v1")]
[JsonDerivedType(typeof(MitigationStarted), "mitigation-started.v1")]
[JsonDerivedType(typeof(OutcomeRecorded), "outcome-recorded.v1")]
[JsonDerivedType(typeof(WaitStarted), "wait-started.v1")]
[JsonDerivedType(typeof(WaitAskedAgain), "wait-asked-again.v1")]
[JsonDerivedType(typeof(WaitEnded), "wait-ended.v1")]
[JsonDerivedType(typeof(HypothesisProposed), "hypothesis-proposed.v1")]
[JsonDerivedType(typeof(HypothesisParked), "hypothesis-parked.v1")]
[JsonDerivedType(typeof(HypothesisOfferedBack), "hypothesis-offered-back.v1")]
[JsonDerivedType(typeof(HypothesisTakenUp), "hypothesis-taken-up.v1")]
[JsonDerivedType(typeof(TestStarted), "test-started.v1")]
[JsonDerivedType(typeof(VerdictGiven), "verdict-given.v1")]
[JsonDerivedType(typeof(EvidenceAdded), "evidence-added.v1")]
[JsonDerivedType(typeof(EvidenceRuledOut), "evidence-ruled-out.v1")]
[JsonDerivedType(typeof(RecoveryObserved), "recovery-observed.v1")]
[JsonDerivedType(typeof(CheckChanged), "check-changed.v1")]
[JsonDerivedType(typeof(CheckAccepted), "check-accepted.v1")]
[JsonDerivedType(typeof(HoldStarted), "hold-started.v1")]
[JsonDerivedType(typeof(RecoveryVerified), "recovery-verified.v1")]
[JsonDerivedType(typeof(ResolveArmed), "resolve-armed.v1")]
[JsonDerivedType(typeof(IncidentResolved), "incident-resolved.v1")]
[JsonDerivedType(typeof(IncidentReopened), "incident-reopened.v1")]
[JsonDerivedType(typeof(IncidentCancelled), "incident-cancelled.v1")]
[JsonDerivedType(typeof(IncidentMerged), "incident-merged.v1")]
[JsonDerivedType(typeof(ReviewInvited), "review-invited.v1")]
[JsonDerivedType(typeof(ReviewOpened), "review-opened.v1")]
[JsonDerivedType(typeof(ReviewSectionWritten), "review-section-written.v1")]
[JsonDerivedType(typeof(ActionPlanned), "action-planned.v1")]
[JsonDerivedType(typeof(ActionChanged), "action-changed.v1")]
[JsonDerivedType(typeof(ActionDone), "action-done.v1")]
[JsonDerivedType(typeof(ActionDropped), "action-dropped.v1")]
[JsonDerivedType(typeof(ActionReminded), "action-reminded.v1")]
[JsonDerivedType(typeof(NoActionsNeeded), "no-actions-needed.v1")]
[JsonDerivedType(typeof(ReportShared), "report-shared.v1")]
[JsonDerivedType(typeof(ReportRead), "report-read.v1")]
[JsonDerivedType(typeof(SessionPlanned), "session-planned.v1")]
[JsonDerivedType(typeof(SessionPrepared), "session-prepared.v1")]
[JsonDerivedType(typeof(SessionReminded), "session-reminded.v1")]
[JsonDerivedType(typeof(IncidentClosed), "incident-closed.v1")]
[JsonDerivedType(typeof(Regrouped), "regrouped.v1")]
[JsonDerivedType(typeof(FactorRecorded), "factor-recorded.v1")]
[JsonDerivedType(typeof(RunbookOpened), "runbook-opened.v1")]
[JsonDerivedType(typeof(RunbookStepDone), "runbook-step-done.v1")]
[JsonDerivedType(typeof(GuidesOffered), "guides-offered.v1")]
[JsonDerivedType(typeof(PlaybookOpened), "playbook-opened.v1")]
[JsonDerivedType(typeof(DrillStarted), "drill-started.v1")]
[JsonDerivedType(typeof(DrillMoved), "drill-moved.v1")]
[JsonDerivedType(typeof(DrillAnswering), "drill-answering.v1")]
[JsonDerivedType(typeof(DrillHeard), "drill-heard.v1")]
[JsonDerivedType(typeof(DrillAnswered), "drill-answered.v1")]
[JsonDerivedType(typeof(DrillEnded), "drill-ended.v1")]
public abstract partial record IncidentEvent;

/// <summary>The stored names of facts, and the words people type.</summary>
public static partial class Vocabulary
{
    private static readonly Dictionary<Type, string> FactNames = typeof(IncidentEvent)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(row => row.DerivedType, row => (string)row.TypeDiscriminator!);

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

    /// <summary>Whether this version knows a stored name.</summary>
    public static bool Knows(string kind) => KnownNames.Contains(kind);
}
