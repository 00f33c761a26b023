using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding;

public static partial class Vocabulary
{
    // One row a command; each feature's file holds its row. The order is that of `help all`.
    private static readonly CommandWord[] Rows =
    [
        DeclareIncident.Word,
        MakePublic.Word,
        AssessImpact.Word,
        AnswerData.Word,
        ChangeSeverity.Word,
        SetService.Word,
        MarkStarted.Word,
        MarkEnded.Word,
        NoteSymptom.Word,
        MarkDetection.Word,
        RecordFinding.Gap,
        RecordFinding.Word,
        LeaveNote.Word,
        RecordFactor.Word,
        Regroup.Word,
        LinkIncident.Word,
        ChooseApproach.Word,
        FreezeChanges.Word,
        ShowChanges.Word,
        MarkSuspect.Word,
        AnnounceFound.Word,
        DecideTogether.Word,
        AskPeople.Word,
        AnswerQuestion.Word,
        AssignTask.Word,
        ReportTask.DoneWord,
        ReportTask.StuckWord,
        ReportTask.SoFarWord,
        ShowTasks.Word,
        PagePeople.Word,
        AnswerPage.Word,
        JoinIncident.Word,
        TakeCommand.Word,
        AssignRole.Word,
        HandOver.Word,
        AcceptRole.Word,
        DeclineRole.Word,
        RaiseObjection.Word,
        GoAway.Word,
        ShowRoles.Word,
        AskLead.Word,
        ShowRollbackOptions.Word,
        ChoosePath.Word,
        StartMitigation.Word,
        HandOverRollback.Word,
        RecordOutcome.Word,
        WaitForOthers.Word,
        ProposeHypothesis.Word,
        RunTest.Word,
        GiveVerdict.Word,
        AddEvidence.Word,
        ShowVerification.Word,
        ResolveIncident.Word,
        DisarmResolve.Word,
        ReopenIncident.Word,
        CancelIncident.Word,
        MergeIncident.Word,
        OpenReview.Word,
        PlanAction.Word,
        FollowTicket.Word,
        ShareReport.Word,
        PlanSession.Word,
        CloseIncident.Word,
        OverrideGate.Word,
        DropHeld.Word,
        TakeNote.Word,
        SendUpdate.Word,
        SnoozeUpdate.Word,
        FollowIncident.Word,
        ShowPlan.Word,
        ShowTimeline.Word,
        ExportTimeline.Word,
        CorrectEntry.Word,
        UndoLast.Word,
        RedactEntry.Word,
        ShowStatus.Word,
        ShowHere.Word,
        ShowNext.Word,
        ListIncidents.Word,
        ShowWeb.Word,
        FollowRunbook.Word,
        ShowPlaybook.Word,
        ListDrills.Word,
        ShowHelp.Word,
    ];

    private static readonly Dictionary<string, CommandWord> ByWord = Rows.SelectMany(row =>
            row.Synonyms.Prepend(row.Verb).Select(word => (word, row))
        )
        .ToDictionary(pair => pair.word, pair => pair.row, StringComparer.Ordinal);

    /// <summary>Every command, in the order in which help shows them.</summary>
    public static IReadOnlyList<CommandWord> Commands => Rows;

    /// <summary>The command of that word or synonym; null: unknown.</summary>
    public static CommandWord? Find(string word) => ByWord.GetValueOrDefault(word);

    /// <summary>Cuts a typed line into its parts.</summary>
    public static CommandLine Cut(string text) => Grammar.Cut(text, Find);

    /// <summary>The word that was probably meant: at most two letters off, or one that begins with it; null:
    /// none.</summary>
    public static string? Nearest(string typed) => Words.Nearest.To(typed, ByWord.Keys);
}
