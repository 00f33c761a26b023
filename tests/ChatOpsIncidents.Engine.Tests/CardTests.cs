using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class CardTests
{
    [Fact, Trait("Requirement", "C9"), Trait("Requirement", "B4")]
    public void A_card_after_the_declaration() => Check("card-declared", Story.Of("checkout fails for EU cards"));

    [Fact, Trait("Requirement", "A21"), Trait("Requirement", "C9")]
    public void A_card_with_impact_and_more_people() =>
        Check(
            "card-impact",
            Story
                .Of("checkout fails for EU cards")
                .When("ben", "note hello")
                .When("ana", "impact who: most how-bad: main-flow ongoing: yes scope: EU working: search")
        );

    [Fact]
    public void A_card_without_a_lead_offers_the_lead() =>
        Check("card-no-lead", Story.Of("checkout fails"), incident => incident with { Roles = incident.Roles.Clear() });

    [Fact]
    public void A_card_with_a_running_change() =>
        Check(
            "card-running-change",
            Story
                .Of("checkout fails")
                .When("ben", "note hello")
                .When("ana", "impact who: most how-bad: main-flow ongoing: yes"),
            incident =>
                incident with
                {
                    RollbackReviewedAt = incident.LastAt,
                    Mitigations =
                    [
                        new Mitigation(1, "rollback", "payments to 4.1", new Person("UBEN", "Ben"), incident.LastAt),
                    ],
                }
        );

    [Fact]
    public void A_card_when_it_is_resolved() =>
        Check(
            "card-resolved",
            Story.Of("checkout fails"),
            incident => incident with { ResolvedAt = incident.LastAt, MitigatedAt = incident.LastAt }
        );

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
            if (!state.IsOver && state.Seq > 0)
                Assert.Matches(@"\(.+, (now|by ⟦t:[^⟧]+⟧|overdue since ⟦t:[^⟧]+⟧)\)$", next.Text);
        }
    }

    [Fact, Trait("Requirement", "B4")]
    [Trait("Fault", "U20")]
    public void Next_says_by_when_and_a_time_that_is_over_is_marked_and_does_not_slide_away()
    {
        var story = Story.Of("checkout fails", Severity.Minor);
        Assert.EndsWith("(Ana, by ⟦t:2026-11-21T18:00:00Z⟧)", Next(story), StringComparison.Ordinal);
        Assert.EndsWith(
            "(Ana, overdue since ⟦t:2026-11-21T18:00:00Z⟧)",
            Next(story.At("19:00")),
            StringComparison.Ordinal
        );
        var busy = Story.Of("checkout fails").When("ana", "impact who: most how-bad: main-flow ongoing: yes");
        Assert.EndsWith("(Ana, by ⟦t:2026-11-21T14:10:00Z⟧)", Next(busy), StringComparison.Ordinal);
        Assert.EndsWith(
            "(Ana, overdue since ⟦t:2026-11-21T14:10:00Z⟧)",
            Next(busy.At("14:12")),
            StringComparison.Ordinal
        );
    }

    // The card said "by 14:10" while the page said "overdue since 14:10".
    [Fact]
    [Trait("Fault", "U20")]
    public void When_a_step_becomes_overdue_card_and_home_say_so_once()
    {
        var story = Story.Of("checkout fails").When("ana", "impact who: most how-bad: main-flow ongoing: yes");
        var due = story.Steps.Select(step => step.Verdict.StepDue?.At).OfType<DateTimeOffset>().Last();
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 14, 10, 0, TimeSpan.Zero), due);
        var late = Context with { Now = due };
        var fell = Decider.Run(
            story.Incident,
            new DeadlineFell(StepDue.Deadline, due),
            late with
            {
                By = Person.System,
            }
        );
        var card = Assert.Single(fell.Effects.OfType<Effect.Edit>(), edit => edit.Key == Keys.Card).Message;
        Assert.Contains($"overdue since {Markup.Time(due)}", card.Body, StringComparison.Ordinal);
        Assert.Contains(fell.Effects, effect => effect is Effect.PublishHome { Person: "UANA" });
        Assert.Null(fell.StepDue!.At);
        var note = Decider.Run(fell.After, new TakeNote("it is slow", null), late);
        Assert.Null(note.StepDue);
    }

    [Fact, Trait("Requirement", "B4"), Trait("Requirement", "C17"), Trait("Requirement", "C20")]
    public void A_task_with_owner_and_time_is_the_next_action_while_somebody_looks()
    {
        var story = Story
            .Of("checkout fails")
            .When("ben", "note hello")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback none no build")
            .When("ana", "mitigate none the supplier is down")
            .When("ana", "task @ben trace the slow queries in: 10m");
        Assert.Equal(
            "Bring what task #1 trace the slow queries shows, then form one theory. "
                + "(Ben, by ⟦t:2026-11-21T14:10:00Z⟧)",
            Next(story)
        );
        Assert.Contains(
            "• #1 trace the slow queries (Ben, by ⟦t:2026-11-21T14:10:00Z⟧)",
            CardView.Render(story.Incident, Context with { Now = story.Now }).Body.Split('\n')
        );
        story.When("ben", "done the index was missing");
        Assert.StartsWith("Gather signals", Next(story), StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_rollback_before_the_impact_the_impact_is_still_asked_for()
    {
        var story = Story
            .Of("checkout fails")
            .When("ben", "note hello")
            .At("14:05")
            .When("ana", "rollback payments to 4.1 at 14:01");
        Assert.Equal(Phase.Contain, story.Incident.Phase);
        Assert.Contains(NextStepView.Of(story.Incident, Context).Actions, action => action.Command == "impact");
        story.When("ana", "impact unknown");
        Assert.Contains(NextStepView.Of(story.Incident, Context).Actions, action => action.Command == "impact");
        story.When("ana", "impact who: most how-bad: main-flow ongoing: yes");
        Assert.DoesNotContain(NextStepView.Of(story.Incident, Context).Actions, action => action.Command == "impact");
    }

    private static string Next(Story story) => NextStepView.Of(story.Incident, Context with { Now = story.Now }).Text;

    public static TheoryData<Phase> Situations => [.. Enum.GetValues<Phase>()];

    private static DecisionContext Context =>
        new(new(2026, 11, 21, 14, 20, 0, TimeSpan.Zero), new Person("UANA", "Ana"), Policy.Default)
        {
            Language = Language.Whole,
        };

    private static void Check(string name, Story story, Func<Incident, Incident>? change = null) =>
        Approved.Check(
            $"messages/{name}.txt",
            MessageText.Of(CardView.Render((change ?? (i => i))(story.Incident), Context with { Now = story.Now }))
        );

    private static Incident InPhase(Phase phase)
    {
        if (phase == Phase.Undeclared)
            return Incident.None("INC-7");
        var incident = Story.Of("checkout fails").Incident;
        var at = incident.LastAt;
        var impact = incident with { Impact = new Impact(Reach.Most, Loss.MainFlow, Answer.Yes), ImpactAt = at };
        var ana = new Person("UANA", "Ana");
        return phase switch
        {
            Phase.Declared => incident,
            Phase.Impact => impact,
            Phase.Contain => impact with { RollbackReviewedAt = at },
            Phase.Diagnose => impact with
            {
                Hypotheses = [new Hypothesis(1, "the pool is too small", ana, HypothesisState.Active)],
            },
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
