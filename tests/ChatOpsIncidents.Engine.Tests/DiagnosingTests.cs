using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class DiagnosingTests
{
    private static Story Contained(Severity severity = Severity.Major) =>
        Story
            .Of("payments fail", severity)
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback none because nothing was deployed")
            .When("ana", "mitigate none because all is single");

    [Fact, Trait("Requirement", "A3"), Trait("Requirement", "A10")]
    public void A_theory_that_comes_too_early_is_parked_and_offered_back()
    {
        var story = Story.Of("payments fail").When("ben", "hypothesis the pool is too small");
        Assert.Equal("impact-first", story.Last.Refusal?.Code);
        Assert.Contains(story.Last.Facts, f => f.Fact is HypothesisParked);
        story
            .When("ben", "cause The pool is too small.")
            .ThenRefused("impact-first")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .Then("impact-assessed")
            .When("ben", "theory the pool is too small")
            .ThenRefused("containment-first", next: "/incident mitigate none")
            .When("ana", "rollback none because nothing was deployed")
            .Then("rollback-ruled-out")
            .When("ana", "mitigate none because all is single")
            .Then("containment-ruled-out", "hypothesis-offered-back");
        var told = story.Last.Effects.OfType<Effect.Tell>().Single();
        Assert.Equal(("UBEN", "hypothesis #1"), (told.Person, told.Message.Actions[0].Command));
        story
            .When("ben", "hypothesis #1")
            .Then("hypothesis-taken-up")
            .ThenPhase(Phase.Diagnose)
            .When("ben", "hypothesis the pool is too small")
            .ThenNothing();
    }

    [Fact, Trait("Requirement", "B3"), Trait("Requirement", "B7")]
    public void One_theory_at_a_time_the_others_wait_on_the_list()
    {
        var story = Contained().When("ana", "hypothesis one").Then("hypothesis-proposed");
        for (var i = 2; i <= 6; i++)
        {
            story.When("ben", $"hypothesis theory {i}");
            Assert.Equal("one-hypothesis", story.Last.Refusal?.Code);
            Assert.Contains(story.Last.Facts, f => f.Fact is HypothesisProposed { State: HypothesisState.Candidate });
        }

        story
            .When("ben", "hypothesis a seventh")
            .ThenRefused("too-many-candidates", next: "/incident verdict")
            .ThenState(i => Assert.Equal(5, i.JumpCount))
            .When("ana", "verdict refuted")
            .ThenAsks("verdict")
            .When("ana", "verdict #1 no the pool was never over 40 %")
            .Then("verdict-given")
            .ThenRoomHears("refuted")
            .ThenPhase(Phase.Contain)
            .When("ana", "hypothesis #3")
            .Then("hypothesis-taken-up")
            .When("ana", "verdict inconclusive the graph has a gap")
            .Then("verdict-given")
            .When("ana", "hypothesis one")
            .ThenRefused("refuted-before", next: "/incident hypothesis #1 again: \"yes\"")
            .When("ana", "hypothesis #1 again: \"yes\"")
            .Then("hypothesis-taken-up");
    }

    [Fact, Trait("Requirement", "B12")]
    public void Evidence_belongs_to_the_theory_and_without_it_it_is_a_guess() =>
        Contained()
            .When("ana", "evidence the first 502 at 14:02")
            .Then("evidence-added")
            .ThenState(i => Assert.Null(i.Evidence[0].Hypothesis))
            .When("ana", "hypothesis the pool")
            .ThenState(i => Assert.True(i.ActiveHypothesis!.IsGuess))
            .When("ben", "evidence against https://grafana.test/d/pool 40 %")
            .Then("evidence-added")
            .ThenState(i =>
                Assert.Equal(("https://grafana.test/d/pool", 1), (i.Evidence[1].Url, i.ActiveHypothesis!.Against.Count))
            )
            .When("ben", "evidence against https://grafana.test/d/pool 40 %")
            .ThenNothing()
            .ThenState(i => Assert.False(i.ActiveHypothesis!.IsGuess))
            .When("ben", "evidence")
            .ThenAsks("evidence");

    [Fact]
    public void A_test_needs_containment_and_a_theory()
    {
        Story
            .Of("payments fail")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "test a larger pool")
            .ThenHeld("containment-first");
        Contained()
            .When("ana", "test")
            .ThenAsks("test")
            .When("ana", "test a larger pool")
            .ThenRefused("no-theory")
            .When("ana", "hypothesis the pool")
            .When("ana", "test a larger pool on one server")
            .Then("test-started")
            .When("ana", "test a larger pool on one server")
            .ThenNothing();
    }

    [Fact]
    public void At_minor_no_gate_stands()
    {
        Story
            .Of("a typo", Severity.Minor)
            .When("ana", "hypothesis the template")
            .Then("hypothesis-proposed")
            .When("ben", "hypothesis the font")
            .Then("hypothesis-proposed")
            .ThenState(i => Assert.Equal(HypothesisState.Candidate, i.Hypotheses[1].State));
        Story
            .Of("slow", Severity.Medium)
            .When("ana", "impact who: some how-bad: some-flow ongoing: yes")
            .When("ana", "hypothesis the index")
            .Then("hypothesis-proposed");
    }

    [Fact]
    public void The_lead_may_pass_the_order_and_a_parked_theory_comes_back() =>
        Story
            .Of("payments fail")
            .When("ben", "hypothesis the certificate ran out")
            .ThenState(i => Assert.Single(i.Hypotheses))
            .When("ana", "override impact-first it is obvious")
            .Then("gate-overridden")
            .When("ana", "override containment-first it is obvious")
            .Then("gate-overridden", "hypothesis-offered-back");

    [Fact, Trait("Requirement", "B13")]
    public void Files_that_are_evidence_are_kept_and_their_digests_are_facts()
    {
        var story = Story
            .Of("checkout fails", Severity.Minor)
            .When("ana", "evidence the pool at its limit file: F1, F2")
            .Then("evidence-added");
        var entry = story.Last.Facts.Single(f => f.Fact is EvidenceAdded).Seq;
        Assert.Equal(
            [new Effect.KeepFile(entry, "F1"), new Effect.KeepFile(entry, "F2")],
            story.Last.Effects.OfType<Effect.KeepFile>()
        );
        var kept = new KeptFile(entry, "F1", "graph.png", 24_310, new string('a', 64));
        story
            .When(new ReportFile(kept))
            .Then("file-kept")
            .When(new ReportFile(kept))
            .ThenNothing()
            .ThenState(i => Assert.Equal([kept], i.KeptFiles))
            .When(new ReportNoFile(entry, "F2", "it is larger than 25 MB."))
            .Then("file-not-kept")
            .When("ana", "evidence file: F3")
            .Then("evidence-added")
            .When("ana", "evidence a graph file: ../../etc/passwd")
            .ThenRefused("no-file");
    }
}
