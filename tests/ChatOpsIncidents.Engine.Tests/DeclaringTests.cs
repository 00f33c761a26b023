using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class DeclaringTests
{
    [Fact, Trait("Requirement", "D1")]
    public void A_declaration_opens_a_room_with_a_pinned_card_and_the_declarer_leads()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare sev1 checkout fails for EU cards service: checkout")
            .Then("incident-declared");
        Assert.Equal(Severity.Critical, story.Incident.Severity);
        Assert.Equal("Ana", story.Incident.Lead?.Name);
        Assert.Equal("inc-7-checkout-fails-for-eu-cards", story.AllEffects.OfType<Effect.OpenRoom>().Single().Name);
        Assert.Contains(new Effect.Pin(Keys.Card), story.AllEffects);
        story
            .ThenPhase(Phase.Declared)
            .When(new ReportRoom("C1", "inc-7"))
            .Then("room-opened")
            .When(new ReportRoom("C1", "inc-7"))
            .ThenNothing();
    }

    [Fact]
    public void Without_words_a_form_asks() => Story.Nothing().When("ana", "declare").ThenAsks("declare");

    [Fact]
    public void Without_a_room_after_ten_seconds_the_thread_is_the_room() =>
        Story
            .Nothing()
            .When("ana", "declare checkout fails")
            .At("14:00:09")
            .ThenState(i => Assert.Null(i.RoomId))
            .At("14:00:10")
            .Then("room-fell-back")
            .ThenState(i => Assert.Equal("C0PAYMENTS", i.RoomId));

    [Fact]
    public void A_severity_changes_once() =>
        Story
            .Of("checkout fails")
            .At("14:20")
            .When("ana", "sev sev1 all cards fail")
            .Then("severity-changed")
            .ThenRoomHears("Major → Critical: all cards fail")
            .When("ben", "severity critical")
            .ThenNothing()
            .When("ben", "severity awful")
            .ThenRefused("unknown-severity", next: "/incident severity");

    [Fact]
    public void A_guest_may_do_nothing() =>
        Story.Of("checkout fails").When("eve", "note hello", c => c with { IsOutsider = true }).ThenRefused("outsider");

    [Fact, Trait("Requirement", "D1")]
    public void One_that_is_over_is_declared_with_its_times_and_wakes_nobody()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare past critical checkout was down started: 12:10 ended: 12:50 service: checkout")
            .Then("incident-declared", "symptoms-started", "symptoms-ended", "incident-was-over")
            .ThenPhase(Phase.Resolved);
        var (began, over) = (story.Now.Date.AddHours(12).AddMinutes(10), story.Now.Date.AddHours(12).AddMinutes(50));
        Assert.Equal(
            (began, over),
            (story.Incident.StartedAt!.Value.UtcDateTime, story.Incident.ResolvedAt!.Value.UtcDateTime)
        );
        Assert.Equal((Severity.Critical, "checkout was down"), (story.Incident.Severity, story.Incident.Title));
        Assert.Empty(story.AllEffects.OfType<Effect.Page>());
        Assert.Contains(
            "Resolved",
            story.AllEffects.OfType<Effect.SetTopic>().Single().Topic,
            StringComparison.Ordinal
        );
        var card = story.AllEffects.OfType<Effect.Post>().Single(post => post.Key == Keys.Card).Message;
        Assert.Contains(card.Facts, fact => fact is { Label: "Phase", Value: "Resolved" });
        Assert.Null(story.Incident.UpdateDueAt);
        story
            .When(new ReportRoom("C1", "inc-7"))
            .At("18:00")
            .ThenState(i => Assert.Equal(0, i.FalseAllClears))
            .When("ben", "note the pool was at its limit at 12:05")
            .Then("note-taken")
            .After(TimeSpan.FromDays(2))
            .At("10:05")
            .ThenState(i => Assert.Contains(i.Log, l => l.Is<ReviewInvited>()))
            .When("ana", "review")
            .ThenPhase(Phase.Review);
    }

    [Fact]
    public void What_a_past_incident_lacks_is_asked_for_and_its_times_must_fit() =>
        Story
            .Nothing()
            .When("ana", "declare past")
            .ThenAsks("declare")
            .When("ana", "declare past checkout was down started: 13:10 ended: 12:50")
            .ThenRefused("wrong-order")
            .When("ana", "declare past checkout was down started: 12:77 ended: 12:50")
            .ThenRefused("not-a-time")
            .When("ana", "declare private past checkout was down started: 12:10 ended: 12:50")
            .ThenState(i => Assert.True(i.IsPrivate));

    [Fact, Trait("Requirement", "C31")]
    public void After_recovery_what_was_done_before_is_still_recorded_and_nothing_new_begins() =>
        Story
            .Of("checkout fails", Severity.Medium)
            .When("ana", "impact who: some how-bad: some-flow ongoing: yes")
            .When("ana", "mitigate flag-off new-checkout")
            .When("ana", "outcome worked errors gone")
            .When("ana", "verify manual https://grafana.example/d/1 0.1 %, as before")
            .When("ana", "resolve flag off")
            .At("14:20")
            .When("ana", "verify still")
            .ThenPhase(Phase.Resolved)
            .When("ben", "mitigate restart worker-3")
            .ThenRefused("incident-over", next: "/incident mitigate restart worker-3 at <time>")
            .When("ben", "mitigate scale workers at 14:01")
            .Then("mitigation-started")
            .When("ben", "outcome failed no effect")
            .Then("outcome-recorded")
            .ThenPhase(Phase.Resolved)
            .ThenState(i => Assert.NotNull(i.MitigatedAt))
            .When("ben", "rollback search to 7.0 at 14:02")
            .Then("rollback-option-reviewed", "mitigation-started")
            .When("ben", "hypothesis the flag's cache never expires")
            .Then("hypothesis-proposed")
            .When("ben", "evidence for the cache held 40,000 entries")
            .Then("evidence-added")
            .When("ben", "verdict confirmed it never expires")
            .Then("verdict-given")
            .ThenPhase(Phase.Resolved);
}
