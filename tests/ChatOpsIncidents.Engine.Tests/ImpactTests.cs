using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class ImpactTests
{
    private static Story Unconfirmed() =>
        Story.Nothing().When("ana", "declare checkout fails").When(new ReportRoom("C0ROOM", "inc-7"));

    [Fact, Trait("Requirement", "A10")]
    public void Three_taps_set_the_impact_and_an_unconfirmed_severity_once() =>
        Unconfirmed()
            .When("ana", "impact who: all how bad: whole app ongoing: yes scope: EU cards working: login data: ok")
            .Then("impact-assessed", "severity-changed")
            .ThenRoomHears("Major → Critical")
            .ThenPhase(Phase.Impact)
            .ThenState(i =>
                Assert.Equal(new Impact(Reach.All, Loss.WholeApp, Answer.Yes, "EU cards", "login", "ok"), i.Impact)
            )
            .ThenState(i => Assert.False(i.SeverityConfirmed))
            .When("ana", "triage all whole-app yes")
            .ThenNothing()
            .When("ben", "impact some some flow yes")
            .Then("impact-assessed", "severity-changed")
            .ThenState(i => Assert.Equal(Severity.Medium, i.Severity));

    [Fact, Trait("Requirement", "C10")]
    public void A_chosen_severity_stays_and_a_button_offers_the_proposal() =>
        Story
            .Of("checkout fails", Severity.Major)
            .When("ana", "impact all whole-app yes")
            .Then("impact-assessed")
            .ThenAnswers("speaks for Critical")
            .ThenState(i => Assert.Equal(Severity.Major, i.Severity));

    [Fact, Trait("Requirement", "A10")]
    public void A_part_is_kept_and_the_rest_is_asked() =>
        Story
            .Of("checkout fails")
            .When("ana", "impact who: most")
            .Then("impact-assessed")
            .ThenAsks("impact")
            .ThenPhase(Phase.Declared)
            .ThenAnswers("Still open: how badly, whether it is still happening")
            .When("ana", "impact")
            .ThenAsks("impact")
            .ThenState(i => Assert.Null(i.Impact))
            .When("ana", "impact how-bad: main-flow ongoing: yes")
            .Then("impact-assessed")
            .ThenState(i => Assert.Equal(new Impact(Reach.Most, Loss.MainFlow, Answer.Yes), i.Impact));

    [Fact]
    public void Words_that_could_turn_the_meaning_round_are_asked_not_guessed() =>
        Story
            .Of("checkout fails")
            .When("ana", "impact no one can pay")
            .ThenAsks("impact")
            .ThenNothing()
            .When("ana", "impact who: lots")
            .ThenRefused("impact-words", next: "/incident impact");

    [Fact]
    public void Unknown_is_an_answer_and_is_asked_again_three_times()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "impact unknown")
            .Then("impact-assessed")
            .ThenPhase(Phase.Impact)
            .At("14:10")
            .Then("impact-asked-again");
        Assert.Contains(story.Last.Effects, e => e is Effect.Direct { Person: "UANA" });
        story
            .At("15:00")
            .ThenState(i => Assert.Equal(3, i.ImpactAsks))
            .When("ana", "impact one secondary no")
            .Then("impact-assessed")
            .ThenState(i => Assert.DoesNotContain("impact", i.Deadlines.Keys));
    }

    [
        Theory,
        Trait("Requirement", "C11"),
        Trait("Requirement", "C12"),
        Trait("Requirement", "C13"),
        Trait("Requirement", "C14")
    ]
    [InlineData("one whole-app", Severity.Medium)]
    [InlineData("some whole-app", Severity.Major)]
    [InlineData("most whole-app", Severity.Critical)]
    [InlineData("all whole-app", Severity.Critical)]
    [InlineData("one main-flow", Severity.Medium)]
    [InlineData("some main-flow", Severity.Major)]
    [InlineData("most main-flow", Severity.Major)]
    [InlineData("all main-flow", Severity.Critical)]
    [InlineData("one some-flow", Severity.Minor)]
    [InlineData("some some-flow", Severity.Medium)]
    [InlineData("most some-flow", Severity.Medium)]
    [InlineData("all some-flow", Severity.Medium)]
    [InlineData("one secondary", Severity.Minor)]
    [InlineData("some secondary", Severity.Minor)]
    [InlineData("most secondary", Severity.Minor)]
    [InlineData("all secondary", Severity.Minor)]
    public void The_matrix_proposes(string words, Severity expected) =>
        Unconfirmed().When("ana", $"impact {words} yes").ThenState(i => Assert.Equal(expected, i.Severity));

    [Fact, Trait("Requirement", "A3")]
    public void The_gate_asks_with_the_form_and_reversible_changes_pass_with_unknown()
    {
        var story = Story.Of("checkout fails");
        var context = new DecisionContext(story.Now, Person.System, Policy.Default) { Language = Language.Whole };
        Refusal? Missing(Intention intention) => ImpactFirstGate.Row.Missing(story.Incident, intention, context);
        Intention theory = new Intention.Theory();
        Intention reversible = new StartMitigation("scale", "payments to 8").Intends(story.Incident)!;
        Assert.Equal("impact", Missing(theory)?.Form?.Verb);
        Assert.NotNull(Missing(reversible));
        story.When("ana", "impact unknown");
        Assert.NotNull(Missing(theory));
        Assert.Null(Missing(reversible));
        story.When("ana", "impact some main-flow yes");
        Assert.Null(Missing(theory));
    }
}
