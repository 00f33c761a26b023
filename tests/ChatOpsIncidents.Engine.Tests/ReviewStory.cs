namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Stories that have come as far as the review.</summary>
public static class ReviewStory
{
    /// <summary>All five texts of a review.</summary>
    public const string Texts =
        "review summary: EU cards were declined for 12 min root-cause: the gate has no load test "
        + "went-well: the rollback took two minutes went-poorly: the first update was late lessons: rehearse rollbacks";

    /// <summary>An incident that was resolved at 14:25.</summary>
    public static Story Resolved(Func<Story, Story>? before = null, Severity severity = Severity.Major)
    {
        var story = Story.Of("checkout fails", severity);
        return Resolve(before?.Invoke(story) ?? story);
    }

    /// <summary>One that was reviewed and closed.</summary>
    public static Story Closed(string action = "action none needed, because it was a drill") =>
        Resolved()
            .When("ana", "review")
            .When("ana", Texts)
            .When("ana", action)
            .When("ana", "close")
            .Then("incident-closed");

    /// <summary>Brings an incident that was just declared to its end in 25 min.</summary>
    public static Story Resolve(Story story) =>
        story
            .After(TimeSpan.FromMinutes(5))
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .After(TimeSpan.FromMinutes(1))
            .When("ana", "override rollback-first everybody knows")
            .When("ben", "rollback payments to 4.1")
            .After(TimeSpan.FromMinutes(6))
            .When("ben", "outcome worked errors are down")
            .When("ana", "update what: EU cards fail impact: most customers cannot pay doing: rolled back next: 1h")
            .When("ana", "verify manual https://grafana.test/d error ratio 0.1 %, as before")
            .After(TimeSpan.FromMinutes(13))
            .When("ana", "resolve")
            .ThenPhase(Phase.Resolved);
}
