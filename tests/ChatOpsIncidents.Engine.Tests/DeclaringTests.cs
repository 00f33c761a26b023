using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Incidents;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class DeclaringTests
{
    [Fact, Trait("Requirement", "D1")]
    public void A_declaration_opens_a_room_with_a_pinned_card_and_the_declarer_leads()
    {
        var story = Story.Nothing().When("ana", "declare sev1 checkout fails for EU cards service: checkout")
            .Then("incident-declared");
        Assert.Equal(Severity.Critical, story.Incident.Severity);
        Assert.Equal("Ana", story.Incident.Lead?.Name);
        Assert.Equal("inc-7-checkout-fails-for-eu-cards", story.AllEffects.OfType<Effect.OpenRoom>().Single().Name);
        Assert.Contains(new Effect.Pin(Keys.Card), story.AllEffects);
        story.ThenPhase(Phase.Declared).When(new ReportRoom("C1", "inc-7")).Then("room-opened")
            .When(new ReportRoom("C1", "inc-7")).ThenNothing();
    }

    [Fact]
    public void Without_words_a_form_asks() => Story.Nothing().When("ana", "declare").ThenAsks("declare");

    [Fact]
    public void Without_a_room_after_ten_seconds_the_thread_is_the_room() => Story.Nothing()
        .When("ana", "declare checkout fails").At("14:00:09").ThenState(i => Assert.Null(i.RoomId))
        .At("14:00:10").Then("room-fell-back").ThenState(i => Assert.Equal("C0PAYMENTS", i.RoomId));

    [Fact]
    public void A_severity_changes_once() => Story.Of("checkout fails")
        .At("14:20").When("ana", "sev sev1 all cards fail").Then("severity-changed")
            .ThenRoomHears("Major → Critical: all cards fail")
        .When("ben", "severity critical").ThenNothing()
        .When("ben", "severity awful").ThenRefused("unknown-severity", next: "/incident severity");

    [Fact]
    public void A_guest_may_do_nothing() => Story.Of("checkout fails")
        .When("eve", "note hello", c => c with { IsOutsider = true }).ThenRefused("outsider");
}
