using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Order;

/// <summary>The scorecard in words: the same rows in the same words in chat, on the page and in every file.</summary>
public static class ScoreRows
{
    /// <summary>Those that are known.</summary>
    public static IEnumerable<(string Label, string Value)> Of(Incident incident)
    {
        var score = Scorecard.Of(incident);
        if (score.DetectionTargetMissed is { } target)
            yield return (
                "Symptoms to detection",
                $"{Durations.Say(score.ToDetect ?? target)}, target {Durations.Say(target)} missed"
            );
        (string Label, TimeSpan? After, DateTimeOffset? At)[] rows =
        [
            ("Symptoms to declaration", score.ToDeclare, null),
            ("Time to impact", score.ToImpact, incident.ImpactAt),
            ("Time to rollback review", score.ToRollbackReview, incident.RollbackReviewedAt),
            ("Time to first update", score.ToFirstUpdate, null),
            ("Time to mitigate", score.ToMitigate, incident.MitigatedAt),
            ("Time to resolve", score.ToResolve, null),
        ];
        foreach (var (label, after, at) in rows)
        {
            if (after is { } known)
                yield return (label, Durations.Say(known));
            else if (at < incident.DeclaredAt)
                yield return (label, "before it was declared");
        }

        if (score.Updates > 0)
            yield return ("Updates on time", $"{score.UpdatesOnTime} of {score.Updates}{Latest(score)}");
        yield return ("Overrides", $"{score.Overrides}");
        if (incident.JumpCount > 0)
            yield return ("Jumps between theories", $"{incident.JumpCount}");
        yield return ("Order kept", score.OrderKept);
    }

    private static string Latest(Scorecard score) =>
        score.LatestUpdateBy > TimeSpan.Zero ? $", the latest {Durations.Say(score.LatestUpdateBy)} late" : "";
}
