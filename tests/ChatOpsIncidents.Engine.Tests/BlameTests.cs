using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Words that blame people are marked with a better wording, and never refused.</summary>
public sealed class BlameTests
{
    private static readonly string[] People = ["Ana", "Ben"];

    [Theory, Trait("Requirement", "B27"), Trait("Requirement", "C29")]
    [InlineData("Ben forgot to run the migration", "Ben forgot")]
    [InlineData("it was @ben who broke it", "@ben who broke")]
    [InlineData("Ben simply ignored the alert", "Ben simply ignored")]
    [InlineData("we should have looked at the queue", "should have")]
    [InlineData("the root cause was human error", "human error")]
    [InlineData("next time be more careful with the flag", "more careful")]
    [InlineData("why didn't anybody look", "why didn't")]
    [InlineData("it is their own fault", "their own fault")]
    [InlineData("an operator mistake", "operator mistake")]
    [Trait("Fault", "U31")]
    public void Blame_is_found_where_it_stands(string text, string words) =>
        Assert.Contains(
            BlameLint.Of(text, People),
            mark => mark.Words.Equals(words, StringComparison.OrdinalIgnoreCase) && mark.Better.Length > 10
        );

    // Names alone, systems at fault, and the field's own words are no blame.
    [Theory, Trait("Requirement", "B27")]
    [InlineData("Ben rolled payments back to 4.1 and Ana told support")]
    [InlineData("the release gate failed to catch the missing index")]
    [InlineData("the alert never fired because the rule had no data")]
    [InlineData("error ratio rose to 40 %; checkout broke at 12:31")]
    [InlineData("we should add a load test to the gate")]
    [InlineData("the user errors page shows nothing")]
    [InlineData("Benjamin's dashboard missed the spike")]
    public void What_describes_the_system_is_left_alone(string text) =>
        Assert.Empty(BlameLint.Of(text, People).Select(mark => mark.Words));

    [Fact, Trait("Requirement", "B27")]
    public void A_blaming_text_is_kept_and_its_author_hears_a_better_wording()
    {
        var story = ReviewStory.Resolved().When("ana", "review").When("ana", ReviewStory.Texts);
        story
            .When("ana", "review lessons: Ben forgot the index; we should have been told")
            .Then("review-section-written")
            .ThenAnswers("reads as blame");
        Assert.Contains(story.Last.Reply.Message!.Actions, action => action.Command == "review write");
        story.When("ben", "review").ThenAnswers("“Ben forgot” reads as blame");
        story
            .When("ana", "factor process Ben ignored the alert")
            .Then("factor-recorded")
            .ThenAnswers("reads as blame")
            .When("ana", "finding alert-gap human error at the gate")
            .Then("finding-recorded")
            .ThenAnswers("reads as blame");
        story
            .When("ana", "review lessons: the checklist names the index now")
            .Then("review-section-written")
            .When("ben", "review");
        var review = story.Last.Reply.Message!.Body;
        Assert.DoesNotContain("“Ben forgot” reads as blame", review, StringComparison.Ordinal);
        // The factor was recorded after the text, stands in the review too, and is marked there.
        Assert.Contains("“Ben ignored” reads as blame", review, StringComparison.Ordinal);
    }
}
