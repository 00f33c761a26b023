using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary>A retold outage beside what really happened: how long each took to stop the bleeding, and what cost the
/// time then. Pure.</summary>
public static class DrillAgainstHistory
{
    /// <summary>How much sooner the bleeding stopped than in history; negative: later; null: it has not stopped.
    /// </summary>
    /// <param name="history">What really happened.</param>
    /// <param name="score">The drill's figures.</param>
    public static TimeSpan? Sooner(DrillHistory history, Scorecard score) => history.Stopped - score.ToMitigate;

    /// <summary>As lines of the drill's last message.</summary>
    internal static IEnumerable<string> Lines(DrillHistory history, Scorecard score)
    {
        var then = $"{DrillScore.Span(history.Stopped)} after {Markup.Clean(history.Since)}";
        yield return $"{Markup.Bold("Then and now:")} it was stopped {then}; {Now(history, score)}.";
        yield return $"{Markup.Bold("What took the time then:")} {Markup.Clean(history.Slow)}";
        var source = history.Link.Length > 0 ? Markup.Link(history.Link, history.Source) : Markup.Clean(history.Source);
        yield return $"{Markup.Bold("Told by:")} {source}";
    }

    private static string Now(DrillHistory history, Scorecard score)
    {
        if (score.ToMitigate is not { } took)
            return "here it was not stopped";
        var apart = history.Stopped - took;
        if (apart == TimeSpan.Zero)
            return $"here after {DrillScore.Span(took)} as well";
        return apart > TimeSpan.Zero
            ? $"here after {DrillScore.Span(took)}, {DrillScore.Span(apart)} sooner"
            : $"here after {DrillScore.Span(took)}, {DrillScore.Span(-apart)} later";
    }
}
