using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>An owner who says nothing about a task: the lead hears of it, once.</summary>
public sealed class SilentOwnerTests
{
    [Fact]
    public void A_lead_who_may_not_be_nagged_just_then_hears_with_the_next_question()
    {
        var story = Story
            .Of("cards fail")
            .When("ben", "note hello")
            .When("ana", "task @ben trace the slow queries in 10m")
            .When("ana", "task @ana watch the error ratio in 23m")
            .At("14:23");
        Assert.True(IsAsked(story, "UANA"));
        story.When("ana", "done #2 it is flat").At("14:25");
        Assert.True(IsAsked(story, "UBEN"));
        Assert.False(LeadHears(story));
        story.At("14:40");
        Assert.True(IsAsked(story, "UBEN"));
        Assert.True(LeadHears(story));
    }

    [Fact]
    public void The_lead_hears_once_until_the_owner_has_said_something()
    {
        var story = Story
            .Of("cards fail", Severity.Minor) // no update is due, so that nothing else calls on the lead
            .When("ben", "note hello")
            .When("ana", "task @ben trace the slow queries in 10m")
            .At("14:25");
        Assert.True(LeadHears(story));
        Assert.False(LeadHears(story.At("14:40")));
        story.When("ben", "so-far not the cache").At("14:55");
        Assert.False(LeadHears(story));
        Assert.True(LeadHears(story.At("15:10")));
    }

    private static bool IsAsked(Story story, string person) =>
        story
            .Last.Effects.OfType<Effect.Direct>()
            .Any(tell => tell.Person == person && tell.Key.StartsWith("task-asked"));

    private static bool LeadHears(Story story) =>
        story.Last.Effects.OfType<Effect.Direct>().Any(tell => tell.Key.StartsWith("task-silent"));
}
