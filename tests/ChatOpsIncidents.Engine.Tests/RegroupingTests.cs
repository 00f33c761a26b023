using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Exports;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class RegroupingTests
{
    [Fact, Trait("Requirement", "B5"), Trait("Requirement", "B6")]
    public void A_pause_asks_four_questions_and_says_the_phrase()
    {
        var story = Story
            .Of("payments fail")
            .When("ben", "pause")
            .Then("regrouped")
            .ThenRoomHears("Let's gather signals, form one hypothesis, test it, and reassess.");
        var post = story.Last.Effects.OfType<Effect.Post>().Single();
        Assert.Equal(4, post.Message.Facts.Count);
        Assert.Empty(post.Message.Actions); // The card has them
        story.When("ana", "reset").ThenNothing();
    }

    [Fact, Trait("Requirement", "B28"), Trait("Requirement", "B36")]
    [Trait("Fault", "U13")]
    [Trait("Fault", "K5")]
    public void Findings_and_factors_are_plain_facts() =>
        Story
            .Of("payments fail")
            .When("ana", "finding")
            .ThenAsks("finding")
            .When("ana", "finding ownership-gap nobody owns the queue")
            .Then("finding-recorded")
            .When("ana", "finding ownership-gap nobody owns the queue")
            .ThenNothing()
            .When("ana", "factor weather rain")
            .ThenAsks("factor")
            .When("ana", "factor process no load test")
            .Then("factor-recorded")
            .When("ana", "factor process no load test")
            .ThenNothing();

    [Fact, Trait("Requirement", "B42")]
    public void The_rhythm_has_ten_steps_and_a_clean_rollback_settles_two()
    {
        var story = Story.Of("payments fail").When("ana", "impact who: most how-bad: main-flow ongoing: yes");
        Assert.Equal(10, RhythmBar.Of(story.Incident).Count);
        Assert.All(RhythmBar.Of(story.Incident), step => Assert.NotEqual("", step.Command));
        Assert.Equal(
            [true, false, true, false, false, false, false, false, true, false],
            RhythmBar.Of(story.Incident).Select(s => s.IsSettled)
        );
        story.When("ana", "rollback payments to 4.1").When("ana", "outcome worked");
        Assert.Equal("not needed: rolled back", RhythmBar.Of(story.Incident)[4].NotNeeded);
        Assert.Equal("not needed: rolled back", RhythmBar.Of(story.Incident)[5].NotNeeded);
    }

    [Fact, Trait("Requirement", "B42")]
    public void The_bar_says_which_step_of_ten_it_is()
    {
        var story = Story.Of("payments fail");
        void Says(int? now, string marks) =>
            Assert.Equal(
                (now, marks),
                (
                    RhythmBar.Now(story.Incident)?.Number,
                    string.Concat(RhythmBar.Of(story.Incident).Select(step => step.Mark))
                )
            );
        Says(3, "✓○●○○○○○✓○");
        story.When("ana", "impact who: most how-bad: main-flow ongoing: yes");
        Says(4, "✓○✓●○○○○✓○");
        story.When("ana", "freeze").When("ana", "rollback payments to 4.1").When("ana", "outcome worked");
        Says(7, "✓✓✓✓––●○✓○");
        story
            .When("ana", "verify manual https://g.test/d 0.1 %, as before")
            .After(TimeSpan.FromMinutes(6))
            .When("ana", "resolve");
        Says(10, "✓✓✓✓––✓✓✓●");
    }

    // A newcomer could not tell what it asks: the card asks one thing, the page shows where that stands among ten.
    [Fact, Trait("Requirement", "B42")]
    [Trait("Fault", "U34")]
    public void The_bar_stands_on_the_page_and_in_files_and_not_on_the_card()
    {
        var story = Story.Of("payments fail").When("ana", "freeze");
        Assert.DoesNotContain(
            story.AllEffects.Select(MessageText.MessageOf).OfType<ChatMessage>().Select(MessageText.Of),
            text => text.Contains("of 10", StringComparison.Ordinal) || text.Contains('○')
        );
    }

    [Fact, Trait("Requirement", "B42")]
    public void A_page_or_an_export_shows_each_step_with_its_command_and_time()
    {
        var document = ExportTests.Document();
        foreach (var format in new[] { "md", "html" })
        {
            var text = TimelineExport.Render(document, format).Text;
            foreach (var step in RhythmBar.Of(document.Incident))
            {
                Assert.Contains($"{step.Number}. {step.Label}", text, StringComparison.Ordinal);
                Assert.Contains($"/incident {step.Command}", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_symptom_after_the_stop_of_the_bleeding_brings_it_back_and_wakes()
    {
        var story = Story
            .Of("payments fail")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback payments")
            .When("ana", "outcome worked")
            .When("ana", "verify manual https://g.test/d 0.1 %, as before")
            .When("ana", "resolve")
            .At("14:02")
            .When("ben", "symptom cards time out again")
            .Then("symptom-noted")
            .ThenPhase(Phase.Contain);
        Assert.Equal("UANA", story.Last.Effects.OfType<Effect.Page>().Single().Target);
        story.At("14:20").ThenPhase(Phase.Contain);
    }

    [Theory]
    [
        InlineData(0, "declare major payments fail"),
        InlineData(1, "freeze checkout"),
        InlineData(2, "impact who: most how-bad: main-flow ongoing: yes")
    ]
    [
        InlineData(3, "mitigate flag-off new form"),
        InlineData(4, "hypothesis the pool is empty"),
        InlineData(5, "test drain one node")
    ]
    [
        InlineData(6, "verify manual https://g.test/d error rate 0.1 %, as before"),
        InlineData(7, "update what: a impact: b doing: c next: 30m")
    ]
    [InlineData(8, "note the pool was at zero")]
    [
        Trait("Requirement", "B42.1"),
        Trait("Requirement", "B42.3"),
        Trait("Requirement", "B42.4"),
        Trait("Requirement", "B42.5")
    ]
    [
        Trait("Requirement", "B42.6"),
        Trait("Requirement", "B42.7"),
        Trait("Requirement", "B42.8"),
        Trait("Requirement", "B42.9")
    ]
    public void Each_step_of_the_rhythm_is_settled_by_its_command_and_bears_its_time(int step, string line)
    {
        string[] way =
        [
            "declare major payments fail",
            "impact who: most how-bad: main-flow ongoing: yes",
            "freeze checkout",
            "rollback none because no build",
            "mitigate flag-off new form",
            "outcome failed no effect",
            "hypothesis the pool is empty",
            "test drain one node",
            "verdict confirmed it drained",
            "mitigate scale pool to 8",
            "outcome #2 worked",
            "verify manual https://g.test/d error rate 0.1 %, as before",
            "update what: a impact: b doing: c next: 30m",
            "note the pool was at zero",
        ];
        var story = Story.Nothing();
        foreach (var words in way)
        {
            var before = RhythmBar.Of(story.Incident)[step];
            story.After(TimeSpan.FromSeconds(5)).When("ana", words);
            Assert.True(story.Last.Refusal is null, $"{words}: {story.Last.Refusal?.Code}");
            if (words != line)
                continue;
            Assert.Null(before.At);
            Assert.Equal(story.Now, RhythmBar.Of(story.Incident)[step].At);
            return;
        }

        Assert.Fail("That step is not on the way.");
    }
}
