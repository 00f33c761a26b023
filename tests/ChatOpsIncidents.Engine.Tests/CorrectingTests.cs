using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class CorrectingTests
{
    [Fact]
    [Trait("Fault", "U35")]
    public void A_correction_shows_first_which_entry_is_meant()
    {
        var story = Story.Of("checkout fails").When("ana", "note first 502s at the start");
        var entry = story.Incident.Seq;
        story
            .When("ben", $"fix {entry} first 502s before the start")
            .ThenNothing()
            .ThenAnswers("first 502s at the start");
        story.When("ben", story.Last.Reply.Message!.Actions[0].Command).Then("entry-corrected");
        Assert.Equal("first 502s before the start", story.Incident.Log.Single(line => line.Seq == entry).Text);
    }

    [Fact] // A sibling
    [Trait("Fault", "U35")]
    public void A_merge_shows_first_which_incident_goes_on()
    {
        var nine = new IncidentSummary(
            "INC-9",
            "payments fail",
            Severity.Major,
            Phase.Contain,
            false,
            "Ben",
            [],
            Story.Of("x").Now,
            "C9",
            null
        );
        var story = Story.Of("checkout fails").When("ana", "merge INC-9", c => c with { Others = [nine] });
        story.ThenNothing().ThenAnswers("INC-9 payments fail continues: Major, Contain, led by Ben");
        story.When("ana", story.Last.Reply.Message!.Actions[0].Command, c => c with { Others = [nine] });
        story.Then("incident-merged");
    }

    [Fact, Trait("Requirement", "A9")]
    public void A_correction_is_a_new_fact_and_the_line_shows_the_new_text()
    {
        var story = Story.Of("checkout fails").When("ana", "note first 502s at the start");
        var entry = story.Incident.Seq;
        story
            .When("ben", $"fix #{entry} first 502s before the start confirm: {entry}")
            .Then("entry-corrected")
            .When("ben", $"fix {entry} first 502s before the start confirm: {entry}")
            .ThenNothing()
            .When("ben", "fix 99 something")
            .ThenRefused("no-such-entry", next: "/incident timeline")
            .When("ben", $"fix {entry}")
            .ThenAsks("fix");
        var line = story.Incident.Log.Single(l => l.Seq == entry);
        Assert.Equal(("first 502s before the start", true), (line.Text, line.Corrected));
        var shown = TimelineDocument
            .Of(story.Incident, Chronicle.Of(story), story.Now)
            .Entries.Single(e => e.Seq == entry);
        Assert.Equal(["corrected"], shown.Marks);
        Assert.Contains("at the start", shown.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void One_takes_back_ones_own_last_fact_and_the_state_is_as_before()
    {
        var story = Story
            .Of("checkout fails")
            .At("14:05")
            .When("ana", "severity critical all cards")
            .When("ben", "note hello");
        story
            .At("14:10")
            .When("ana", "undo")
            .Then("fact-undone")
            .ThenState(i => Assert.Equal(Severity.Major, i.Severity))
            .ThenState(i => Assert.True(i.Log.Single(l => l.Is<SeverityChanged>()).Undone));
        story.When("ana", "undo").ThenRefused("cannot-undo");
        story.At("14:30").When("ben", "undo").ThenRefused("nothing-to-undo");
    }

    [Fact]
    public void A_wrong_tap_on_an_outcome_is_taken_back_while_nothing_came_after_it()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback payments to 4.1")
            .At("14:10")
            .When("ana", "outcome worked")
            .ThenPhase(Phase.Mitigated)
            .When("ana", "undo")
            .Then("fact-undone")
            .ThenPhase(Phase.Contain);
        story
            .When("ana", "outcome worked")
            .When("ben", "note it is better")
            .When("ana", "undo")
            .ThenRefused("cannot-undo");
    }

    [Fact]
    public void A_correction_can_be_taken_back_too() =>
        Story
            .Of("checkout fails")
            .When("ana", "note one")
            .When("ana", "fix 4 two confirm: 4")
            .When("ana", "undo")
            .Then("fact-undone")
            .ThenState(i => Assert.Equal("Note: one", i.Log.Single(l => l.Seq == 4).Text));
}
