using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>A room that opens, one that does not, and one that comes when nobody waits for it any more.</summary>
public sealed class RoomTests
{
    [Fact, Trait("Requirement", "D1")]
    public void The_notice_where_it_was_declared_leads_to_the_room()
    {
        var story = Story.Nothing().When("ana", "declare checkout fails").When(new ReportRoom("C1", "inc-7"));
        Assert.Equal("INC-7 checkout fails (Major). Room: #C1", Pointer(story));
    }

    [Fact, Trait("Requirement", "D1")]
    public void The_notice_where_it_was_declared_says_that_its_thread_is_the_room()
    {
        var story = Story.Nothing().When("ana", "declare checkout fails").At("14:00:10").Then("room-fell-back");
        Assert.Equal("INC-7 checkout fails (Major). This thread is its room.", Pointer(story));
    }

    [Fact]
    public void That_the_thread_is_the_room_is_said_in_that_thread_alone()
    {
        var story = Story.Nothing().When("ana", "declare checkout fails").At("14:00:10");
        var posts = story.Last.Effects.OfType<Effect.Post>().ToArray();
        Assert.Equal(Destination.OriginThread, Assert.Single(posts).To);
        Assert.Contains("This thread is the room", Plain(posts[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_room_that_comes_late_gets_its_people_its_card_and_a_sign_in_the_thread()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare checkout fails")
            .At("14:00:10")
            .When(new ReportRoom("C1", "inc-7"))
            .Then("room-opened")
            .ThenState(i => Assert.Equal(("C1", null), (i.RoomId, i.RoomThread)));
        var effects = story.Last.Effects;
        Assert.Contains(effects, effect => effect is Effect.Invite { People: ["UANA"] });
        var card = Assert.Single(effects.OfType<Effect.Post>(), post => post.Key == Keys.Card);
        Assert.Equal(Destination.Room, card.To);
        Assert.Contains(new Effect.Pin(Keys.Card), effects);
        var moved = Assert.Single(effects.OfType<Effect.Post>(), post => post.To == Destination.OriginThread);
        Assert.StartsWith("The room is open after all: #C1.", Plain(moved), StringComparison.Ordinal);
        Assert.Equal("INC-7 checkout fails (Major). Room: #C1", Pointer(story));
        story.When(new ReportRoom("C1", "inc-7")).ThenNothing();
    }

    [Fact]
    public void A_room_in_time_does_not_call_its_people_twice()
    {
        var story = Story.Nothing().When("ana", "declare checkout fails").When(new ReportRoom("C1", "inc-7"));
        Assert.Single(story.AllEffects.OfType<Effect.Invite>());
        Assert.Single(story.AllEffects.OfType<Effect.Post>(), post => post.Key == Keys.Card);
    }

    [Fact]
    public void A_private_room_that_comes_late_takes_in_those_who_were_told_alone()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare private checkout fails")
            .At("14:00:10")
            .Then("room-refused")
            .When(new ReportRoom("C1", "inc-7"))
            .ThenState(i => Assert.False(i.IsRoomless));
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Invite { People: ["UANA"] });
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Post { Key: Keys.Card, To.Value: "room" });
        Assert.DoesNotContain(
            story.AllEffects,
            effect => effect is Effect.Post { To.Value: "origin" or "thread:origin" }
        );
    }

    [Fact]
    public void Each_destination_keeps_an_order_of_its_own()
    {
        var text = ChatMessage.Text("x");
        Effect[] effects =
        [
            new Effect.Post(Destination.Room, text, "a"),
            new Effect.Post(Destination.CardThread, text, "aa"),
            new Effect.Edit(Keys.Card, text),
            new Effect.SetTopic("t"),
            new Effect.Pin(Keys.Card),
            new Effect.Bookmark("t", "https://x.test"),
            new Effect.Invite(["UANA"]),
            new Effect.Upload(Destination.Room, "md", "b"),
            new Effect.Upload(Destination.Room, "html", "bb"),
            new Effect.OpenRoom("inc-7", Private: false),
            new Effect.Post(Destination.Origin, text, "origin"),
            new Effect.Edit(Keys.Origin, text),
            new Effect.Post(Destination.Announcements, text, "c"),
            new Effect.Post(Destination.Channel("C9"), text, "d"),
            new Effect.Direct("UANA", text, "e"),
            new Effect.Inform("support", "mail", "support@example.com", text, "i"),
            new Effect.Tell("UANA", text, "f"),
            new Effect.Page("UANA", "why", "g"),
            new Effect.PublishHome("UANA"),
            new Effect.KeepFile(3, "F1"),
            new Effect.OpenItem(1, "a load test", "Ana", default),
            new Effect.Invitation("UANA", "Ana", default, 0, "k"),
            new Effect.HandOver(1, 1, "payments", null, "4.1", "Ana", default),
        ];
        Assert.Equal(effects.Length, effects.Select(effect => effect.OrderKey("INC-7")).Distinct().Count());
        Assert.Equal(
            new Effect.Post(Destination.Origin, text, "origin").OrderKey("INC-7"),
            new Effect.Post(Destination.OriginThread, text, "x").OrderKey("INC-7")
        );
    }

    private static string Plain(Effect.Post post) => Markup.Plain(post.Message.Body);

    private static string Pointer(Story story) =>
        Markup.Plain(story.Last.Effects.OfType<Effect.Edit>().Single(edit => edit.Key == Keys.Origin).Message.Body);
}
