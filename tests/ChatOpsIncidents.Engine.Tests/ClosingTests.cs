using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class ClosingTests
{
    private const StringComparison Words = StringComparison.Ordinal;

    [Fact, Trait("Requirement", "B32"), Trait("Requirement", "B30")]
    public void It_is_closed_only_with_a_complete_review()
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "close")
            .ThenRefused("review-complete", next: "/incident review")
            .When("ana", "review")
            .When("ana", ReviewStory.Texts)
            .When("ana", "close")
            .ThenRefused("review-complete", next: "/incident close none needed, because <why>")
            .When("ana", "action @ben a load test in the release gate by 2026-12-04")
            .When("ana", "close")
            .ThenRefused("review-complete", next: "/incident action 1")
            .When("ben", "action 1 link: https://tracker.test/PAY-12")
            .Then("action-changed")
            .When("ana", "close")
            .Then("incident-closed")
            .ThenPhase(Phase.Closed)
            .ThenRoomHears("Closed, with its review")
            .When("ana", "close")
            .ThenNothing();
        Assert.Equal(["action:1"], story.Incident.Deadlines.Keys);
    }

    [Fact, Trait("Requirement", "B32")]
    public void That_no_action_is_needed_is_written_with_its_reason() =>
        ReviewStory
            .Resolved()
            .When("ana", ReviewStory.Texts)
            .When("ana", "close none")
            .ThenRefused("needs-because")
            .When("ana", "close none needed, because the supplier has changed it")
            .Then("no-actions-needed", "incident-closed")
            .ThenState(i => Assert.Equal("the supplier has changed it", i.NoActionsBecause));

    [Fact]
    [Trait("Fault", "U32")]
    public void A_reason_that_was_written_too_early_is_not_lost()
    {
        var story = ReviewStory.Resolved().When("ana", "close none needed, because the supplier has changed it");
        Assert.Equal("review-complete", story.Last.Refusal?.Code);
        story
            .ThenState(i => Assert.Equal("the supplier has changed it", i.NoActionsBecause))
            .When("ana", ReviewStory.Texts)
            .When("ana", "close")
            .Then("incident-closed");
    }

    [Fact]
    public void The_lead_may_close_it_without_and_small_ones_need_none()
    {
        ReviewStory
            .Resolved()
            .When("ana", "override review-complete it was a drill")
            .When("ana", "close")
            .Then("incident-closed");
        ReviewStory
            .Resolved(severity: Severity.Medium)
            .When("ben", "close")
            .Then("incident-closed")
            .ThenRoomHears("Closed without a review")
            .ThenState(i => Assert.Equal("not needed: closed without one", RhythmBar.Of(i)[9].NotNeeded));
    }

    [Fact]
    public void In_the_review_people_go_on_recording_but_treat_nothing_any_more() =>
        ReviewStory
            .Resolved()
            .When("ana", "review")
            .When("ana", "note the dashboard was slow")
            .Then("note-taken")
            .When("ana", "fix 3 it was the EU only confirm: 3")
            .Then("entry-corrected")
            .When("ana", "finding confusion two dashboards disagree")
            .Then("finding-recorded")
            .When("ana", "factor tool the dashboard caches for 5 min")
            .Then("factor-recorded")
            .When("ana", "redact 3 it names a customer confirm: 3")
            .ThenState(i => Assert.True(i.IsRedacted(3)))
            .When("ana", "timeline")
            .ThenAnswers("timeline")
            .When("ana", "export html")
            .ThenAnswers("html")
            .When("ana", "mitigate flag-off eu")
            .ThenRefused("incident-over", next: "/incident reopen <why>")
            .When("ana", "cancel a test")
            .ThenRefused("incident-over")
            .When("ana", "merge INC-9 confirm: INC-9")
            .ThenRefused("incident-over")
            .When("ana", "resolve")
            .ThenNothing()
            .ThenPhase(Phase.Review)
            .When("ana", "reopen errors are back")
            .Then("incident-reopened")
            .ThenState(i => Assert.True(i.IsRunning))
            .ThenState(i => Assert.DoesNotContain("review-invite", i.Deadlines.Keys));

    [Fact]
    public void Once_it_is_closed_nothing_more_happens_unless_it_is_reopened()
    {
        var story = ReviewStory.Closed();
        foreach (
            var words in (string[])
                [
                    "note more",
                    "finding gap more",
                    "factor tool more",
                    "hypothesis the pool",
                    "share",
                    "session 2026-12-01",
                    "action @ben a load test by 2026-12-04",
                    "override review-complete so",
                    "cancel x",
                    "merge INC-9 confirm: INC-9",
                    "resolve",
                    "review write",
                    "review lessons: more",
                    "action none needed, because so",
                ]
        )
            story.When("ana", words).ThenRefused("incident-over", next: "/incident reopen <why>");
        story
            .When("ana", "review")
            .ThenNothing()
            .ThenAnswers("rehearse rollbacks")
            .When("ana", "timeline")
            .ThenNothing()
            .When("ana", "export pdf")
            .ThenNothing()
            .After(TimeSpan.FromDays(3))
            .ThenState(i => Assert.Empty(i.Deadlines))
            .When("ana", "reopen errors are back")
            .Then("incident-reopened")
            .ThenState(i => Assert.True(i.IsRunning))
            .ThenState(i => Assert.Null(i.Shared));
    }

    [Fact]
    public void What_was_recorded_in_the_review_can_be_taken_back()
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "review")
            .When("ana", "undo")
            .Then("fact-undone")
            .ThenPhase(Phase.Resolved)
            .When("ana", "review")
            .When("ana", ReviewStory.Texts)
            .When("ana", "undo")
            .Then("fact-undone")
            .ThenState(i => Assert.DoesNotContain("lessons", i.ReviewTexts.Keys))
            .When("ana", "action none needed, because it was a drill")
            .When("ana", "undo")
            .ThenState(i => Assert.Null(i.NoActionsBecause))
            .When("ben", "action @ben a load test in the gate by 2026-12-04")
            .When("ben", "undo")
            .ThenState(i => Assert.Empty(i.Actions))
            .ThenState(i => Assert.Empty(i.Deadlines))
            .When("ana", "share anyway")
            .When("ben", "share read")
            .When("ben", "undo")
            .ThenState(i => Assert.Empty(i.Shared!.Readers))
            .When("ana", "undo")
            .ThenRefused("cannot-undo");
        ReviewStory.Closed().When("ana", "undo").Then("fact-undone").ThenPhase(Phase.Review);
        Assert.Equal(Phase.Review, story.Incident.Phase);
    }

    [Fact]
    [Trait("Fault", "U32")]
    public void A_factor_that_was_recorded_after_the_text_stands_in_the_shared_report_too()
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "review")
            .When("ana", ReviewStory.Texts)
            .When("ana", "factor process nobody rehearsed the way back")
            .When("ana", "share");
        var posts = story.Last.Effects.OfType<Effect.Post>().ToList();
        Assert.All(posts, post => Assert.Contains("nobody rehearsed the way back", post.Message.Body, Words));
        Assert.All(posts, post => Assert.Contains("the gate has no load test", post.Message.Body, Words));
        // It reaches more than the room.
        Assert.Equal(2, posts.Select(post => post.To).Distinct().Count());
    }

    [Fact] // A sibling: what the text says already is not said twice
    [Trait("Fault", "U32")]
    public void A_factor_that_the_text_names_stands_there_once()
    {
        var story = ReviewStory.Resolved().When("ana", "review").When("ana", ReviewStory.Texts);
        story.When("ana", "factor process the gate has no load test").When("ana", "share");
        var body = story.Last.Effects.OfType<Effect.Post>().First().Message.Body;
        Assert.Equal(2, body.Split("the gate has no load test").Length);
    }

    [Fact] // A sibling: no other way past the gate
    [Trait("Fault", "U32")]
    public void That_no_action_is_needed_closes_nothing_whose_review_is_not_written()
    {
        var story = ReviewStory
            .Resolved()
            .When("ana", "review")
            .When("ana", "close")
            .ThenRefused("review-complete")
            .When("ana", "close none needed, because the supplier has changed it");
        Assert.Equal("review-complete", story.Last.Refusal?.Code);
        story.ThenPhase(Phase.Review);
    }

    [Fact, Trait("Requirement", "B42.10")]
    public void The_tenth_step_is_the_review_with_its_actions()
    {
        var story = ReviewStory.Resolved();
        Assert.Null(RhythmBar.Of(story.Incident)[9].At);
        story.When("ana", "review");
        Assert.Null(RhythmBar.Of(story.Incident)[9].At);
        story.At("16:00").When("ana", "action @ben a load test in the gate by 2026-12-04");
        Assert.Equal(story.Now, RhythmBar.Of(story.Incident)[9].At);
    }
}
