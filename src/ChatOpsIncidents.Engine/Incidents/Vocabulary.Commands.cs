using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents;

public static partial class Vocabulary
{
    // One row a command; each feature's file holds its row. The order is that of `help all`.
    private static readonly CommandWord[] Rows =
    [
        DeclareIncident.Word,
        AssessImpact.Word,
        ChangeSeverity.Word,
        SetService.Word,
        MarkStarted.Word,
        MarkEnded.Word,
        NoteSymptom.Word,
        MarkDetection.Word,
        RecordFinding.Gap,
        RecordFinding.Word,
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
        PagePeople.Word,
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
        StartMitigation.Word,
        RecordOutcome.Word,
        WaitForOthers.Word,
        ProposeHypothesis.Word,
        RunTest.Word,
        GiveVerdict.Word,
        AddEvidence.Word,
        ShowVerification.Word,
        ResolveIncident.Word,
        ReopenIncident.Word,
        CancelIncident.Word,
        MergeIncident.Word,
        OverrideGate.Word,
        TakeNote.Word,
        SendUpdate.Word,
        SnoozeUpdate.Word,
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
        ShowHelp.Word,
    ];

    private static readonly Dictionary<string, CommandWord> ByWord = Rows
        .SelectMany(row => row.Synonyms.Prepend(row.Verb).Select(word => (word, row)))
        .ToDictionary(pair => pair.word, pair => pair.row, StringComparer.Ordinal);

    /// <summary>Every command, in the order in which help shows them.</summary>
    public static IReadOnlyList<CommandWord> Commands => Rows;

    /// <summary>The command of that word or synonym; null: unknown.</summary>
    public static CommandWord? Find(string word) => ByWord.GetValueOrDefault(word);

    /// <summary>The word that was probably meant: at most two letters off, or one that begins with it; null:
    /// none.</summary>
    public static string? Nearest(string typed)
    {
        if (typed.Length is < 2 or > 24) return null;
        var starts = ByWord.Keys.FirstOrDefault(word => word.StartsWith(typed, StringComparison.Ordinal));
        if (starts is not null) return starts;
        var (best, distance) = ByWord.Keys.Select(word => (word, Distance(word, typed))).MinBy(pair => pair.Item2);
        return distance <= (typed.Length < 5 ? 1 : 2) ? best : null;
    }

    // Letters to add, to leave out, to change, or to swap with their neighbour.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                rows[i, j] = Math.Min(
                    Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1),
                    rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
