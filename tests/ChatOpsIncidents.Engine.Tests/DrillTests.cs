using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Drills;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Practice: the shipped scenarios played by typed words, with a turned clock; and what stays in the room.</summary>
public sealed class DrillTests
{
    private static readonly Catalog Shipped = new([
        new Service("payments") { Owners = ["@payments-oncall"] },
        new Service("orders") { Owners = ["@cy"] },
    ])
    {
        Drills = ShippedDrills,
    };

    /// <summary>The scenarios that are shipped, as their files are read; a test beside the files' reader holds
    /// that.</summary>
    public static IReadOnlyList<DrillScenario> ShippedDrills =>
        [
            .. new[] { "bad-config", "supplier-outage", "corrupt-data" }.Select(name =>
                ((DrillStarted)FactJson.Read("drill-started.v1", Approved.Read($"drills/{name}.json"))).Scenario
            ),
        ];

    [Fact, Trait("Requirement", "B37"), Trait("Requirement", "B39")]
    public void A_deploy_latency_the_database_suspected_the_config_found_and_the_way_back()
    {
        var story = Start("bad-config")
            .At("14:01")
            .When("ana", "changes")
            .ThenAnswers("payments 4.2")
            .At("14:03")
            .When("ben", "hypothesis it is the database")
            .ThenState(i => Assert.Equal(HypothesisState.Parked, Assert.Single(i.Hypotheses).State))
            .At("14:04")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .ThenPhase(Phase.Impact)
            .At("14:07")
            .When("ana", "drill answer 6 1")
            .Then("drill-answered")
            .When("ana", "rollback")
            .ThenAnswers("Rollback options")
            .At("14:08")
            .When("ana", "rollback payments to 4.1")
            .ThenPhase(Phase.Contain)
            .At("14:09")
            .When("ana", "outcome worked")
            .ThenPhase(Phase.Mitigated)
            .At("14:11")
            .ThenState(i => Assert.All(i.Checks.Values, c => Assert.Equal(CheckSignal.InBaseline, c.Signal)))
            .At("14:13")
            .When("ana", "update what: checkout is slow impact: some cannot pay doing: rolled back to 4.1 next: 30m")
            .At("14:14")
            .When("ana", "resolve rolled back payments to 4.1")
            .At("14:17")
            .ThenPhase(Phase.Resolved);
        var ended = Assert.Single(story.History.Select(f => f.Fact).OfType<DrillEnded>());
        Assert.All(ended.Results, result => Assert.True(result.Met, result.ToString()));
        Assert.Equal("8 of 8 as hoped", story.Incident.Drill!.Score);
        Assert.Contains("connection pool", ended.Debrief, StringComparison.Ordinal);
        Assert.Empty(story.Incident.Deadlines);
        Assert.DoesNotContain(
            story.History,
            f => f.Fact is DrillHeard heard && heard.Said.Text.Contains("Three large")
        );
    }

    [Fact, Trait("Requirement", "B37"), Trait("Requirement", "B39"), Trait("Requirement", "B40")]
    public void Who_follows_the_red_herring_sees_that_nothing_changes_and_scores_less()
    {
        var story = Start("bad-config")
            .At("14:05")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback none because nobody dares")
            .At("14:06")
            .When("ana", "mitigate scale the database")
            .At("14:08")
            .ThenRoomHears("nothing changed")
            .When("ana", "outcome worked")
            .ThenRoomHears("error ratio is still 18 %")
            .When("ana", "outcome failed")
            .At("14:20")
            .When("ana", "hypothesis the connection pool is too small")
            .At("14:21")
            .ThenRoomHears("from 50 to 5")
            .When("ana", "mitigate config pool back to 50")
            .At("14:24")
            .ThenRoomHears("resolved")
            .When("ana", "outcome worked")
            .At("14:30")
            .When("ana", "resolve the pool is at 50 again")
            .ThenPhase(Phase.Resolved);
        var results = story.Incident.Drill!.Results!;
        Assert.Equal(
            [
                "not met: Not led astray by database: #1 scale the database",
                "not met: First update within 15 min: after 30 min",
                "not met: Questions answered well: 0 of 1",
            ],
            results
                .Where(result => !result.Met && !result.Label.StartsWith("The right", StringComparison.Ordinal))
                .Select(result => $"not met: {result}")
        );
        Assert.Equal("4 of 8 as hoped", story.Incident.Drill.Score);
    }

    [Fact, Trait("Requirement", "B37")]
    public void A_suppliers_outage_with_nothing_to_roll_back()
    {
        var story = Start("supplier-outage")
            .At("14:04")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .At("14:06")
            .When("ana", "drill answer 4 2")
            .When("ana", "rollback none because nothing of ours changed")
            .At("14:09")
            .When("ana", "mitigate shed card payments, invoice only")
            .At("14:12")
            .When("ana", "outcome partial 88 %")
            .When("ana", "wait the card processor check 1h")
            .At("14:13")
            .When(
                "ana",
                "update what: card payments fail impact: most cards are declined doing: invoice only next: 45m"
            )
            .At("14:38")
            .When("ana", "outcome worked the processor is back")
            .At("14:44")
            .When("ana", "resolve the processor is back")
            .ThenPhase(Phase.Resolved);
        Assert.Equal("7 of 7 as hoped", story.Incident.Drill!.Score);
    }

    [Fact, Trait("Requirement", "B37"), Trait("Requirement", "B14")]
    public void Corrupt_data_in_the_night_and_the_evidence_before_the_restore()
    {
        var story = Start("corrupt-data", "03:10")
            .At("03:12")
            .When("ana", "impact who: all how-bad: main-flow ongoing: yes data: corrupt")
            .At("03:13")
            .When("ana", "rollback none because the rows are written")
            .When("ana", "mitigate stop the nightly job")
            .At("03:15")
            .When("ana", "outcome worked")
            .When("ana", "drill answer 4 2")
            .At("03:17")
            .When("ana", "drill answer 4 2")
            .Then("drill-answered")
            .When("ana", "evidence https://backups.test/orders the wrong rows, copied")
            .When("ana", "update what: wrong totals impact: some paid too little doing: restoring next: 30m")
            .At("03:20")
            .When("ana", "mitigate restore orders from 02:00 confirm: orders")
            .Then("mitigation-started")
            .At("03:36")
            .When("ana", "outcome worked totals match")
            .When("ana", "data repaired restored from 02:00, totals match")
            .At("03:46")
            .When("ana", "resolve restored orders")
            .ThenPhase(Phase.Resolved);
        Assert.Equal("8 of 8 as hoped", story.Incident.Drill!.Score);
        Assert.Contains(
            story.History,
            f => f.Fact is DrillHeard heard && heard.Said.Text.StartsWith("no new mismatches")
        );
    }

    [Fact, Trait("Requirement", "B37")]
    public void Pages_and_messages_to_people_outside_stay_in_the_room_and_say_so()
    {
        var story = Start("corrupt-data");
        Assert.Contains(
            story.AllEffects.OfType<Effect.Post>(),
            post =>
                post.To == Destination.Room
                && post.Message.Body.Contains("cy would be paged now", StringComparison.OrdinalIgnoreCase)
        );
        story.When("ana", "page @zoe the database is yours").Then("page-asked");
        Assert.Contains(
            story.Last.Effects.OfType<Effect.Post>(),
            post =>
                post.To == Destination.Room
                && Markup
                    .Plain(post.Message.Body)
                    .StartsWith("Drill: Zoe would be paged now:", StringComparison.Ordinal)
        );
        story.At("17:00");
        Assert.All(
            story.AllEffects,
            effect =>
                Assert.True(
                    effect
                        is Effect.OpenRoom
                            or Effect.Edit
                            or Effect.Pin
                            or Effect.SetTopic
                            or Effect.Upload { To.Value: "room" }
                            or Effect.Invite { People: ["UANA"] }
                            or Effect.Post { To.Value: "room" or "thread:card" }
                            or Effect.Post { Key: "origin" }
                            or Effect.Tell { Person: "UANA" }
                            or Effect.Direct { Person: "UANA" }
                            or Effect.PublishHome,
                    effect.ToString()
                )
        );
    }

    [Fact, Trait("Requirement", "B37")]
    public void No_kind_of_effect_leaves_a_drill_unless_it_was_thought_of()
    {
        var drill = Start("bad-config").Incident;
        var text = ChatMessage.Text("checkout is slow");
        Effect[] all =
        [
            new Effect.OpenRoom("inc-7", Private: false),
            new Effect.Post(Destination.Channel("C0STATUS"), text, "a"),
            new Effect.Post(new Destination("announce"), text, "b"),
            new Effect.Post(Destination.Origin, text, "late"),
            new Effect.Edit("card", text),
            new Effect.Pin("card"),
            new Effect.Invite(["UANA"]),
            new Effect.SetTopic("t"),
            new Effect.Bookmark("t", "https://x.test"),
            new Effect.Tell("UZOE", text, "c"),
            new Effect.Direct("UZOE", text, "d"),
            new Effect.Upload(Destination.Channel("C0STATUS"), "md", "e"),
            new Effect.Page("UZOE", "wake up", "f"),
            new Effect.Inform("support", "mail", "support@example.com", text, "g"),
            new Effect.EndPage("pagerduty", "UZOE", "f", IsOver: true),
            new Effect.PublishHome("UANA"),
            new Effect.KeepFile(3, "F1"),
            new Effect.OpenItem(1, "a load test", "Ana", Story.Of("x").Now),
            new Effect.Invitation("UZOE", "Zoe", Story.Of("x").Now, 0, "k"),
            new Effect.HandOver(1, 1, "checkout", "4.2", "4.1", "Ana", Story.Of("x").Now),
        ];
        Assert.Equal(
            typeof(Effect).GetNestedTypes().Select(type => type.Name).Order(),
            all.Select(effect => effect.GetType().Name).Distinct().Order()
        );
        var kept = DrillEffects.Keep(all, drill);
        Assert.DoesNotContain(kept, effect => effect is Effect.Page or Effect.EndPage or Effect.Direct or Effect.Tell);
        Assert.DoesNotContain(kept, effect => effect is Effect.HandOver);
        Assert.DoesNotContain(kept, effect => effect is Effect.Inform or Effect.Invitation);
        Assert.All(kept.OfType<Effect.Post>(), post => Assert.Equal(Destination.Room, post.To));
        Assert.All(kept.OfType<Effect.Post>(), post => Assert.StartsWith("Drill: ", Markup.Plain(post.Message.Body)));
        Assert.All(kept.OfType<Effect.Upload>(), upload => Assert.Equal(Destination.Room, upload.To));
    }

    [Fact, Trait("Requirement", "B37")]
    public void The_declarer_the_lead_and_the_backup_stop_it_and_it_ends_with_its_score()
    {
        var story = Start("bad-config")
            .When("ben", "join")
            .When("ben", "drill stop")
            .ThenRefused("lead-only")
            .When("ana", "role lead @cy")
            .At("14:10")
            .When("ana", "drill stop")
            .Then("drill-ended")
            .ThenPhase(Phase.Closed)
            .ThenRoomHears("The drill is stopped:")
            .When("ana", "drill stop")
            .ThenNothing();
        Assert.Empty(story.Incident.Deadlines);
        Assert.Equal(4, Assert.Single(story.AllEffects.OfType<Effect.Upload>()).Formats().Count());
        story.At("15:00").When("ana", "note more").ThenRefused("incident-over");
        Story.Of("checkout fails").When("ana", "drill stop").ThenRefused("no-drill", next: "/incident drill");
    }

    [Fact, Trait("Requirement", "B37")]
    public void The_scenarios_are_listed_with_buttons_and_a_wrong_name_offers_them()
    {
        var story = Story.Nothing(catalog: Shipped).When("ana", "drill").ThenAnswers("card payments time out");
        Assert.Equal(
            ["drill start bad-config", "drill start supplier-outage", "drill start corrupt-data"],
            story.Last.Reply.Message!.Actions.Select(action => action.Command)
        );
        story
            .When("ana", "drill start nothing")
            .ThenRefused("no-such-drill", next: "/incident drill start bad-config")
            .When("ana", "drill start")
            .ThenAnswers("bad-config")
            .When("ana", "drill start Bad Config")
            .ThenPhase(Phase.Declared)
            .When("ana", "drill")
            .ThenAnswers("is a drill and runs");
        Assert.Equal("Drill: checkout is slow, and payments fail for some", story.Incident.Title);
    }

    [Fact, Trait("Requirement", "B37")]
    [Trait("Fault", "U44")]
    public void A_drill_is_no_incident_to_others()
    {
        var story = Start("bad-config");
        story.When("ana", "freeze on").ThenState(i => Assert.False(i.Freezes("payments")));
        story
            .When(
                new ReportChange(new KnownChange("d-1", "deploy", "payments 4.3", story.Now) { Service = "payments" })
            )
            .ThenNothing();
        story.When(new ReportCheck("error ratio", CheckSignal.InBaseline, "0.1 %")).ThenNothing();
        var summary = new IncidentSummary(
            "INC-6",
            story.Incident.Title,
            Severity.Major,
            Phase.Declared,
            false,
            "Ana",
            ["payments"],
            story.Now,
            null,
            "C0PAYMENTS",
            IsDrill: true
        );
        Story
            .Nothing(catalog: Shipped)
            .When("ana", "declare checkout is slow service: payments", context => context with { Others = [summary] })
            .Then("incident-declared");
        Story
            .Nothing(catalog: Shipped)
            .When(
                "ana",
                "drill start bad-config",
                context => context with { Others = [summary with { DeclaredAt = context.Now }] }
            )
            .ThenRefused("like-one");
        Story
            .Of("real")
            .When("ana", "merge INC-6 confirm: INC-6", context => context with { Others = [summary] })
            .ThenRefused("drill-and-real");
    }

    private static Story Start(string name, string at = "14:00") =>
        Story
            .Nothing(catalog: Shipped)
            .At(at)
            .When("ana", $"drill start {name}")
            .Then("incident-declared", "drill-started")
            .When(new ReportRoom("C0ROOM", "inc-7-drill"));
}
