using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Incidents;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class CardTests
{
    [Fact, Trait("Requirement", "C9"), Trait("Requirement", "B4")]
    public void A_card_after_the_declaration() => Check("card-declared", Story.Of("checkout fails for EU cards"));

    [Fact, Trait("Requirement", "A21"), Trait("Requirement", "C9")]
    public void A_card_with_impact_and_more_people() => Check("card-impact", Story.Of("checkout fails for EU cards")
        .When("ben", "note hello")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes scope: EU working: search"));

    [Fact]
    public void A_card_without_a_lead_offers_the_lead() => Check("card-no-lead", Story.Of("checkout fails"),
        incident => incident with { Roles = incident.Roles.Clear() });

    [Fact]
    public void A_card_with_a_running_change() =>
        Check("card-running-change", Story.Of("checkout fails").When("ben", "note hello")
        .When("ana", "impact who: most how-bad: main-flow ongoing: yes"), incident => incident with
        {
            RollbackReviewedAt = incident.LastAt,
            Mitigations = [new Mitigation(
                1, "rollback", "payments to 4.1", new Person("UBEN", "Ben"), incident.LastAt)],
        });

    [Fact]
    public void A_card_when_it_is_resolved() => Check("card-resolved", Story.Of("checkout fails"),
        incident => incident with { ResolvedAt = incident.LastAt, MitigatedAt = incident.LastAt });

    [Theory, MemberData(nameof(Situations)), Trait("Requirement", "B4"), Trait("Requirement", "C9")]
    public void There_is_exactly_one_next_step_with_an_owner_in_every_phase(Phase phase)
    {
        var incident = InPhase(phase);
        Assert.Equal(phase, incident.Phase);
        foreach (var state in new[] { incident, incident with { Roles = incident.Roles.Clear() } })
        {
            var next = NextStepView.Of(state, Context);
            Assert.NotEmpty(next.Text);
            Assert.InRange(next.Actions.Count, 0, 4);
            Assert.True(next.Actions.Count(action => action.Style == ActionStyle.Primary) <= 1);
            if (state.IsRunning) Assert.Matches(@"\(.+, (now|by ⟦t:[^⟧]+⟧)\)$", next.Text);
        }
    }

    public static TheoryData<Phase> Situations => [.. Enum.GetValues<Phase>()];

    private static DecisionContext Context =>
        new(new(2026, 11, 21, 14, 20, 0, TimeSpan.Zero), new Person("UANA", "Ana"), Policy.Default);

    private static void Check(string name, Story story, Func<Incident, Incident>? change = null) => Approved.Check(
        $"messages/{name}.txt",
            MessageText.Of(CardView.Render((change ?? (i => i))(story.Incident), Context with { Now = story.Now })));

    private static Incident InPhase(Phase phase)
    {
        if (phase == Phase.Undeclared) return Incident.None("INC-7");
        var incident = Story.Of("checkout fails").Incident;
        var at = incident.LastAt;
        var impact = incident with { Impact = new Impact(Reach.Most, Loss.MainFlow, Answer.Yes), ImpactAt = at };
        var ana = new Person("UANA", "Ana");
        return phase switch
        {
            Phase.Declared => incident,
            Phase.Impact => impact,
            Phase.Contain => impact with { RollbackReviewedAt = at },
            Phase.Diagnose => impact
                with { Hypotheses = [new Hypothesis(1, "the pool is too small", ana, HypothesisState.Active)] },
            Phase.Waiting => impact with { WaitingFor = "Stripe" },
            Phase.Mitigated => impact with { MitigatedAt = at },
            Phase.Verify => impact with { MitigatedAt = at, VerifyStartedAt = at, HoldUntil = at.AddMinutes(5) },
            Phase.Resolved => impact with { ResolvedAt = at },
            Phase.Review => impact with { ResolvedAt = at, IsInReview = true },
            Phase.Closed => impact with { ResolvedAt = at, ClosedAt = at },
            Phase.Cancelled => impact with { CancelledBecause = "a test" },
            _ => impact with { MergedInto = "INC-8" },
        };
    }
}
