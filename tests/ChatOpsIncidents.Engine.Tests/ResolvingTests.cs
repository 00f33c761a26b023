using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class ResolvingTests
{
    private const string Proof = "verify manual https://grafana.test/d/payments error ratio 0.1 %, as before";

    private static Story Mitigated(Severity severity = Severity.Major) =>
        Story
            .Of("payments fail", severity)
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ben", "rollback payments to 4.1")
            .At("14:10")
            .When("ben", "outcome worked");

    [Fact, Trait("Requirement", "A7"), Trait("Requirement", "A12")]
    public void Silence_is_no_proof() =>
        Mitigated()
            .When("ana", "verify manual https://grafana.test/d/payments no complaints any more")
            .ThenRefused("silence-is-no-proof")
            .When("ana", "verify manual https://grafana.test/d/payments nobody complains")
            .ThenRefused("silence-is-no-proof")
            .When("ana", "verify manual https://grafana.test/d/payments all quiet")
            .ThenRefused("silence-is-no-proof")
            .When("ana", "verify manual https://grafana.test/d/payments looks good")
            .ThenRefused("silence-is-no-proof")
            .When("ana", "verify manual grafana error ratio 0.1 %")
            .ThenRefused("no-link")
            .When("ana", "verify manual ftp://grafana.test error ratio 0.1 %")
            .ThenRefused("no-link")
            .When("ana", "verify manual")
            .ThenAsks("verify")
            .When("ana", "verify manual https://grafana.test/d")
            .ThenRefused("no-value")
            .ThenAsks("verify")
            .When(
                "ana",
                "verify manual <https://grafana.test/d/payments|grafana.test> no complaints, error ratio 0.1 %, before 0.1 %"
            )
            .Then("recovery-observed")
            .ThenState(i => Assert.Equal("https://grafana.test/d/payments", i.Proofs[0].Link));

    [Fact, Trait("Requirement", "A7"), Trait("Requirement", "C25")]
    public void Recovery_is_proven_after_the_hold_time() =>
        Mitigated()
            .When("ana", Proof)
            .Then("recovery-observed")
            .ThenPhase(Phase.Verify)
            .When("ana", Proof)
            .ThenNothing()
            .When("ana", "verify")
            .ThenNothing()
            .ThenAnswers("14:15")
            .At("14:15")
            .Then("second-look-asked")
            .When("ben", "verify still")
            .Then("recovery-verified")
            .When("ana", "resolve rolled back")
            .Then("stakeholder-update-sent", "incident-resolved")
            .ThenPhase(Phase.Resolved)
            .When("ana", "resolve")
            .ThenNothing();

    // Ana hears that Cy has not answered; five minutes later, and not at the same moment, she is asked to look again.
    [Fact, Trait("Requirement", "C26")]
    public void Who_was_just_asked_for_something_is_asked_for_the_second_look_afterwards()
    {
        var story = Story
            .Of("payments fail")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ben", "rollback payments to 4.1")
            .At("14:08")
            .When("cy", "join")
            .At("14:10")
            .When("ben", "outcome worked")
            .When("ana", Proof)
            .At("14:14");
        story.At("14:15").ThenRoomHears("Look once more");
        Assert.Contains(story.AllEffects, Tells("UANA", "Cy has not answered"));
        Assert.DoesNotContain(story.AllEffects, Tells("UANA", "Look once more"));
        story.At("14:19");
        Assert.Contains(story.AllEffects, Tells("UANA", "Look once more"));
    }

    private static Predicate<Effect> Tells(string person, string words) =>
        effect => effect is Effect.Direct direct && direct.Person == person && direct.Message.Body.Contains(words);

    [Fact]
    public void The_hold_time_is_ten_minutes_when_critical_and_counts_from_the_stop_of_the_bleeding() =>
        Mitigated(Severity.Critical)
            .When("ana", Proof + " at 14:05")
            .Then("recovery-observed")
            .ThenState(i => Assert.Equal("14:20", i.HoldUntil!.Value.ToString("HH:mm")));

    [Fact, Trait("Requirement", "A15")]
    public void Too_early_it_is_armed_and_resolves_itself()
    {
        var story = Mitigated().When("ben", "resolve").ThenRefused("lead-only").When("ana", "resolve rolled back 4.2");
        Assert.Equal("verified-recovery", story.Last.Refusal?.Code);
        Assert.Contains(story.Last.Facts, f => f.Fact is ResolveArmed);
        story
            .ThenAsks("verify")
            .When("ana", "resolve rolled back 4.2")
            .ThenRefused("verified-recovery")
            .When("ben", Proof)
            .Then("recovery-observed")
            .At("14:15")
            .Then("second-look-asked")
            .Tap("ben", "verify still")
            .Then("recovery-verified", "stakeholder-update-sent", "incident-resolved")
            .ThenPhase(Phase.Resolved);
        Assert.Equal("Ana", story.Last.Facts[^1].By.Name);
        Assert.Equal("rolled back 4.2", story.Incident.ResolvedSummary);
    }

    [Fact, Trait("Requirement", "C26"), Trait("Requirement", "D5")]
    public void The_end_thanks_people_and_exports_the_timeline()
    {
        var story = Mitigated()
            .When("ana", Proof)
            .When("ana", "resolve")
            .ThenAnswers("Armed")
            .At("14:15")
            .Tap("ana", "verify still")
            .ThenRoomHears("Thank you, Ana and Ben")
            .ThenRoomHears("rest now")
            .ThenPosts(Destination.CardThread, "Scorecard");
        var files = Assert.Single(story.Last.Effects.OfType<Effect.Upload>());
        Assert.Equal(["md", "html", "json", "csv"], files.Formats());
        Assert.StartsWith("Issue report", files.Message?.Title, StringComparison.Ordinal);
        Assert.Null(story.Incident.UpdateDueAt);
        Assert.Equal(["review-invite"], story.Incident.Deadlines.Keys);
    }

    [Fact]
    public void Symptoms_that_come_back_wake_the_one_who_armed_it()
    {
        var story = Mitigated()
            .When("ana", Proof)
            .When("ana", "resolve")
            .At("14:12")
            .When("ben", "outcome failed errors at 8 % turned: yes")
            .Then("outcome-recorded")
            .ThenState(i => Assert.Null(i.Armed))
            .ThenState(i => Assert.Null(i.HoldUntil))
            .ThenPhase(Phase.Contain);
        Assert.Equal("UANA", story.Last.Effects.OfType<Effect.Page>().Single().Target);
        story.At("14:30").ThenPhase(Phase.Contain);
    }

    [Fact]
    public void A_change_that_fails_before_anything_was_promised_wakes_nobody()
    {
        var story = Story
            .Of("payments fail")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback payments")
            .When("ana", "resolve")
            .When("ana", "outcome failed")
            .Then("outcome-recorded");
        Assert.DoesNotContain(story.Last.Effects, effect => effect is Effect.Page);
        Assert.NotNull(story.Incident.Armed);
    }

    [Fact, Trait("Requirement", "A12")]
    public void Checks_of_monitoring_hold_and_reset_the_time()
    {
        var story = Mitigated()
            .When(new ReportCheck("error ratio", CheckSignal.OutOfBaseline, "8 %, before 0.1 %"))
            .Then("check-changed")
            .When(new ReportCheck("home page", CheckSignal.InBaseline, "200"))
            .Then("check-changed")
            .When(new ReportCheck("error ratio", CheckSignal.InBaseline, "0.1 %"))
            .Then("check-changed", "hold-started")
            .When(new ReportCheck("error ratio", CheckSignal.InBaseline, "0.1 %"))
            .ThenNothing()
            .When("ana", "resolve")
            .At("14:12")
            .When(new ReportCheck("error ratio", CheckSignal.OutOfBaseline, "4 %"))
            .Then("check-changed", "page-asked");
        Assert.Contains(story.Last.Effects, e => e is Effect.Page { Target: "UANA" });
        story
            .When(new ReportCheck("error ratio", CheckSignal.InBaseline, "0.1 %"))
            .Then("check-changed", "hold-started")
            .At("14:16")
            .ThenPhase(Phase.Verify)
            .When(new ConfirmHold())
            .ThenNothing()
            .At("14:17")
            .ThenPhase(Phase.Verify) // the time alone proves nothing: nobody has read it until its end
            .When(new ConfirmHold())
            .ThenPhase(Phase.Resolved);
        Assert.Contains(
            "proven in monitoring (error ratio 0.1 %, home page 200)",
            IssueReport.Goals(story.Incident)[0].Value,
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait("Fault", "K2")]
    public void A_check_that_lags_is_accepted_and_monitoring_out_of_reach_is_not_bad()
    {
        var story = Mitigated()
            .When(new ReportCheck("queue", CheckSignal.Unreachable, null))
            .When(new ReportCheck("home page", CheckSignal.InBaseline, null))
            .Then("check-changed")
            .At("14:15")
            .Then("deadline-passed");
        Assert.Equal("verify manual", story.Last.Effects.OfType<Effect.Direct>().Single().Message.Actions[0].Command);
        story
            .When("ana", "verify accept")
            .ThenAsks("verify")
            .When("ana", "verify accept queue it drains for an hour")
            .Then("check-accepted", "hold-started")
            .When("ana", "verify accept queue it drains for an hour")
            .ThenNothing();
    }

    [Fact]
    public void Minor_resolves_at_once() =>
        Story.Of("a typo", Severity.Minor).When("ana", "resolve fixed the typo").Then("incident-resolved");

    [Fact]
    public void The_lead_may_pass_the_proof() =>
        Mitigated()
            .When("ana", "override verified-recovery monitoring is down")
            .When("ana", "resolve")
            .Then("stakeholder-update-sent", "incident-resolved");

    [Fact, Trait("Requirement", "A15")]
    public void Reopened_within_a_day_it_was_a_false_all_clear() =>
        Mitigated()
            .When("ana", Proof)
            .When("ana", "resolve")
            .At("14:15")
            .When("ana", "verify still")
            .When("ben", "reopen errors are back")
            .ThenRefused("lead-only")
            .When("ana", "reopen")
            .ThenAsks("reopen")
            .At("20:00")
            .When("ana", "reopen errors are back")
            .Then("incident-reopened")
            .ThenRoomHears("false all-clear")
            .ThenState(i => Assert.Equal(1, i.FalseAllClears))
            .ThenState(i => Assert.True(i.IsRunning))
            .When("ana", "reopen errors are back")
            .ThenNothing();

    [Fact]
    public void A_false_alarm_is_cancelled() =>
        Story
            .Of("payments fail")
            .When("ana", "cancel")
            .ThenAsks("cancel")
            .When("ana", "false-alarm a load test")
            .Then("incident-cancelled")
            .ThenPhase(Phase.Cancelled)
            .When("ana", "cancel a load test")
            .ThenNothing()
            .When("ana", "mitigate scale x")
            .ThenRefused("incident-over", next: "/incident reopen <why>");

    [Fact]
    public void One_goes_on_in_another()
    {
        var nine = new IncidentSummary(
            "INC-9",
            "payments",
            Severity.Major,
            Phase.Contain,
            false,
            "Ben",
            [],
            default,
            "C9",
            "C9"
        );
        Story
            .Of("payments fail")
            .When("ana", "merge")
            .ThenAsks("merge")
            .When("ana", "merge INC-7")
            .ThenRefused("same-incident")
            .When("ana", "merge INC-9 confirm: INC-9")
            .ThenRefused("no-such-incident")
            .When("ana", "merge into inc-9 confirm: INC-9", c => c with { Others = [nine] })
            .Then("incident-merged")
            .ThenPhase(Phase.Merged)
            .ThenPosts(Destination.Channel("C9"), "continues here")
            .When("ana", "reopen x")
            .ThenRefused("merged", next: "/incident INC-9 status");
    }
}
