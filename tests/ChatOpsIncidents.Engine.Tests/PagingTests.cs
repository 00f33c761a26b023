using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class PagingTests
{
    private static readonly Rotation Payments = new("payments-oncall", ["@ben", "@cy"], new DateOnly(2026, 11, 16))
    {
        Backup = "@dora",
    };

    private static readonly Catalog Shop = new([new Service("checkout") { Owners = ["@payments-oncall"] }])
    {
        Rotations = [Payments],
    };

    private static readonly Catalog Groups = new([new Service("checkout") { Owners = ["@payments-oncall"] }]);

    [Fact]
    [Trait("Fault", "U1")]
    public void Nobody_is_called_paged_before_the_call_is_delivered()
    {
        var story = Story.Of("cards fail").When("ana", "page @ben the database is yours").Then("page-asked");
        Assert.Equal(["UBEN"], Called(story));
        story
            .ThenAnswers("Calling Ben")
            .ThenRoomHears("is needed: the database is yours")
            .At("14:01")
            .When(new ReportPaged(1, "chat:UBEN"))
            .Then("people-paged");
        Assert.Contains("paged", RoomMessage(story), StringComparison.Ordinal);
        story.When(new ReportPaged(1, "chat:UBEN")).ThenNothing();
    }

    // Its sibling, a group. Each member is written to and let in.
    [Fact]
    [Trait("Fault", "U1")]
    public void A_group_is_each_of_its_members_but_the_one_who_asks()
    {
        var story = Story.Of("cards fail").When("ana", "page <!subteam^S0PAYMENTS|@payments-oncall> help");
        Assert.Contains("⟦@S0PAYMENTS⟧", RoomMessage(story), StringComparison.Ordinal);
        story
            .When(new ReportGroup(1, "group:S0PAYMENTS", "S0PAYMENTS", "payments-oncall", ["UANA", "UBEN", "UCY"]))
            .Then("page-widened");
        Assert.Equal(["UBEN", "UCY"], Called(story));
        Assert.Equal(["UBEN", "UCY"], Assert.Single(story.Last.Effects.OfType<Effect.Invite>()).People);
    }

    [Fact]
    public void A_group_of_more_than_fifty_is_called_in_part_and_says_so()
    {
        string[] members = [.. Enumerable.Range(1, 62).Select(n => $"UM{n:00}")];
        var story = Story
            .Of("cards fail")
            .When("ana", "page <!subteam^S0PAYMENTS|@payments-oncall> help")
            .When(new ReportGroup(1, "group:S0PAYMENTS", "S0PAYMENTS", "payments-oncall", members))
            .ThenRoomHears("payments-oncall has 62 members: the first 50 are called, 12 are not.");
        Assert.Equal(50, Called(story).Length);
    }

    [Fact]
    public void Whoever_is_paged_and_writes_in_the_room_has_answered_also_when_it_is_not_the_first_word()
    {
        var story = Story.Of("cards fail").When(new PersonSpoke(new Person("UBEN", "Ben")));
        story.When("ana", "page @ben the database is yours");
        story.When(new PagedPersonSpoke(new Person("UCLEO", "Cleo")));
        Assert.True(story.Incident.Pages[0].IsOpen);
        story.When(new PagedPersonSpoke(new Person("UBEN", "Ben"))).Then("page-acknowledged");
        Assert.Equal("Ben", story.Incident.Pages[0].AnsweredBy);
        story.When(new PagedPersonSpoke(new Person("UBEN", "Ben"))).ThenNothing();
    }

    [Fact]
    public void Who_cannot_be_reached_is_said_in_red_and_the_next_is_called_at_once()
    {
        var story = Story
            .Of("cards fail")
            .When("dora", "role backup me")
            .When("ana", "page @ben")
            .When(new ReportNotPaged(1, "chat:UBEN", "the account is switched off", Final: true))
            .Then("page-failed", "page-step-taken")
            .ThenRoomHears("Could not page Ben: the account is switched off.");
        var red = story.Last.Effects.OfType<Effect.Post>().Single(post => post.To == Destination.Room);
        Assert.Equal(Tone.Urgent, red.Message.Tone);
        Assert.Contains(red.Message.Actions, action => action is { Label: "Page somebody else", Command: "page" });
        Assert.Equal(["UDORA"], Called(story));
    }

    [Fact]
    public void What_is_tried_again_does_not_keep_the_next_from_being_called()
    {
        var story = Story
            .Of("cards fail")
            .When("dora", "role backup me")
            .When("ana", "page @ben")
            .When(new ReportNotPaged(1, "chat:UBEN", "chat does not answer", Final: false))
            .Then("page-failed", "page-step-taken")
            .ThenRoomHears("is not reached yet");
        Assert.Equal(["UDORA"], Called(story));
        story
            .When(new ReportNotPaged(1, "chat:UBEN", "chat does not answer", Final: false))
            .ThenNothing()
            .When(new ReportPaged(1, "chat:UBEN"))
            .Then("people-paged");
    }

    [Fact]
    public void One_contact_that_fails_holds_no_other()
    {
        var policy = Policy.Default with
        {
            Pagers = Policy.Default.Pagers.Add("payments-oncall", ["pagerduty", "mail"]),
        };
        var story = Story.Of("cards fail", catalog: Shop, policy: policy).When("ana", "page payments-oncall");
        Assert.Equal(["payments-oncall", "payments-oncall", "UBEN"], Called(story));
        Assert.Equal(
            3,
            story.Last.Effects.OfType<Effect.Page>().Select(page => page.OrderKey("INC-7")).Distinct().Count()
        );
        story
            .When(new ReportNotPaged(1, "pagerduty:payments-oncall", "it answers 500", Final: false))
            .Then("page-failed");
        Assert.DoesNotContain(story.Last.Effects, effect => effect is Effect.Page);
    }

    [Fact]
    public void A_rotation_is_who_is_on_duty_and_then_its_backup()
    {
        var story = Story.Of("cards fail", catalog: Shop).When("ana", "page payments-oncall");
        Assert.Equal(["UBEN"], Called(story));
        story.When(new ReportPaged(1, "chat:UBEN")).At("14:05").Then("page-step-taken");
        Assert.Equal(["UDORA"], Called(story));
        story.At("14:10").Then("page-unanswered").ThenRoomHears("No answer to the page to payments-oncall");
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Direct { Person: "UANA" });
    }

    [Fact]
    public void Where_nobody_is_on_duty_that_is_said_and_the_backup_is_called_at_once()
    {
        var weekdays = Payments with { Weekdays = [DayOfWeek.Monday] };
        var story = Story
            .Of("cards fail", catalog: new Catalog([]) { Rotations = [weekdays] })
            .When("ana", "page payments-oncall")
            .ThenRoomHears("Could not page payments-oncall: nobody is on duty before");
        Assert.Equal(["UDORA"], Called(story));
    }

    [Fact]
    [Trait("Fault", "U1")]
    public void A_page_that_failed_is_made_again_when_somebody_asks()
    {
        var story = Story
            .Of("cards fail")
            .When("ana", "page @ben")
            .When("ana", "page @ben")
            .ThenNothing()
            .ThenAnswers("is being called")
            .When(new ReportNotPaged(1, "chat:UBEN", "the account is switched off", Final: true))
            .When("ana", "page @ben")
            .Then("page-asked");
        Assert.Equal(["UBEN"], Called(story));
    }

    [Fact]
    public void Who_left_is_not_paged_and_the_one_who_asks_is_told() =>
        Story
            .Of("cards fail")
            .When("ana", "page @ben", context => context with { StandingOf = _ => Standing.Left })
            .ThenRefused("not-a-member", next: "/incident page")
            .When("ana", "page backup")
            .ThenRefused("no-backup")
            .When("ana", "page me")
            .ThenRefused("page-oneself");

    [Fact, Trait("Requirement", "C7")]
    public void Who_was_called_answers_by_the_button_or_by_acting()
    {
        var story = Paged()
            .When("ben", "on-it 1")
            .Then("page-acknowledged", "person-joined")
            .ThenState(i => Assert.Equal("Ben", i.Page(1)!.AnsweredBy));
        Assert.DoesNotContain(story.Incident.Deadlines.Keys, key => key.StartsWith("page", StringComparison.Ordinal));
        Paged().When("ben", "note I look at it").Then("note-taken", "page-acknowledged");
        Paged().When(new PersonSpoke(new Person("UBEN", "Ben"))).ThenState(i => Assert.False(i.Page(1)!.IsOpen));
        Paged().When("cy", "note hello").ThenState(i => Assert.True(i.Page(1)!.IsOpen));
    }

    [Fact]
    public void An_answer_from_a_paging_system_stops_the_calling_and_counts_once()
    {
        var policy = Policy.Default with { Pagers = Policy.Default.Pagers.Add("any", ["pagerduty", "oncall"]) };
        var story = Story
            .Of("cards fail", policy: policy)
            .When("ana", "page @ben")
            .When(new ReportPaged(1, "pagerduty:Ben"))
            .When(new ReportPaged(1, "oncall:Ben"))
            .When(new ReportAcknowledged(1, "Ben Maier", "pagerduty"))
            .Then("page-acknowledged");
        var ended = Assert.Single(story.Last.Effects.OfType<Effect.EndPage>());
        Assert.Equal(("oncall", false), (ended.Way, ended.IsOver));
        story.When(new ReportAcknowledged(1, "Ben Maier", "pagerduty")).ThenNothing();
        story.At("14:30").ThenState(i => Assert.Equal("Ben Maier", i.Page(1)!.AnsweredBy));
    }

    [Fact]
    public void What_is_contained_or_over_calls_nobody_any_more()
    {
        var story = Paged().When("ana", "cancel a load test").ThenState(i => Assert.False(i.Page(1)!.IsOpen));
        Assert.DoesNotContain(story.Incident.Deadlines.Keys, key => key.StartsWith("page", StringComparison.Ordinal));
        story.When(new ReportNotPaged(1, "chat:UBEN", "too late", Final: true)).ThenNothing();
        Assert.False(story.Incident.IsPageWanted(1));
    }

    [Fact, Trait("Requirement", "C11"), Trait("Requirement", "C15")]
    public void While_nobody_leads_all_are_called_again_a_few_times()
    {
        var alert = new Alert("grafana", "a1", "errors") { Severity = Severity.Critical, Service = "checkout" };
        var story = Story.ByAlert(alert, catalog: Groups).At("14:30");
        Assert.Equal(4, story.AllEffects.OfType<Effect.Page>().Count());
    }

    private static Story Paged() =>
        Story.Of("cards fail").When("ana", "page @ben").When(new ReportPaged(1, "chat:UBEN"));

    private static string[] Called(Story story) =>
        [.. story.Last.Effects.OfType<Effect.Page>().Select(page => page.Target)];

    private static string RoomMessage(Story story) =>
        story
            .Last.Effects.Select(effect =>
                effect switch
                {
                    Effect.Post { Key: "page-1" } post => post.Message.Body,
                    Effect.Edit { Key: "page-1" } edit => edit.Message.Body,
                    _ => null,
                }
            )
            .Last(body => body is not null)!;
}
