using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>A room that is archived, closed or silent: what is said has an heir within seconds.</summary>
public sealed class LostRoomTests
{
    private static readonly ReportRoomLost Archived = new("C0ROOM", "it was archived");

    [Fact]
    public void A_lost_room_is_followed_by_a_new_one_with_its_card_and_its_people_and_the_lead_hears_of_it_once()
    {
        var story = Story.Of("mail does not go out").When(Archived).Then("room-lost");
        var effects = story.Last.Effects;
        var room = Assert.Single(effects.OfType<Effect.OpenRoom>());
        Assert.Equal("inc-7-mail-does-not-go-out-2", room.Name);
        Assert.Contains(effects, effect => effect is Effect.Post { Key: Keys.Card, To.Value: "room" });
        Assert.Contains(effects, effect => effect is Effect.Invite { People: ["UANA"] });
        var told = Assert.Single(effects.OfType<Effect.Direct>());
        Assert.Equal("UANA", told.Person);
        Assert.StartsWith(
            "The room #inc-7 takes no words any more: it was archived. A new room is being opened",
            Markup.Plain(told.Message.Body),
            StringComparison.Ordinal
        );
        story.When(Archived).ThenNothing();
        story.When(new ReportRoom("C0NEXT", "inc-7-2")).ThenState(i => Assert.Equal("C0NEXT", i.RoomId));
        Assert.Single(story.AllEffects.OfType<Effect.Direct>());
    }

    [Fact]
    public void A_new_room_that_cannot_be_opened_leaves_the_place_of_declaration()
    {
        var story = Story
            .Of("mail does not go out")
            .When(Archived)
            .When(new ReportNoRoom("only admins may open channels"));
        Assert.Equal(Keys.Origin, story.Incident.RoomThread);
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Edit { Key: Keys.Origin });
    }

    [Fact]
    public void A_thread_that_is_lost_leaves_lead_and_declarer_who_get_the_card_and_every_word()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare critical nobody can pay")
            .When(new ReportNoRoom("only admins may open channels in this workspace"))
            .When(new ReportRoomLost("C0PAYMENTS", "it is gone, or closed to the app"))
            .Then("room-lost");
        var card = Assert.Single(story.Last.Effects.OfType<Effect.Direct>());
        Assert.Equal(("UANA", "INC-7 nobody can pay"), (card.Person, card.Message.Title));
        Assert.DoesNotContain("restricted_action", Markup.Plain(card.Message.Footer!), StringComparison.Ordinal);

        story.When("ana", "severity major it is less");
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Direct { Person: "UANA" });
        Assert.DoesNotContain(story.Last.Effects, effect => effect is Effect.Post { To.Value: "room" });
        story.When("ana", "note still down").ThenState(i => Assert.True(i.AreWordsDirect));
    }

    [Fact]
    public void An_incident_that_was_declared_nowhere_and_gets_no_room_reaches_its_declarer()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare checkout fails", context => context with { Origin = new Origin("slack", "T0", null) })
            .When(new ReportNoRoom("only admins may open channels in this workspace"))
            .Then("room-lost");
        Assert.Equal("UANA", Assert.Single(story.Last.Effects.OfType<Effect.Direct>()).Person);
    }

    [Fact]
    public void A_new_room_that_is_lost_too_leaves_the_place_of_declaration()
    {
        var story = Story.Of("mail does not go out").When(Archived).When(new ReportRoom("C2", "inc-7-2"));
        story.When(new ReportRoomLost("C2", "it was archived"));
        Assert.Empty(story.Last.Effects.OfType<Effect.OpenRoom>());
        Assert.Equal(Keys.Origin, story.Incident.RoomThread);
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Post { Key: Keys.Card });
    }

    [Fact]
    public void While_the_room_takes_no_words_the_lead_hears_what_waits_and_what_comes()
    {
        var story = Story.Of("checkout fails");
        var until = story.Now.AddMinutes(1);
        story.When(new ReportRoomSilent("faults", until, [ChatMessage.Text("Update 1: carts are lost")]));
        Assert.Contains("carts are lost", Single(story).Message.Body, StringComparison.Ordinal);

        story.When(new ReportRoomSilent("faults", until.AddMinutes(1), [ChatMessage.Text("Update 1: carts are lost")]));
        Assert.Empty(story.Last.Effects.OfType<Effect.Direct>());

        story.When("ana", "severity critical all are hit");
        Assert.Contains("Critical", Markup.Plain(Single(story).Message.Body), StringComparison.Ordinal);
        story.After(TimeSpan.FromMinutes(3)).When("ana", "found the database is full");
        Assert.DoesNotContain(
            story.Last.Effects.OfType<Effect.Direct>(),
            direct => direct.Key.Contains("-direct-", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_the_room_could_not_be_told_is_told_to_the_lead()
    {
        var story = Story.Of("checkout fails");
        var said = ChatMessage.Text("carts are lost");
        story.When(new ReportUnread(null, "Teams did not say whether it stands") { Said = said }).ThenNothing();
        var told = Single(story).Message;
        Assert.Contains("carts are lost", told.Body, StringComparison.Ordinal);
        Assert.Contains("Teams did not say whether it stands", told.Footer, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_that_nobody_could_read_does_not_count_and_is_due_again()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "update what: carts are lost impact: all shoppers doing: looking next: 30m");
        var update = Assert.Single(story.Last.Facts, fact => fact.Fact is StakeholderUpdateSent);
        story.When(new ReportUnread(update.Seq, "the incident has no room")).Then("update-unread");
        Assert.Empty(story.Incident.Updates);
        Assert.True(story.Incident.UpdateDueAt <= story.Now);
        story.When(new ReportUnread(update.Seq, "the incident has no room")).ThenNothing();
    }

    [Fact]
    public void Who_asked_for_a_file_that_is_given_up_gets_a_link_to_it()
    {
        var story = Story.Of("checkout fails", policy: Policy.Default with { WebBaseUrl = "https://inc.test" });
        story.When("ben", "export html");
        var asked = Assert.Single(story.Last.Effects.OfType<Effect.Upload>());
        Assert.Equal("UBEN", asked.For);
        story.When(new ReportNoUpload("html", asked.For, "the chat platform did not take it"));
        var told = Single(story);
        Assert.Equal("UBEN", told.Person);
        Assert.Contains("https://inc.test/incidents/INC-7/export/html", told.Message.Body, StringComparison.Ordinal);
    }

    private static Effect.Direct Single(Story story) => Assert.Single(story.Last.Effects.OfType<Effect.Direct>());
}
