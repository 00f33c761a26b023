using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What monitoring declares, and whom it wakes.</summary>
public sealed class AlertTests
{
    private static readonly DateTimeOffset Two = new(2026, 11, 21, 14, 0, 0, TimeSpan.Zero);

    private static readonly Catalog Shop = new([new Service("checkout") { Owners = ["payments-oncall"] }]);

    private static readonly Alert Slow = new("grafana", "a-17", "p95 of checkout over 2 s")
    {
        Service = "checkout",
        Severity = Severity.Major,
        Scope = Reach.Most,
        StartsAt = Two.AddMinutes(-6),
        Url = "https://grafana.test/a/17",
    };

    [Fact, Trait("Requirement", "C5"), Trait("Requirement", "C15")]
    public void An_alert_declares_without_a_lead_pages_and_the_first_who_takes_it_leads()
    {
        var story = Story.ByAlert(Slow, catalog: Shop);
        Assert.Equal("payments-oncall", Pages(story).Single().Target);
        Assert.True(Pages(story).Single().Leads);
        Assert.Null(story.Incident.Lead);
        Assert.Equal(("alert", Two.AddMinutes(-6)), (story.Incident.DetectedBy, story.Incident.StartedAt));
        Assert.Contains(
            "I've got it",
            NextStepView.Of(story.Incident, Story.ContextFor("ana")).Actions.Select(action => action.Label)
        );
        story.When("ben", "lead").ThenState(i => Assert.Equal("Ben", i.Lead?.Name));
        Assert.Equal(story.Now, RhythmBar.Of(story.Incident)[0].At);
    }

    [Fact, Trait("Requirement", "C7")]
    public void Nobody_who_was_paged_comes_and_it_pages_again_a_few_times_and_then_no_more()
    {
        var story = Story.ByAlert(Slow, catalog: Shop).At("14:06");
        Assert.Equal(2, Pages(story).Count());
        story.At("15:00");
        Assert.Equal(4, Pages(story).Count());
    }

    [Theory, Trait("Requirement", "C4"), Trait("Requirement", "C6")]
    [InlineData(Severity.Critical, Reach.One, 0, Route.Page)]
    [InlineData(Severity.Major, Reach.One, 60, Route.Channel)]
    [InlineData(Severity.Major, Reach.Some, 3, Route.Channel)]
    [InlineData(Severity.Major, Reach.Some, 5, Route.Page)]
    [InlineData(Severity.Major, Reach.Unknown, 5, Route.Page)]
    [InlineData(Severity.Medium, Reach.Some, 5, Route.Channel)]
    [InlineData(Severity.Medium, Reach.One, 3, Route.Digest)]
    [InlineData(Severity.Minor, Reach.All, 600, Route.Digest)]
    public void The_table_says_page_channel_or_digest(Severity severity, Reach scope, int minutes, Route route) =>
        Assert.Equal(route, RoutingTable.Of(severity, scope, TimeSpan.FromMinutes(minutes), Policy.Default));

    [Fact, Trait("Requirement", "C4")]
    public void One_of_ten_servers_that_is_busy_for_three_minutes_wakes_nobody()
    {
        Assert.Equal(
            [Reach.One, Reach.Some, Reach.Most, Reach.All, Reach.Unknown],
            new[] { (1, 10), (3, 10), (6, 10), (10, 10), (0, 0) }.Select(n => RoutingTable.ReachOf(n.Item1, n.Item2))
        );
        var cpu = Slow with
        {
            Summary = "CPU over 90 % on web-3",
            Scope = RoutingTable.ReachOf(1, 10),
            StartsAt = Two.AddMinutes(-3),
        };
        Assert.Empty(Pages(Story.ByAlert(cpu, catalog: Shop).At("15:00")));
    }

    [Fact, Trait("Requirement", "C4")]
    public void What_is_too_short_is_looked_at_again_and_pages_if_it_lasts()
    {
        var young = Slow with { StartsAt = Two.AddMinutes(-3) };
        var story = Story.ByAlert(young, catalog: Shop);
        Assert.Empty(Pages(story));
        Assert.Single(Pages(story.At("14:03")));
        var over = Story
            .ByAlert(young, catalog: Shop)
            .At("14:01")
            .When(new SeeAlerts([young with { IsFiring = false }]))
            .Then("alert-seen")
            .When(new SeeAlerts([young with { IsFiring = false }]))
            .ThenNothing()
            .At("14:30");
        Assert.Empty(Pages(over));
        Assert.Empty(Pages(Story.ByAlert(young, catalog: Shop).When("ben", "lead").At("14:30")));
    }

    [Fact, Trait("Requirement", "C6"), Trait("Requirement", "C14")]
    public void A_minor_alert_is_a_ticket_without_a_room_until_somebody_comes()
    {
        var story = Story.ByAlert(Slow with { Severity = Severity.Minor }, catalog: Shop);
        Assert.True(story.Incident.IsTicket);
        Assert.DoesNotContain(story.AllEffects, effect => effect is Effect.OpenRoom or Effect.Post or Effect.Page);
        story.When("ben", "join").Then("person-joined");
        Assert.Single(story.Last.Effects.OfType<Effect.OpenRoom>());
        Assert.All(story.Last.Effects.OfType<Effect.Invite>(), invite => Assert.Equal(["UBEN"], invite.People));
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Post { Key: Keys.Card });
        story.When(new ReportRoom("C0ROOM", "inc-7")).ThenState(i => Assert.Equal("C0ROOM", i.RoomId));
    }

    [Fact, Trait("Requirement", "C6")]
    public void Urgent_wakes_even_where_no_owner_is_known_if_somebody_is_on_call()
    {
        var critical = Slow with { Severity = Severity.Critical, Service = null, StartsAt = null };
        Assert.Empty(Pages(Story.ByAlert(critical)));
        var onCall = Policy.Default with { OnCall = "everything-oncall" };
        Assert.Equal("everything-oncall", Pages(Story.ByAlert(critical, onCall)).Single().Target);
        var quiet = new RoutingRow(Route.Channel, Reach.One, TimeSpan.Zero);
        Assert.Empty(
            Pages(Story.ByAlert(critical, onCall with { Routing = onCall.Routing.SetItem(Severity.Critical, quiet) }))
        );
    }

    [Fact, Trait("Requirement", "C5")]
    public void Blind_is_neither_firing_nor_its_end()
    {
        var blind = Slow with { IsFiring = false, IsBlind = true, At = Two };
        var story = Story
            .ByAlert(Slow with { StartsAt = Two.AddMinutes(-3) }, catalog: Shop)
            .When(new SeeAlerts([blind]))
            .Then("alert-seen")
            .ThenState(i => Assert.Equal((true, true), (i.HasFiringAlert, i.Alerts["a-17"].IsBlind)))
            .When(new SeeAlerts([blind]))
            .ThenNothing()
            .When(new SeeAlerts([blind with { IsBlind = false, At = Two.AddMinutes(-1) }]))
            .ThenNothing()
            .When(new SeeAlerts([blind with { IsBlind = false, At = Two.AddMinutes(1) }]))
            .Then("alert-seen")
            .ThenState(i => Assert.False(i.HasFiringAlert));
        Assert.Single(
            Pages(
                Story
                    .ByAlert(Slow with { StartsAt = Two.AddMinutes(-3) }, catalog: Shop)
                    .When(new SeeAlerts([blind]))
                    .At("14:03")
            )
        );
        Assert.Empty(Pages(story.At("14:10")));
    }

    [Fact]
    public void Of_a_storm_the_first_are_heard_and_all_are_recorded()
    {
        Alert[] storm =
        [
            .. Enumerable.Range(0, 40).Select(i => Slow with { Id = $"s-{i}", Severity = Severity.Medium }),
        ];
        var story = Story.ByAlert(Slow, catalog: Shop).When(new SeeAlerts(storm));
        Assert.Equal(41, story.Incident.Alerts.Count);
        Assert.Equal(4, story.Last.Effects.OfType<Effect.Post>().Count());
        story.When(
            new SeeAlerts([storm[0] with { IsFiring = false }, storm[1] with { IsFiring = false, IsBlind = true }])
        );
        Assert.Contains(
            "39 firing, 1 ended, 1 blind: monitoring cannot see",
            CardView.Facts(story.Incident, Story.ContextFor("ana")).Select(fact => fact.Value)
        );
    }

    private static IEnumerable<Effect.Page> Pages(Story story) => story.AllEffects.OfType<Effect.Page>();
}
