using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class TogetherTests
{
    [Fact, Trait("Requirement", "C17"), Trait("Requirement", "C20")]
    public void The_owner_of_a_task_is_asked_how_it_goes_and_the_lead_hears_of_silence()
    {
        var story = Story
            .Of("cards fail")
            .When("ben", "note I am here")
            .When("ana", "task @ben trace the slow queries in 10m")
            .Then("task-assigned")
            .ThenPosts(Destination.CardThread, "task #1")
            .When("ana", "task @ben trace the slow queries in 10m")
            .ThenNothing()
            .At("14:10")
            .Then("task-checked-in");
        Assert.Contains(story.Last.Effects, e => e is Effect.Direct { Person: "UBEN" });
        story.At("14:25").Then("task-checked-in");
        Assert.Contains(story.Last.Effects, e => e is Effect.Direct { Person: "UANA" });
        story
            .When("ben", "so-far not the cache")
            .Then("task-reported")
            .When("ben", "so-far not the cache")
            .ThenNothing()
            .When("ben", "stuck need read access")
            .Then("task-stuck")
            .When("ben", "stuck")
            .ThenAsks("stuck")
            .When("ben", "done #1 the index was missing")
            .Then("task-done")
            .When("ben", "done 1")
            .ThenNothing()
            .When("ben", "done 9")
            .ThenRefused("no-such-task")
            .When("ben", "task")
            .ThenAsks("task")
            .When("ana", "task @nobody-of-that-name look")
            .ThenRefused("unknown-person")
            .At("15:30")
            .ThenState(i => Assert.DoesNotContain("task:1", i.Deadlines.Keys));
    }

    [Fact]
    public void One_person_is_nagged_at_most_once_in_five_minutes() =>
        Story
            .Of("cards fail")
            .When("ben", "note hello")
            .When("ana", "task @ben one in 10m")
            .When("ana", "task @ben two in 11m")
            .At("14:10")
            .Then("task-checked-in")
            .At("14:11")
            .Then("nag-deferred")
            .At("14:15")
            .Then("task-checked-in");

    [Fact, Trait("Requirement", "C16")]
    public void A_poll_is_tallied_into_the_impact()
    {
        var story = Story
            .Of("cards fail")
            .When("ana", "ask does it open for you? @ben @cy")
            .Then("question-asked")
            .ThenState(i => Assert.Equal(["Ben", "Cy"], i.Polls[0].Asked.Select(p => p.Name)))
            .ThenRoomHears("does it open for you?")
            .When("ben", "answer 1 no")
            .Then("question-answered")
            .When("ben", "answer 1 no")
            .ThenNothing()
            .When("cy", "answer 1 no")
            .Then("question-answered")
            .ThenState(i => Assert.Equal(Reach.All, i.Polls[0].Hit));
        var edit = Assert.Single(story.Last.Effects.OfType<Effect.Edit>(), e => e.Key == "ask-1");
        Assert.Contains(edit.Message.Actions, a => a.Command == "impact who: all");
        story
            .When("cy", "answer 7 no")
            .ThenRefused("no-such-question")
            .When("cy", "answer")
            .ThenRefused("usage")
            .When("ana", "ask")
            .ThenAsks("ask");
    }

    [Fact, Trait("Requirement", "C19")]
    public void Who_finds_it_is_heard_at_once() =>
        Story
            .Of("cards fail")
            .When("cy", "found the config push emptied the pool")
            .Then("found")
            .ThenRoomHears("Cy found")
            .When("cy", "found the config push emptied the pool")
            .ThenNothing()
            .When("cy", "found")
            .ThenAsks("found");

    [Fact]
    public void A_decision_stands_after_a_minute_unless_somebody_objects() =>
        Story
            .Of("cards fail")
            .When("ana", "decide we fail over")
            .Then("decision-put")
            .ThenRoomHears("Any strong objections?")
            .When("ana", "decide we fail over")
            .ThenNothing()
            .When("ben", "object #1")
            .ThenAsks("object")
            .When("ben", "object #1 the copy is stale")
            .Then("decision-stopped")
            .When("ben", "object #1 the copy is stale")
            .ThenNothing()
            .At("14:10")
            .When("ana", "decide we wait")
            .At("14:11")
            .Then("decision-made")
            .When("ben", "object too late")
            .ThenRefused("nothing-to-object");

    [Fact, Trait("Requirement", "B42.2")]
    public void A_freeze_is_anyones_and_its_end_the_leads() =>
        Story
            .Of("cards fail")
            .When("ben", "freeze checkout why: we compare")
            .Then("changes-frozen")
            .ThenState(i => Assert.True(i.Freezes("checkout")))
            .ThenState(i => Assert.False(i.Freezes("search")))
            .When("ben", "freeze checkout")
            .ThenNothing()
            .When("ben", "freeze off")
            .ThenRefused("lead-only", next: "/incident ask-lead freeze off")
            .When("ana", "freeze off")
            .Then("changes-thawed")
            .When("ana", "freeze off")
            .ThenNothing();

    [Fact, Trait("Requirement", "A14"), Trait("Requirement", "A18"), Trait("Requirement", "B10")]
    public void Changes_are_ranked_by_service_and_distance_and_stand_at_their_own_time()
    {
        var story = Story.Of("cards fail").When("ana", "service checkout").When("ana", "started 13:50");
        var thirteen = story.Now.AddHours(-1);
        KnownChange Deploy(string service, int minute) =>
            new($"d-{minute}", "deploy", $"{service} 4.2", thirteen.AddMinutes(minute))
            {
                Service = service,
                Version = "4.2",
                PreviousVersion = "4.1",
            };
        story
            .When(new ReportChange(Deploy("search", 49)))
            .Then("change-seen")
            .When(new ReportChange(Deploy("checkout", 40)))
            .Then("change-seen")
            .When(new ReportChange(Deploy("checkout", 40)))
            .ThenNothing()
            .When(new ReportChange(Deploy("checkout", 55)))
            .ThenState(i => Assert.Equal(["d-40", "d-49", "d-55"], i.RankedChanges().Select(c => c.Id)))
            .When("ana", "changes")
            .ThenNothing()
            .ThenAnswers("10 min before");
        Assert.Equal("rollback checkout to 4.1", story.Last.Reply.Message!.Actions[0].Command);
    }

    [Fact, Trait("Requirement", "A8")]
    public void The_three_usual_suspects_are_one_card()
    {
        var story = Story
            .Of("cards fail")
            .When("ana", "suspect deploys found checkout 4.2")
            .Then("suspect-marked")
            .ThenPosts(Destination.CardThread, "Infrastructure changes: open")
            .When("ana", "suspect deploys found checkout 4.2")
            .ThenNothing();
        story.When("ana", "suspect infra none").Then("suspect-marked");
        Assert.Contains(story.Last.Effects, e => e is Effect.Edit { Key: "suspects" });
        story
            .When("ana", "suspect gremlins none")
            .ThenRefused("unknown-suspect")
            .When("ana", "suspect deps")
            .ThenAsks("suspect");
    }

    [Fact]
    public void Incidents_are_linked()
    {
        DecisionContext With(DecisionContext c) =>
            c with
            {
                Others =
                [
                    new IncidentSummary(
                        "INC-9",
                        "payments slow",
                        Severity.Major,
                        Phase.Impact,
                        false,
                        null,
                        [],
                        c.Now,
                        null,
                        null
                    ),
                ],
            };
        Story
            .Of("cards fail")
            .When("ana", "link inc9", With)
            .Then("incident-linked")
            .When("ana", "link #9", With)
            .ThenNothing()
            .When("ana", "link INC-7", With)
            .ThenRefused("link-itself")
            .When("ana", "link INC-8", With)
            .ThenRefused("no-such-incident")
            .When("ana", "link it", With)
            .ThenRefused("not-an-incident")
            .When("ana", "link")
            .ThenAsks("link");
    }

    [Fact, Trait("Requirement", "A20")]
    public void A_deploy_in_a_freeze_is_seen_and_never_approved_or_refused()
    {
        var story = Story.Of("cards fail").When("ana", "freeze checkout why: we compare");
        var deploy = new KnownChange("d-1", "deploy", "checkout 4.3", story.Now)
        {
            Service = "checkout",
            Version = "4.3",
        };
        story
            .When(new ReportChange(deploy))
            .Then("change-seen", "freeze-broken")
            .ThenRoomHears("In spite of the freeze")
            .ThenState(i => Assert.True(i.Freezes("checkout")))
            .When(new ReportChange(deploy with { Status = "succeeded" }))
            .Then("change-seen")
            .When(new ReportChange(deploy with { Id = "d-2", Service = "search" }))
            .Then("change-seen")
            .When(new ReportChange(deploy with { Id = "d-3", Status = "rolled_back" }))
            .ThenState(i => Assert.Equal(["d-1"], i.FreezeBreaks));
        Assert.All(new[] { "approve", "deploy", "release" }, word => Assert.Null(Vocabulary.Find(word)));
    }

    [Fact, Trait("Requirement", "B42.2")]
    public void With_the_bleeding_ends_the_freeze_and_what_we_change_ourselves_does_not_break_it()
    {
        var story = Story
            .Of("cards fail")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "freeze checkout")
            .When("ana", "rollback checkout to 4.1");
        var ours = new KnownChange("d-9", "deploy", "checkout 4.1", story.Now)
        {
            Service = "checkout",
            Version = "4.1",
        };
        story
            .When(new ReportChange(ours))
            .Then("change-seen")
            .When("ana", "outcome worked errors gone")
            .Then("outcome-recorded", "changes-thawed")
            .ThenRoomHears("The freeze is over: the bleeding stopped")
            .ThenState(i => Assert.False(i.Freezes("checkout")))
            .When("ana", "freeze checkout")
            .Then("changes-frozen")
            .ThenState(i => Assert.True(i.Freezes("checkout")));
    }

    [Fact, Trait("Requirement", "B42.2")]
    public void A_freeze_that_stands_for_four_hours_is_asked_about_once()
    {
        var story = Story.Of("cards fail").When("ana", "freeze checkout").At("18:00");
        Assert.Single(
            story.AllEffects.OfType<Effect.Post>(),
            post => post.Message.Body.Contains("Is that still needed?")
        );
        story.At("23:30");
        Assert.Single(
            story.AllEffects.OfType<Effect.Post>(),
            post => post.Message.Body.Contains("Is that still needed?")
        );
        story = Story.Of("cards fail").When("ana", "freeze checkout").When("ana", "freeze off").At("18:30");
        Assert.DoesNotContain(
            story.AllEffects.OfType<Effect.Post>(),
            post => post.Message.Body.Contains("still needed?")
        );
    }

    [Theory, Trait("Requirement", "A14"), Trait("Requirement", "A18")]
    [InlineData("deploy")]
    [InlineData("flag")]
    [InlineData("infra")]
    [InlineData("supplier")]
    [InlineData("traffic")]
    [InlineData("second-deploy")]
    public void Of_six_plausible_changes_the_guilty_one_is_first(string guilty)
    {
        var shop = new Catalog([new Service("checkout") { DependsOn = ["stripe"] }, new Service("stripe")]);
        var story = Story.Of("cards fail", catalog: shop).When("ana", "service checkout").When("ana", "started 13:50");
        var onset = story.Incident.Onset!.Value;
        // Each at a plausible time of its own; the guilty one as close before the symptoms as such a thing is seen.
        KnownChange Change(string id, string kind, string? service, int before, int guiltyBefore) =>
            new(id, kind, $"{kind} of {service}", onset.AddMinutes(-(id == guilty ? guiltyBefore : before)))
            {
                Service = service,
                Version = "2",
                PreviousVersion = "1",
            };
        KnownChange[] all =
        [
            Change("deploy", "deploy", "checkout", 170, 9),
            Change("flag", "flag", "checkout", 45, 2),
            Change("infra", "infra", null, 60, 1),
            Change("supplier", "dependency", "stripe", 120, 3),
            Change("traffic", "traffic", null, 75, 1),
            Change("second-deploy", "deploy", "checkout", 55, 4),
            Change("other", "deploy", "search", 1, 1),
        ];
        foreach (var change in all.Reverse())
            story.When(new ReportChange(change));
        Assert.Equal(guilty, story.Incident.RankedChanges(shop.NeededBy(["checkout"]))[0].Id);
        story.When("ana", "rollback");
        var first = story.Last.Reply.Message!.Facts[0].Action?.Command;
        Assert.Equal("rollback checkout to 1", first);
    }

    [Fact, Trait("Requirement", "A8"), Trait("Requirement", "A18")]
    public void What_is_known_of_a_suspect_stands_on_its_card_and_in_its_form()
    {
        var story = Story.Of("cards fail");
        KnownChange Seen(string kind, int minutes) =>
            new($"c-{kind}", kind, $"a {kind} change", story.Now.AddMinutes(-minutes));
        foreach (var kind in new[] { "deploy", "flag", "config", "infra", "dependency", "traffic" })
            story.When(new ReportChange(Seen(kind, 10 + kind.Length))).Then("change-seen");
        story.When("ana", "changes");
        var body = Markup.Plain(story.Last.Reply.Message!.Body);
        Assert.All(
            new[] { "deploy", "flag", "config", "infra", "dependency", "traffic" },
            kind => Assert.Contains($"a {kind} change", body, StringComparison.Ordinal)
        );
        story.When("ana", "suspect infra").ThenAsks("suspect");
        Assert.Contains("a infra change", story.Last.Reply.Form!.Fields[^1].Value, StringComparison.Ordinal);
        story
            .When("ana", "suspect deploys none")
            .ThenPosts(Destination.CardThread, "Dependency outages: open, seen: a dependency")
            .When(new ReportChange(Seen("infra", 2) with { Id = "c-late", What = "a node pool" }));
        Assert.Contains(
            story.Last.Effects.OfType<Effect.Edit>(),
            edit => edit.Key == "suspects" && edit.Message.Body.Contains("a node pool", StringComparison.Ordinal)
        );
    }

    [Fact, Trait("Requirement", "C22")]
    public void To_leave_the_way_back_for_something_else_needs_a_reason() =>
        Story
            .Of("cards fail")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "mitigate scale payments to 12")
            .ThenHeld("rollback-first")
            .When("ana", "rollback no payments")
            .ThenAsks("rollback")
            .When("ana", "rollback no payments the schema was migrated")
            .Then("rollback-option-reviewed", "mitigation-started")
            .ThenState(i => Assert.Equal("the schema was migrated", i.RollbackOptions[0].Why));

    [Fact, Trait("Requirement", "C24")]
    public void Help_with_one_thing_is_asked_for_while_a_change_runs() =>
        Story
            .Of("cards fail")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback payments to 4.1")
            .When("ana", "task @ben watch the error ratio")
            .Then("task-assigned")
            .ThenState(i => Assert.Equal("rollback", i.Running!.Kind))
            .ThenState(i => Assert.Equal("Ben", i.Tasks[^1].Owner?.Name));
}
