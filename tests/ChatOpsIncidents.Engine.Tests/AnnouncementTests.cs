using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What those outside read: one living post, its thread, and direct messages to those who follow.</summary>
public sealed class AnnouncementTests
{
    private const string Update =
        "update what: checkout fails impact: EU cards are declined doing: rolling back next: 30m";

    [Fact]
    [Trait("Fault", "U2")]
    [Trait("Fault", "K10")]
    public void The_post_where_it_was_declared_is_edited_at_each_change()
    {
        var story = Story.Of("checkout fails");
        Assert.Contains(
            story.AllEffects,
            effect => effect is Effect.Post { Key: "announcement", To.Value: "announce" }
        );
        story.When("ana", "severity critical all cards");
        Assert.Contains("Critical", Post(story).Body, StringComparison.Ordinal);
        story.When("ana", "impact who: most how-bad: main-flow ongoing: yes");
        Assert.Contains(Post(story).Facts, fact => fact.Label == "Impact");
        story.When("ben", "lead").After(TimeSpan.FromMinutes(2));
        Assert.Contains(Post(story).Facts, fact => fact is { Label: "Lead", Value: "Ben" });
        story.When("ana", Update);
        Assert.Contains("checkout fails", Post(story).Body.Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains(Post(story).Facts, fact => fact.Label == "Next update");
        Assert.Equal(["join", "follow"], Post(story).Actions.Select(action => action.Command));
        story.When("ben", "cancel a load test");
        Assert.Contains(Post(story).Facts, fact => fact is { Label: "Phase", Value: "Cancelled" });
        Assert.Empty(Post(story).Actions);
    }

    [Fact, Trait("Requirement", "B16")]
    [Trait("Fault", "U2")]
    [Trait("Fault", "K10")]
    public void Each_update_stands_under_both_posts_and_reaches_those_who_follow()
    {
        var story = Story
            .Of("checkout fails")
            .When("cy", "follow")
            .Then("following-set")
            .ThenAnswers("by direct message")
            .When("cy", "follow")
            .ThenNothing()
            .At("14:10")
            .When("ana", Update)
            .ThenPosts(Destination.OriginThread, "checkout fails")
            .ThenPosts(Destination.AnnouncementThread, "checkout fails");
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Direct { Person: "UCY" });
        story.When("cy", "follow stop").At("14:20").When("ana", Update.Replace("EU", "all"));
        Assert.DoesNotContain(story.Last.Effects, effect => effect is Effect.Direct { Person: "UCY" });
    }

    // The sibling; what is private is read by nobody outside.
    [Fact]
    [Trait("Fault", "U2")]
    public void Of_a_private_incident_nobody_outside_reads()
    {
        var story = Story.Nothing().When("ana", "declare private keys leaked").When("ana", Update);
        Assert.DoesNotContain(
            story.AllEffects,
            effect =>
                effect is Effect.Post { To.Value: "announce" or "origin" or "thread:origin" or "thread:announcement" }
        );
    }

    private static ChatMessage Post(Story story) =>
        story.AllEffects.OfType<Effect.Edit>().Last(edit => edit.Key == Keys.Origin).Message;
}
