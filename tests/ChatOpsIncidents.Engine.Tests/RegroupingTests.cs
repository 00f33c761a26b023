using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Incidents;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class RegroupingTests
{
    [Fact, Trait("Requirement", "B5"), Trait("Requirement", "B6")]
    public void A_pause_asks_four_questions_and_says_the_phrase()
    {
        var story = Story.Of("payments fail").When("ben", "pause").Then("regrouped")
            .ThenRoomHears("Let's gather signals, form one hypothesis, test it, and reassess.");
        var post = story.Last.Effects.OfType<Effect.Post>().Single();
        Assert.Equal(4, post.Message.Facts.Count);
        Assert.NotEmpty(post.Message.Actions);
        story.When("ana", "reset").ThenNothing();
    }

    [Fact, Trait("Requirement", "B28"), Trait("Requirement", "B36")]
    public void Findings_and_factors_are_plain_facts() => Story.Of("payments fail")
        .When("ana", "finding").ThenAsks("finding").When("ana", "finding ownership-gap nobody owns the queue").Then("finding-recorded")
        .When("ana", "finding ownership-gap nobody owns the queue").ThenNothing()
        .When("ana", "factor weather rain").ThenAsks("factor").When("ana", "factor process no load test").Then("factor-recorded")
        .When("ana", "factor process no load test").ThenNothing();

    [Fact, Trait("Requirement", "B42")]
    public void The_rhythm_has_ten_steps_and_a_clean_rollback_settles_two()
    {
        var story = Story.Of("payments fail").When("ana", "impact who: most how-bad: main-flow ongoing: yes");
        Assert.Equal(10, RhythmBar.Of(story.Incident).Count);
        Assert.All(RhythmBar.Of(story.Incident), step => Assert.NotEqual("", step.Command));
        Assert.Equal([true, false, true, false, false, false, false, false, false, false], RhythmBar.Of(story.Incident).Select(s => s.IsSettled));
        story.When("ana", "rollback payments to 4.1").When("ana", "outcome worked");
        Assert.Equal("not needed: rolled back", RhythmBar.Of(story.Incident)[4].NotNeeded);
        Assert.Equal("not needed: rolled back", RhythmBar.Of(story.Incident)[5].NotNeeded);
    }

    [Fact]
    public void A_symptom_after_the_stop_of_the_bleeding_brings_it_back_and_wakes()
    {
        var story = Story.Of("payments fail").When("ana", "impact who: most how-bad: main-flow ongoing: yes").When("ana", "rollback payments")
            .When("ana", "outcome worked").When("ana", "verify manual https://g.test/d 0.1 %").When("ana", "resolve")
            .At("14:02").When("ben", "symptom cards time out again").Then("symptom-noted").ThenPhase(Phase.Contain);
        Assert.Equal("UANA", story.Last.Effects.OfType<Effect.Page>().Single().Target);
        story.At("14:20").ThenPhase(Phase.Contain);
    }
}
