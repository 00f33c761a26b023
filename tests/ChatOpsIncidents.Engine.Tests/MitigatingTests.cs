using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class MitigatingTests
{
    private static readonly Catalog Services = new([
        new Service("payments")
        {
            Owners = ["@payments-oncall"],
            RollbackCommand = "kubectl rollout undo deploy/payments",
            RollbackRehearsed = new DateOnly(2026, 10, 1),
        },
        new Service("payments-db"),
    ]);

    private static Story Known(Severity severity = Severity.Major) =>
        Story
            .Of("payments fail", severity, catalog: Services)
            .When("ana", "service payments")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes");

    private static Story Reviewed(Severity severity = Severity.Major) =>
        Known(severity).When("ana", "rollback none because nothing was deployed");

    [
        Fact,
        Trait("Requirement", "A4"),
        Trait("Requirement", "A11"),
        Trait("Requirement", "C22"),
        Trait("Requirement", "C23")
    ]
    public void The_ways_back_come_as_a_table_with_a_button_each()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare major payments fail service: payments", c => c with { Catalog = Services })
            .When("ana", "rollback", c => c with { Catalog = Services })
            .ThenNothing();
        var message = story.Last.Reply.Message!;
        Assert.Contains(
            message.Facts,
            f =>
                f.Label == "payments"
                && f.Value.Contains("rehearsed 2026-10-01", StringComparison.Ordinal)
                && f.Value.Contains("not reviewed", StringComparison.Ordinal)
                && f.Value.Contains("@payments-oncall", StringComparison.Ordinal)
        );
        Assert.Contains(message.Facts, row => row.Action?.Command == "rollback payments");
        Assert.Contains(message.More, a => a.Command == "rollback none");
        Assert.Empty(message.Actions);
    }

    [Fact, Trait("Requirement", "A4"), Trait("Requirement", "A5")]
    public void Deploys_before_the_onset_fill_the_table_in()
    {
        var at = new DateTimeOffset(2026, 11, 21, 13, 51, 0, TimeSpan.Zero);
        var deploy = new KnownChange("d-17", "deploy", "payments 4.2, with a schema migration", at)
        {
            Service = "payments",
            Version = "4.2",
            PreviousVersion = "4.1",
            Status = "succeeded",
            Actor = "Ben",
        };
        var story = Story.Of("payments fail", catalog: Services).When(new ReportChange(deploy)).When("ana", "rollback");
        var row = Assert.Single(story.Last.Reply.Message!.Facts);
        Assert.Equal("payments", row.Label);
        Assert.Contains("4.1", row.Value, StringComparison.Ordinal);
        Assert.Contains("schema changed", row.Value, StringComparison.Ordinal);
        Assert.Equal("rollback payments to 4.1", row.Action?.Command);
    }

    [Fact, Trait("Requirement", "A4")]
    public void A_rollback_that_a_hook_saw_is_offered_to_be_recorded_at_its_own_time()
    {
        var story = Story.Of("payments fail");
        var back = new KnownChange("d-18", "deploy", "payments back to 4.1", story.Now)
        {
            Service = "payments",
            Version = "4.1",
            Status = "rolled_back",
        };
        story
            .At("14:02")
            .When(new ReportChange(back))
            .Then("change-seen")
            .ThenRoomHears("Was that for this incident?")
            .When(new ReportChange(back))
            .ThenNothing()
            .When("ana", "rollback payments to 4.1 at 14:00Z")
            .Then("rollback-option-reviewed", "mitigation-started")
            .ThenState(i => Assert.Equal(("payments to 4.1", back.At), (i.Running!.What, i.Running.StartedAt)));
        Assert.True(story.History[^1].BeforeGate);
        Story
            .Of("payments fail")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback payments to 4.1")
            .When(new ReportChange(back))
            .Then("change-seen");
        Assert.DoesNotContain(
            Story
                .Of("payments fail")
                .When("ana", "started 14:00")
                .When(new ReportChange(back with { At = back.At.AddHours(-2) }))
                .Last.Effects,
            effect => effect is Effect.Post
        );
    }

    [Fact, Trait("Requirement", "A4")]
    public void What_a_supplier_does_is_no_way_back_of_ours()
    {
        var story = Story.Of("payments fail", catalog: Services);
        var trouble = new KnownChange("t", "dependency", "stripe: errors", story.Now.AddMinutes(-5))
        {
            Service = "stripe",
        };
        story.When(new ReportChange(trouble)).When("ana", "rollback");
        Assert.DoesNotContain(story.Last.Reply.Message!.Facts, fact => fact.Label == "stripe");
    }

    [Fact, Trait("Requirement", "C21")]
    public void Kinds_are_offered_by_speed_and_safety_the_way_back_first()
    {
        Assert.Equal(MitigationKinds.Rollback, MitigationKinds.Options[0].Value);
        Assert.Equal(
            MitigationKinds.Ranked.Skip(1).Select(kind => kind.Score).OrderDescending(),
            MitigationKinds.Ranked.Skip(1).Select(kind => kind.Score)
        );
        Reviewed().When("ana", "mitigate restart payments-db").ThenAnswers("thread or memory dump");
    }

    [Fact, Trait("Requirement", "A4")]
    public void A_rollback_is_its_own_review_and_runs() =>
        Known()
            .At("14:05")
            .When("ben", "rollback payments to 4.1")
            .Then("rollback-option-reviewed", "mitigation-started")
            .ThenPhase(Phase.Contain)
            .ThenRoomHears("rollback: payments to 4.1")
            .ThenState(i => Assert.Equal("payments to 4.1", i.Running!.What))
            .When("ana", "rollback payments to 4.1")
            .ThenNothing()
            .When("ana", "mitigate rollback payments to 4.1")
            .ThenNothing();

    [Fact, Trait("Requirement", "A4")]
    public void A_rollback_may_be_no_way_back_with_a_reason() =>
        Known()
            .When("ana", "rollback no payments the schema was migrated")
            .Then("rollback-option-reviewed")
            .ThenState(i => Assert.True(i.RollbackReviewed))
            .ThenPhase(Phase.Contain)
            .When("ana", "rollback no payments the schema was migrated")
            .ThenNothing()
            .When("ana", "rollback no what: \"payments\"")
            .ThenAsks("rollback")
            .When("ana", "rollback no")
            .ThenAsks("rollback")
            .When("ana", "rollback none")
            .ThenAsks("rollback")
            .When("ana", "rollback none possible, because nothing was deployed")
            .Then("rollback-ruled-out")
            .ThenState(i => Assert.Equal("nothing was deployed", i.NoRollbackBecause));

    [Fact, Trait("Requirement", "A3")]
    public void A_change_before_the_impact_is_held_and_runs_by_itself() =>
        Story
            .Of("payments fail")
            .When("ben", "rollback payments to 4.1")
            .ThenHeld("impact-first")
            .When("ben", "rollback payments to 4.1")
            .ThenRefused("impact-first")
            .At("14:02")
            .When("ben", "impact who: unknown how-bad: unknown ongoing: unknown")
            .ThenState(i => Assert.Equal("Ben", i.Running!.By.Name))
            .ThenState(i => Assert.Empty(i.Held));

    [Fact, Trait("Requirement", "A3")]
    public void What_cannot_be_taken_back_needs_a_known_impact() =>
        Story
            .Of("payments fail")
            .When("ana", "impact who: unknown how-bad: unknown ongoing: yes")
            .When("ana", "rollback none because no deploy")
            .When("ana", "mitigate other call the bank")
            .ThenHeld("impact-first")
            .When("ana", "impact who: all how-bad: whole-app")
            .ThenState(i => Assert.NotNull(i.Running));

    [Fact, Trait("Requirement", "A4")]
    public void Any_other_change_waits_for_the_review_of_the_ways_back() =>
        Known()
            .When("ben", "mitigate flag off new-checkout")
            .ThenHeld("rollback-first")
            .At("14:03")
            .When("ben", "rollback none because nothing was deployed")
            .Then("rollback-ruled-out", "mitigation-started")
            .ThenState(i => Assert.Equal(("flag-off", "Ben"), (i.Running!.Kind, i.Running.By.Name)));

    [Fact]
    public void What_is_held_lapses_after_15_minutes_and_is_offered_again()
    {
        var story = Known()
            .When("ben", "mitigate scale payments to 8")
            .ThenHeld("rollback-first")
            .At("14:15")
            .Then("command-lapsed")
            .ThenState(i => Assert.Empty(i.Held));
        var told = story.AllEffects.OfType<Effect.Direct>().Last();
        Assert.Equal("UBEN", told.Person);
        Assert.Equal("mitigate scale payments to 8", told.Message.Actions[0].Command);
    }

    [Fact, Trait("Requirement", "B14")]
    public void The_lead_may_override_and_others_may_not() =>
        Known()
            .When("ben", "mitigate scale payments to 8")
            .ThenHeld("rollback-first")
            .When("ben", "override rollback-first it is the certificate")
            .ThenRefused("lead-only", next: "/incident lead")
            .When("ana", "override rollback-first it is the certificate")
            .ThenRoomHears("Override of rollback-first")
            .ThenState(i => Assert.Null(i.Running))
            .Tap("ben", "mitigate scale payments to 8")
            .ThenState(i => Assert.Equal("scale", i.Running!.Kind));

    [Fact]
    public void What_was_done_already_is_recorded_and_marked()
    {
        var story = Story
            .Of("payments fail")
            .At("14:20")
            .When("ben", "mitigate restart payments-db at 14:05")
            .Then("mitigation-started");
        var fact = story.Last.Facts[^1];
        Assert.True(fact.BeforeGate);
        Assert.Equal("14:05", fact.ObservedAt.ToString("HH:mm"));
        story.ThenAnswers("14:05 UTC");
        Assert.True(
            Story
                .Of("x y")
                .At("14:20")
                .When("ben", "rollback payments to 4.1 at 14:05")
                .Last.Facts.All(f => f.BeforeGate)
        );
        Story
            .Of("x y")
            .At("14:20")
            .When("ben", "rollback payments to 4.1 at 14:05")
            .ThenState(i => Assert.Equal("payments to 4.1", i.Running!.What));
    }

    [Fact]
    public void At_medium_only_the_impact_is_asked_for_and_at_minor_nothing()
    {
        Story.Of("slow report", Severity.Medium).When("ana", "mitigate scale reports").ThenHeld("impact-first");
        Story.Of("slow report", Severity.Minor).When("ana", "mitigate scale reports").Then("mitigation-started");
        Known(Severity.Medium)
            .When("ana", "mitigate scale reports")
            .Then("mitigation-started")
            .When("ana", "mitigate fix-forward the query")
            .Then("mitigation-started");
    }

    [Fact, Trait("Requirement", "B3")]
    public void A_second_change_waits_for_the_outcome_of_the_first() =>
        Reviewed()
            .When("ana", "mitigate scale payments to 8")
            .Then("mitigation-started")
            .When("ben", "mitigate flag-off new-checkout")
            .ThenHeld("one-change")
            .When("ana", "outcome no effect")
            .Then("outcome-recorded")
            .ThenState(i => Assert.Null(i.Running))
            .Tap("ben", "mitigate flag-off new-checkout")
            .Then("mitigation-started")
            .ThenState(i => Assert.Equal((2, "flag-off"), (i.Running!.Number, i.Running.Kind)));

    [Fact, Trait("Requirement", "B3")]
    public void Two_changes_run_at_once_with_a_reason_and_none_starts_twice() =>
        Reviewed()
            .When("ana", "mitigate scale payments to 8")
            .When("ben", "mitigate flag-off new-checkout")
            .ThenHeld("one-change")
            .When("ben", "mitigate flag-off new-checkout both:")
            .ThenAsks("mitigate")
            .When("ben", "mitigate flag-off new-checkout both: they do not touch")
            .Then("mitigation-started")
            .ThenState(i => Assert.Empty(i.Held))
            .When("ana", "outcome #1 failed")
            .Then("outcome-recorded")
            .When("ana", "outcome #2 worked")
            .Then("outcome-recorded")
            .ThenState(i => Assert.Equal(2, i.Mitigations.Count));

    [Fact, Trait("Requirement", "B14")]
    public void Everything_at_once_is_asked_about() =>
        Reviewed()
            .When("ana", "mitigate scale all servers to 8")
            .ThenRefused("scope-all", next: "/incident mitigate scale all servers to 8 smaller: \"no\"")
            .When("ana", "mitigate scale all servers to 8 smaller: \"no\"")
            .Then("mitigation-started")
            .When("ana", "mitigate stop every worker at 14:00")
            .Then("mitigation-started");

    [Fact]
    public void A_change_that_rests_on_a_cause_needs_one() =>
        Reviewed()
            .When("ana", "mitigate fix-forward a larger pool")
            .ThenHeld("cause-for-fix")
            .When("ana", "mitigate none because nothing helps without a fix")
            .Then("containment-ruled-out")
            .When("ana", "hypothesis the pool is too small")
            .Then("hypothesis-proposed", "mitigation-started")
            .ThenState(i => Assert.Equal("Ana", i.Running!.By.Name));

    [Fact, Trait("Requirement", "B13"), Trait("Requirement", "B14")]
    public void What_destroys_state_needs_evidence_and_the_name_typed() =>
        Reviewed()
            .When("ana", "mitigate restart payments-db primary")
            .ThenHeld("evidence-first")
            .When("ben", "evidence https://dumps.test/7 thread dump")
            .Then("evidence-added")
            .When("ana", "mitigate restart payments-db primary")
            .ThenRefused("evidence-first")
            .ThenAnswers("payments-db")
            .When("ana", "mitigate restart payments-db primary confirm: orders-db")
            .ThenHeld("evidence-first")
            .When("ana", "mitigate restart payments-db primary confirm: Payments-DB")
            .Then("mitigation-started");

    [Theory, InlineData(Severity.Critical), InlineData(Severity.Minor)]
    public void Evidence_first_stands_at_every_severity(Severity severity) =>
        Reviewed(severity)
            .When("ana", "mitigate restore payments-db")
            .ThenHeld("evidence-first")
            .When("ana", "evidence none")
            .ThenAsks("evidence")
            .When("ana", "evidence none because the disk is gone")
            .Then("evidence-ruled-out")
            .When("ana", "evidence none because the disk is gone")
            .ThenNothing()
            .When("ana", "mitigate restore payments-db confirm: payments-db")
            .Then("mitigation-started");

    [Fact]
    public void Outcomes_move_the_phase_forth_and_back() =>
        Reviewed()
            .When("ana", "outcome worked")
            .ThenRefused("no-such-change", next: "/incident mitigate")
            .When("ana", "mitigate scale payments")
            .When("ana", "outcome better errors at 2 %")
            .Then("outcome-recorded")
            .ThenPhase(Phase.Contain)
            .When("ana", "outcome")
            .ThenAsks("outcome")
            .When("ana", "outcome #1 yes errors at 0.1 % at 14:00")
            .Then("outcome-recorded")
            .ThenPhase(Phase.Mitigated)
            .ThenState(i => Assert.Equal("14:00", i.MitigatedAt!.Value.ToString("HH:mm")))
            .When("ana", "outcome worked")
            .ThenNothing()
            .At("14:10")
            .When("ben", "outcome failed errors are back")
            .ThenRefused("outcome-turned")
            .Tap("ben", "outcome #1 failed observed: \"errors are back\" turned: \"yes\"")
            .Then("outcome-recorded")
            .ThenPhase(Phase.Contain)
            .ThenState(i => Assert.Null(i.MitigatedAt));

    [Fact]
    public void A_supplier_is_waited_for_with_a_check_in()
    {
        var story = Reviewed()
            .When("ana", "wait")
            .ThenAsks("wait")
            .When("ana", "wait for Stripe https://status.stripe.com check 15m")
            .Then("wait-started")
            .ThenPhase(Phase.Waiting)
            .ThenState(i => Assert.Equal("Stripe", i.WaitingFor))
            .When("ana", "wait for Stripe https://status.stripe.com check 15m")
            .ThenNothing()
            .When("ana", "wait Stripe check: soon")
            .ThenRefused("no-duration")
            .At("14:15")
            .Then("wait-asked-again");
        Assert.Equal("UANA", story.AllEffects.OfType<Effect.Direct>().Last().Person);
        story.At("14:16").When("ana", "wait Stripe").Then("wait-started");
        Assert.DoesNotContain(story.Last.Effects, effect => effect is Effect.Post { To.Value: "room" });
        story
            .At("14:40")
            .When("ana", "outcome worked they say it is fixed")
            .Then("wait-ended")
            .ThenPhase(Phase.Mitigated);
    }

    [Fact]
    public void Without_words_a_form_asks() =>
        Reviewed()
            .When("ana", "mitigate")
            .ThenAsks("mitigate")
            .When("ana", "mitigate scale")
            .ThenAsks("mitigate")
            .When("ana", "mitigate none")
            .ThenAsks("mitigate")
            .When("ana", "contain new-checkout kind: \"flag-off\"")
            .Then("mitigation-started");

    [Fact]
    public void Nothing_can_be_contained_only_after_the_ways_back_were_reviewed() =>
        Known()
            .When("ana", "mitigate none because the supplier is down")
            .ThenHeld("rollback-first")
            .When("ana", "rollback none because it is not ours")
            .ThenState(i => Assert.NotNull(i.NoContainmentBecause));

    [Fact]
    public void The_next_step_is_never_what_was_said_already() =>
        Story
            .Of("totals are wrong")
            .When("ana", "mitigate read-only orders-db")
            .ThenHeld("impact-first")
            .When("ana", "impact who: all how-bad: main-flow ongoing: yes")
            .ThenState(i => Assert.NotEmpty(i.Held))
            .ThenAnswers("Impact: all users, a main flow, going on")
            .When("ana", "path unknown")
            .ThenState(i =>
                Assert.Contains(
                    "rollback options",
                    NextStepView.Of(i, Story.ContextFor("ana")).Text,
                    StringComparison.Ordinal
                )
            );

    [Fact]
    public void Whoever_asked_for_an_hour_is_asked_by_the_hour() =>
        Story
            .Of("cards time out")
            .When("ana", "wait Stripe check 1h")
            .Then("wait-started")
            .At("15:20")
            .ThenState(i => Assert.Equal(16, i.Deadlines["wait"].Hour))
            .When("ana", "wait Stripe")
            .Then("wait-started")
            .ThenState(i => Assert.Equal(new TimeSpan(16, 20, 0), i.Deadlines["wait"].TimeOfDay))
            .When("ana", "wait Stripe check 15m")
            .Then("wait-started")
            .ThenState(i => Assert.Equal(35, i.Deadlines["wait"].Minute));
}
