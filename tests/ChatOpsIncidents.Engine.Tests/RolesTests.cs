using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class RolesTests
{
    [Fact, Trait("Requirement", "D2")]
    public void Each_who_joins_is_offered_the_next_free_role_in_the_thread()
    {
        var story = Story
            .Of("checkout fails")
            .When("ben", "join")
            .Then("person-joined", "role-offered")
            .ThenPosts(Destination.CardThread, "would you take Ops");
        Assert.Contains(story.Last.Effects, e => e is Effect.Invite { People: ["UBEN"] });
        story
            .When("ben", "join")
            .ThenNothing()
            .ThenAnswers("Ops is offered to you")
            .When("cy", "join")
            .Then("person-joined", "role-offered")
            .ThenPosts(Destination.CardThread, "would you take Comms")
            .When("cy", "accept ops")
            .ThenRefused("not-your-offer", next: "/incident roles")
            .When("ben", "accept ops")
            .Then("role-taken")
            .When("ben", "accept ops")
            .ThenNothing()
            .When("cy", "decline comms")
            .Then("role-declined")
            .When("cy", "decline comms")
            .ThenNothing()
            .When("dee", "join")
            .Then("person-joined", "role-offered")
            .ThenEdits("role-comms", "would you take Comms")
            .When("ana", "roles")
            .ThenAnswers("Ops: Ben");
    }

    [Fact, Trait("Requirement", "D2")]
    public void One_reminder_then_the_lead_hears_and_the_next_is_asked()
    {
        var story = Story.Of("checkout fails", Severity.Critical).When("ben", "join").At("14:03").Then("role-reminded");
        Assert.Contains(story.Last.Effects, e => e is Effect.Direct { Person: "UBEN" });
        story
            .When("cy", "join")
            .Then("person-joined", "role-offered")
            .At("14:06")
            .ThenState(i => Assert.Equal("Cy", i.Offers[Role.Comms].To.Name));
        Assert.Contains(story.AllEffects, e => e is Effect.Direct { Person: "UANA" });
    }

    [Fact]
    public void Below_major_an_unfilled_role_is_silent()
    {
        var story = Story.Of("checkout fails", Severity.Medium).When("ben", "join").At("14:06").Then("role-unanswered");
        Assert.DoesNotContain(story.Last.Effects, e => e is Effect.Direct);
    }

    [Fact]
    public void Alone_nothing_is_offered_until_a_second_person_speaks()
    {
        var ben = new Person("UBEN", "Ben");
        Story
            .Of("checkout fails")
            .When(new PersonJoined(ben))
            .Then("person-joined")
            .When(new PersonJoined(ben))
            .ThenNothing()
            .When(new PersonSpoke(ben))
            .Then("person-spoke", "role-offered")
            .ThenState(i => Assert.False(i.IsSolo))
            .When(new PersonSpoke(ben))
            .ThenNothing();
    }

    [Fact]
    public void A_second_persons_first_command_ends_solo_mode_too() =>
        Story
            .Of("checkout fails")
            .When(new PersonJoined(new Person("UBEN", "Ben")))
            .Then("person-joined")
            .When("ben", "note here I am")
            .Then("note-taken", "role-offered");

    [Fact, Trait("Requirement", "D2")]
    public void A_role_is_assigned_with_a_notice_and_may_be_declined() =>
        Story
            .Of("checkout fails")
            .When("ana", "role ops @ben")
            .Then("role-assigned")
            .ThenPosts(Destination.CardThread, "you have Ops now")
            .When("ana", "role ops @ben")
            .ThenNothing()
            .When("cy", "role ops me")
            .Then("role-taken")
            .ThenState(i => Assert.Equal("Cy", i.Roles[Role.Ops].Name))
            .When("ana", "assign @ben look at the queue")
            .Then("task-assigned")
            .When("ana", "assign lead <@UBEN|ben>")
            .Then("role-assigned")
            .ThenState(i => Assert.Equal("Ben", i.Lead?.Name))
            .When("ben", "decline lead")
            .Then("role-declined")
            .ThenState(i => Assert.Equal("Ana", i.Lead?.Name))
            .When("ana", "decline lead")
            .ThenRefused("hand-over-first")
            .When("cy", "role lead @ben")
            .ThenRefused("lead-only", next: "/incident ask-lead role lead @ben")
            .When("ana", "role liaison @dee for Stripe")
            .Then("role-assigned")
            .When("ana", "role liaison @dee for Stripe")
            .ThenNothing()
            .When("ana", "role")
            .ThenAsks("role")
            .When("ana", "role pilot @ben")
            .ThenRefused("unknown-role");

    [Fact]
    public void Command_is_taken_after_a_minute_unless_the_lead_objects() =>
        Story
            .Of("checkout fails")
            .When("ben", "lead")
            .Then("lead-claimed")
            .ThenRoomHears("takes command in 60 s")
            .When("ben", "lead")
            .ThenNothing()
            .When("cy", "lead")
            .ThenRefused("lead-claimed")
            .When("cy", "object")
            .ThenRefused("lead-only")
            .When("ana", "object I am on it")
            .Then("lead-kept")
            .ThenState(i => Assert.Equal("Ana", i.Lead?.Name))
            .At("14:05")
            .When("ben", "ic")
            .Then("lead-claimed")
            .At("14:06")
            .Then("role-taken")
            .ThenState(i => Assert.Equal("Ben", i.Lead?.Name))
            .ThenRoomHears("Ben leads, after Ana")
            .When("ana", "object")
            .ThenRefused("nothing-to-object");

    [Fact, Trait("Requirement", "C7")]
    public void While_the_lead_is_away_the_backup_takes_command_at_once()
    {
        var story = Story
            .Of("checkout fails")
            .When("ben", "role backup me")
            .Then("role-taken")
            .When("ana", "away until 14:30")
            .Then("person-away");
        Assert.Contains(story.Last.Effects, e => e is Effect.Direct { Person: "UBEN" });
        story
            .When("ben", "lead")
            .Then("role-taken")
            .ThenState(i => Assert.Equal("Ben", i.Lead?.Name))
            .ThenState(i => Assert.Null(i.Backup))
            .At("14:30")
            .ThenState(i => Assert.Empty(i.Away))
            .When("ben", "away until yesterday")
            .ThenRefused("not-a-time")
            .When("ben", "away")
            .ThenAsks("away");
    }

    [Fact]
    public void A_handover_carries_a_brief_and_passes_when_it_is_accepted()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "impact some main-flow yes")
            .When("ana", "handover lead @ben going off shift")
            .Then("role-offered")
            .ThenPosts(Destination.CardThread, "going off shift")
            .ThenPosts(Destination.CardThread, "some users, a main flow")
            .ThenState(i => Assert.Equal("Ana", i.Lead?.Name));
        story.When("ana", "handover lead @ben").ThenNothing().When("ben", "decline").Then("role-declined");
        Assert.Contains(story.Last.Effects, e => e is Effect.Direct { Person: "UANA" });
        story
            .When("ana", "handover lead @cy")
            .When("cy", "accept lead")
            .Then("role-taken")
            .ThenState(i => Assert.Equal("Cy", i.Lead?.Name));
    }

    [Fact]
    public void A_wish_reaches_the_lead_with_a_button()
    {
        var story = Story
            .Of("checkout fails")
            .When("ben", "override impact-first it burns")
            .ThenRefused("lead-only", next: "/incident ask-lead override impact-first it burns");
        story.When("ben", "ask-lead override impact-first it burns").Then("lead-asked").ThenAnswers("Passed on to Ana");
        var tell = Assert.Single(story.Last.Effects.OfType<Effect.Direct>());
        Assert.Equal(
            ("UANA", "override impact-first it burns"),
            (tell.Person, Assert.Single(tell.Message.Actions).Command)
        );
        story
            .When("ben", "ask-lead override impact-first it burns")
            .ThenNothing()
            .When("ana", "ask-lead x")
            .ThenRefused("you-lead");
    }
}
