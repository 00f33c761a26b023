using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Which words prove, destroy, or say that it is over: the tables at their edges, and what follows.</summary>
public sealed class TrueWordsTests
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";
    private const string Link = "https://grafana.test/d/1";

    [Theory]
    [InlineData("error ratio 0.1 %, as before", "error ratio 0.1 %", "0.1 %")]
    [InlineData("success 99.2 %, baseline 99.3 %", "success 99.2 %", "99.3 %")]
    [InlineData("p95 latency 210 ms, normally 0.2 s", "p95 latency 210 ms", "0.2 s")]
    [InlineData("errors down from 8 % to 0.1 % (before 0.1 %)", "errors down from 8 % to 0.1 %", "0.1 %")]
    [InlineData("home page answers 200, as usual", "home page answers 200", "200")]
    [InlineData("queue 1,200 against 1,180", "queue 1,200", "1,180")]
    [InlineData("mismatches 0 before: 0", "mismatches 0", "0")]
    public void A_typed_proof_is_read_as_now_and_before(string typed, string now, string before) =>
        Mitigated()
            .When("ana", $"verify manual {Link} {typed}")
            .Then("recovery-observed")
            .ThenState(i => Assert.Equal((now, before), (i.Proofs[0].Observed, i.Proofs[0].Before)));

    [Theory]
    [InlineData("ok", "no-value")]
    [InlineData("p95 of the 5xx at 14:05", "no-value")]
    [InlineData("error ratio 0.1 %", "no-baseline")]
    [InlineData("errors 40 % before: 0.1 %", "worse-than-before")]
    [InlineData("success rate 92 %, baseline 99.3 %", "worse-than-before")]
    [InlineData("latency 900 ms before: 0.2 s", "worse-than-before")]
    [InlineData("orders per minute 12, usually 90", "worse-than-before")]
    [InlineData("the number 12, before 90", "worse-than-before")]
    [InlineData("error ratio 0.1 % before: 12 ms", "no-comparison")]
    [InlineData("nobody complains", "silence-is-no-proof")]
    public void What_proves_nothing_is_refused_with_what_to_type(string typed, string code) =>
        Mitigated().When("ana", $"verify manual {Link} {typed}").ThenRefused(code);

    [Theory]
    [InlineData("we are resolved")]
    [InlineData("all clear")]
    [InlineData("checkout works again")]
    [InlineData("the incident is over.")]
    [InlineData("Resolved. Thanks all")]
    [InlineData("everything is back to normal")]
    [InlineData("customers can pay by card again")]
    public void These_words_say_that_it_is_over(string text) => Assert.NotNull(AllClearWords.Find(text));

    [Theory]
    [InlineData("not resolved yet")]
    [InlineData("we stay until it is fixed")]
    [InlineData("once it is over we write more")]
    [InlineData("latency is over 2 s")]
    [InlineData("errors are back")]
    [InlineData("we hope that it will be fixed soon")]
    [InlineData("The symptoms have stopped; we are making sure that they stay away.")]
    [InlineData("The fix is in place; we are making sure that it holds.")]
    public void These_do_not(string text) => Assert.Null(AllClearWords.Find(text));

    [Fact, Trait("Requirement", "A15")]
    public void The_true_wording_that_is_ready_is_sent_without_another_question()
    {
        var story = Mitigated().When("ben", "update what: all clear impact: none doing: we are resolved next: none");
        var ready = story.Last.Reply.Message!.Actions[0].Command;
        story.Tap("ben", ready).Then("stakeholder-update-sent");
        Assert.Null(AllClearWords.Find($"{story.Incident.Updates[0].What} {story.Incident.Updates[0].Doing}"));
        Assert.NotNull(story.Incident.Updates[0].NextAt);
    }

    [Fact, Trait("Requirement", "A15")]
    public void An_early_all_clear_of_the_lead_is_an_override_that_opens_no_gate()
    {
        var story = Mitigated()
            .When("ana", "update what: all clear impact: none doing: resting next: 30m anyway: yes")
            .Then("gate-overridden", "stakeholder-update-sent")
            .When("ana", "resolve");
        Assert.Equal("verified-recovery", story.Last.Refusal?.Code);
        Assert.Equal(1, story.Incident.OverrideCount);
        story
            .After(TimeSpan.FromMinutes(3))
            .When("ben", "update same")
            .ThenNothing()
            .ThenAnswers("says that it is over");
    }

    [Theory]
    [InlineData("drop table orders_tmp", true)]
    [InlineData("TRUNCATE sessions", true)]
    [InlineData("deleting the old pods", true)]
    [InlineData("rm -rf /var/cache", true)]
    [InlineData("reimage node-7", true)]
    [InlineData("drop traffic from bots", false)]
    [InlineData("the dropbox sync", false)]
    [InlineData("a larger pool", false)]
    public void Destroying_words_are_one_table(string text, bool destroys) =>
        Assert.Equal(destroys, DestroyingWords.In(text) is not null);

    [Fact]
    [Trait("Fault", "U10")]
    public void Nobody_answers_the_second_look_and_it_is_asked_three_times_and_never_resolved()
    {
        var story = Mitigated()
            .When("ana", "resolve")
            .When("ana", $"verify manual {Link} error ratio 0.1 %, as before")
            .After(TimeSpan.FromHours(2));
        Assert.True(story.Incident.IsRunning);
        Assert.Equal(3, story.History.Count(fact => fact.Fact is SecondLookAsked));
        Assert.Equal(
            3,
            story
                .AllEffects.OfType<Effect.Direct>()
                .Count(direct => direct.Key.StartsWith("look-", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_second_look_with_a_worse_value_is_no_proof() =>
        Mitigated()
            .When("ana", $"verify manual {Link} error ratio 0.1 %, as before")
            .When("ben", "verify still")
            .ThenRefused("too-early")
            .After(TimeSpan.FromMinutes(6))
            .When("ben", "verify still 8 %")
            .ThenRefused("worse-than-before")
            .When("ben", "verify still error ratio 0.1 %")
            .Then("recovery-verified");

    [Fact]
    public void It_works_again_is_those_for_whom_we_wait_and_not_our_own_last_try()
    {
        var story = Story
            .Of("cards fail")
            .When("ana", Impact)
            .When("ana", "rollback cards to 4.1")
            .When("ana", "outcome failed no change")
            .When("ana", "wait Stripe")
            .When("ana", "outcome worked they say it is fixed")
            .Then("wait-ended");
        Assert.Equal(MitigationOutcome.Failed, story.Incident.Mitigations[0].Outcome);
    }

    [Fact]
    [Trait("Fault", "U12")]
    public void A_start_or_an_answer_that_is_taken_back_changes_its_message()
    {
        var story = Mitigated(out var key);
        story.When("ben", "outcome #1 worked").ThenNothing();
        story.When("ana", "undo");
        var asked = story.Last.Effects.OfType<Effect.Edit>().Single(edit => edit.Key == key);
        Assert.Equal(3, asked.Message.Actions.Count);
        story.When("ana", "undo");
        var gone = story.Last.Effects.OfType<Effect.Edit>().Single(edit => edit.Key == key);
        Assert.Empty(gone.Message.Actions);
        Assert.Contains("Taken back", gone.Message.Footer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reopened_incident_asks_about_its_data_anew()
    {
        var story = Story
            .Of("rows are wrong", Severity.Minor)
            .When("ana", Impact + " data: lost")
            .When("ana", "resolve restored")
            .ThenRefused("data-answered", next: "/incident data repaired")
            .When("ana", "data repaired from the backup of 02:00")
            .When("ana", "resolve restored")
            .ThenPhase(Phase.Resolved);
        Assert.Contains(
            "over, data: lost (repaired: from",
            ImpactText.Of(story.Incident.Impact!),
            StringComparison.Ordinal
        );
        story
            .When("ana", "impact ongoing: yes")
            .ThenRefused("incident-over", next: "/incident reopen")
            .When("ana", "reopen rows are missing again")
            .ThenState(i => Assert.True(i.IsDataOpen))
            .ThenState(i => Assert.Equal(Answer.Yes, i.Impact!.Ongoing));
    }

    private static Story Mitigated() => Mitigated(out _);

    private static Story Mitigated(out string key)
    {
        var story = Story.Of("payments fail").When("ana", Impact).When("ana", "rollback payments to 4.1");
        key = $"fact-{story.Incident.Mitigations[0].Entry}";
        return story.When("ana", "outcome worked");
    }
}
