using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Who is told what, how often and where: the plan, and the one clock that all of them hear by.</summary>
public sealed class PlanTests
{
    private static readonly DateTimeOffset Declared = new(2026, 11, 21, 14, 0, 0, TimeSpan.Zero);

    /// <summary>Leadership hears each hour by mail, support each quarter in a channel, the public on a page.</summary>
    internal static Policy Placed { get; } =
        Policy.Default with
        {
            Audiences =
            [
                Row("leadership", Wording.Leadership, UpdateWays.Mail, "board@example.com"),
                Row("support", Wording.Support, UpdateWays.Channel, "C0SUPPORT"),
                new Audience("engineers", Wording.Engineers),
                Row("public", Wording.Public, UpdateWays.StatusPage, "public"),
            ],
            AudienceCadence = Policy
                .Default.AudienceCadence.Add((Severity.Critical, "leadership"), TimeSpan.FromHours(1))
                .Add((Severity.Critical, "support"), TimeSpan.FromMinutes(15))
                .Add((Severity.Medium, "public"), TimeSpan.Zero),
            CanMail = true,
        };

    [Fact, Trait("Requirement", "B15"), Trait("Requirement", "B16")]
    public void The_plan_is_made_at_the_declaration_and_shown()
    {
        var story = Story.Of("checkout fails").When("ana", "plan").ThenNothing();
        Approved.Check("messages/plan.txt", MessageText.Of(story.Last.Reply.Message!));
        story = Story.Of("checkout fails", Severity.Critical, Placed).At("14:10").When("ana", Update("15m"));
        story.When("ana", "plan").ThenNothing();
        Approved.Check("messages/plan-placed.txt", MessageText.Of(story.Last.Reply.Message!));
    }

    [Fact, Trait("Requirement", "B16")]
    public void An_audience_is_changed_in_a_form_and_the_change_is_recorded()
    {
        var story = Story.Of("checkout fails", policy: Placed).When("ben", "plan support").ThenAsks("plan");
        var fields = story.Last.Reply.Form!.Fields.ToDictionary(field => field.Key, field => field.Value);
        Assert.Equal(("support", "1h", "C0SUPPORT"), (story.Last.Reply.Form.Lead, fields["every"], fields["where"]));
        story
            .Submit(
                "ben",
                "plan support every: 20m where: C0DESK, help@example.com people: UDANA reads: support why: asked"
            )
            .Then("plan-changed")
            .ThenState(i => Assert.Equal("14:20", $"{i.UpdateDueAt:HH:mm}"));
        var row = story.Incident.AudienceOf("support")!.Row;
        Assert.Equal(["channel:C0DESK", "mail:help@example.com", "person:UDANA"], row.Places.Select(place => place.Id));
        story
            .When("ben", "severity critical all cards")
            .ThenState(i => Assert.Equal(TimeSpan.FromMinutes(20), i.AudienceOf("support")!.Row.Every))
            .When("ben", "plan partners where: partners@example.com reads: public")
            .Then("plan-changed")
            .When("ana", Update("20m") + " to: partners")
            .Then("stakeholder-update-sent");
        var told = Assert.Single(story.Last.Effects.OfType<Effect.Inform>());
        Assert.Equal(("partners", "mail"), (told.Audience, told.Way));
    }

    [Theory]
    [InlineData("plan support every: soon", "say 15m")]
    [InlineData("plan support every: 1m", "say 15m")]
    [InlineData("plan support where: #help", "Type “where: here” in it")]
    [InlineData("plan support where: the moon base", "is no channel, person or mail address")]
    [InlineData("plan support where: webhook", "Audiences__support__Webhook")]
    [InlineData("plan support reads: poems", "none of leadership")]
    [InlineData("plan every: 15m", "Whose?")]
    public void What_cannot_be_read_says_what_to_type(string words, string said)
    {
        var story = Story.Of("checkout fails", policy: Placed).When("ana", words).ThenRefused("plan-unclear");
        Assert.Contains(said, story.Last.Refusal!.Because, StringComparison.Ordinal);
        Story.Of("x").When("ana", "plan support where: a@example.com").ThenRefused("plan-unclear");
    }

    [Fact, Trait("Requirement", "B16")]
    public void There_is_one_clock_and_each_hears_at_or_before_its_own_time()
    {
        var story = Story.Of("checkout fails", Severity.Critical, Placed);
        Assert.Equal("14:15", $"{story.Incident.UpdateDueAt:HH:mm}");
        story.At("14:15").When("ana", Update("15m"));
        Assert.Equal(["leadership", "support", "public"], Audiences(story));
        Assert.Equal("15:15", $"{story.Incident.AudienceOf("leadership")!.NextAt:HH:mm}");
        Assert.Equal("14:45", $"{story.Incident.AudienceOf("public")!.NextAt:HH:mm}");
        Assert.Equal("14:30", $"{story.Incident.UpdateDueAt:HH:mm}");
        story.At("14:30").When("ana", Update("15m"));
        Assert.Equal(["support"], Audiences(story));
        // The public's own time comes before the next update: they hear now.
        story.At("14:40").When("ana", Update("20m"));
        Assert.Equal(["support", "public"], Audiences(story));
        story.At("14:50").When("ana", Update("20m") + " to: leadership");
        Assert.Equal(["leadership"], Audiences(story));
        Assert.Equal("15:00", $"{story.Incident.UpdateDueAt:HH:mm}");
    }

    [Fact]
    public void News_that_nobody_waits_for_yet_and_what_gets_worse_is_for_everybody()
    {
        var story = Story.Of("checkout fails", Severity.Critical, Placed).At("14:05").When("ana", Update("15m"));
        story.At("14:06").When("ana", Update("5m").Replace("EU", "all"));
        Assert.Equal(["leadership", "support", "public"], Audiences(story));
        story = Story.Of("checkout fails", policy: Placed).At("14:05").When("ana", Update("2h"));
        story.When("ana", "severity critical all cards").At("14:10").When("ana", Update("15m").Replace("EU", "all"));
        Assert.Equal(["leadership", "support", "public"], Audiences(story));
    }

    [Fact]
    [Trait("Fault", "K1")]
    public void Who_is_told_only_by_name_hears_then_and_at_the_end()
    {
        var story = Story.Of("checkout fails", Severity.Medium, Placed).When("ana", Update("1h"));
        Assert.DoesNotContain("public", Audiences(story));
        story.At("14:10").When("ana", Update("1h") + " to: customers");
        Assert.Equal(["public"], Audiences(story));
        story.When("ana", "update same to: neighbours").ThenRefused("unknown-audience", "/incident plan");
        story
            .When("ana", "impact who: some how-bad: some-flow ongoing: no")
            .When("ana", "override verified-recovery seen");
        story.When("ana", "resolve the flag is off").ThenPhase(Phase.Resolved);
        Assert.Contains("public", Audiences(story));
        Assert.All(story.Last.Effects.OfType<Effect.Inform>(), told => Assert.Equal(OutwardState.Resolved, told.State));
    }

    [Fact, Trait("Requirement", "D3")]
    public void A_snooze_tells_those_who_were_promised_an_earlier_time_and_lateness_those_who_wait()
    {
        var story = Story.Of("checkout fails", Severity.Critical, Placed).At("14:15").When("ana", Update("15m"));
        story.At("14:28").When("ana", "snooze 10m the rollback runs").Then("update-snoozed");
        Assert.Equal(["support"], Audiences(story));
        var told = Assert.Single(story.Last.Effects.OfType<Effect.Inform>());
        Assert.DoesNotContain("rollback", told.Message.Body, StringComparison.Ordinal);
        story.At("14:53");
        var late = story.Steps.Select(step => step.Verdict).Single(verdict => verdict.Facts.Any(Is<AudienceToldLate>));
        Assert.Equal(["support", "public"], late.Effects.OfType<Effect.Inform>().Select(effect => effect.Audience));
        Assert.Contains(
            "is delayed",
            late.Effects.OfType<Effect.Inform>().Last().Message.Body,
            StringComparison.Ordinal
        );
        var holding = story.Steps.Select(step => step.Verdict).Single(one => one.Facts.Any(Is<HoldingUpdateSent>));
        Assert.DoesNotContain(holding.Effects, effect => effect is Effect.Inform { Audience: "support" or "public" });
    }

    [Fact]
    public void Waiting_for_a_supplier_halves_the_pace_and_its_end_brings_it_back() =>
        Story
            .Of("checkout fails")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .At("14:10")
            .When("ana", "wait stripe check 3h")
            .ThenState(i => Assert.Equal("16:00", $"{i.UpdateDueAt:HH:mm}"))
            .ThenState(i => Assert.Equal(TimeSpan.FromHours(2), UpdateClock.CadenceOf(i, Policy.Default)))
            .At("14:20")
            .When("ana", "rollback none because the schema moved on")
            .When("ana", "mitigate flag-off the new basket")
            .ThenState(i => Assert.Equal("15:00", $"{i.UpdateDueAt:HH:mm}"))
            .ThenState(i => Assert.Equal(TimeSpan.FromHours(1), UpdateClock.CadenceOf(i, Policy.Default)));

    [Fact]
    public void No_next_update_while_it_runs_needs_a_reason_and_the_reason_stands_in_the_plan()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", Update("none"))
            .ThenAnswers("While it runs there is always a next update")
            .ThenState(i => Assert.Equal("15:00", $"{i.UpdateDueAt:HH:mm}"))
            .At("14:10")
            .When("ana", Update("30m") + " because: nobody reads it")
            .ThenRefused("reason-for-none")
            .When("ana", Update("none").Replace("EU", "some") + " because: only a test tenant is hit")
            .Then("stakeholder-update-sent")
            .ThenState(i => Assert.Null(i.UpdateDueAt))
            .ThenState(i => Assert.Equal(Declared.AddDays(1).AddMinutes(10), i.LookAt));
        story.When("ana", "plan").ThenNothing();
        Assert.Contains(
            story.Last.Reply.Message!.Facts,
            fact => fact.Label == "Next" && fact.Value.Contains("only a test tenant", StringComparison.Ordinal)
        );
        story
            .When("ana", "severity critical all cards")
            .ThenState(i => Assert.Equal("14:40", $"{i.UpdateDueAt:HH:mm}"))
            .ThenState(i => Assert.Null(i.NoUpdatesBecause));
    }

    [Fact]
    public void Where_no_next_update_is_promised_nobody_is_told_that_it_is_late()
    {
        var story = Story
            .Of("checkout fails", Severity.Critical, Placed)
            .When("ben", "note I look")
            .When("ana", Update("none") + " because: only a test tenant is hit");
        story.After(TimeSpan.FromDays(3));
        Assert.DoesNotContain(story.History, fact => fact.Fact is AudienceToldLate or UpdateAsked);
        Assert.Equal(3, story.History.Count(fact => fact.Fact is StillOpenAsked));
        story.When("ana", Update("30m")).ThenState(i => Assert.Null(i.LookAt));
    }

    [Fact]
    public void What_did_not_arrive_is_said_in_the_room_with_a_next_step_and_stands_in_the_plan()
    {
        var story = Story.Of("checkout fails", policy: Placed).When("ana", Update("30m"));
        var seq = story.History[^2].Seq;
        story
            .When(new ReportNotInformed(seq, "support", "channel", "C0SUPPORT", "The app is not in it.", Final: true))
            .ThenRoomHears("support did not get it");
        Assert.Contains(
            story.Last.Effects.OfType<Effect.Post>().SelectMany(post => post.Message.Actions),
            action => action.Command == "update same to: support"
        );
        story.When("ana", "plan").ThenNothing();
        Assert.Contains(
            story.Last.Reply.Message!.Facts,
            fact => fact.Value.Contains("Not delivered: The app is not in it", StringComparison.Ordinal)
        );
        story.When("ana", "update same to: support").Then("stakeholder-update-sent");
        Assert.Equal(["support"], Audiences(story));
        story
            .When(new ReportInformed(seq, "support", "channel", "C0SUPPORT"))
            .Then("audience-reached")
            .ThenState(i => Assert.Empty(i.AudienceOf("support")!.Troubles));
    }

    [Fact]
    public void Of_a_private_incident_and_a_drill_no_audience_hears()
    {
        var story = Story.Nothing(Placed).When("ana", "declare private keys leaked").When("ana", Update("30m"));
        Assert.Empty(story.AllEffects.OfType<Effect.Inform>());
    }

    private static Audience Row(string name, Wording reads, string way, string target) =>
        new(name, reads) { Places = [new AudiencePlace(way, target)] };

    private static string Update(string next) =>
        $"update what: checkout fails impact: EU cards are declined doing: rolling back next: {next}";

    private static string[] Audiences(Story story) =>
        [.. story.Last.Effects.OfType<Effect.Inform>().Select(effect => effect.Audience)];

    private static bool Is<T>(Recorded recorded) => recorded.Fact is T;
}
