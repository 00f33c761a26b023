using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What every gate has in common: held or hard, given, lapsed, overridden, a report, and its hardness by
/// severity.</summary>
public sealed class GateTests
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";
    private const string NoRollback = "rollback none because nothing was deployed";
    private const string NoContainment = "mitigate none because all is single";

    // The gate, what was said before, the line that it stops, and the line that gives what is missing.
    private static readonly Dictionary<string, (string[] Before, string Line, string Given)> Held = new(
        StringComparer.Ordinal
    )
    {
        ["impact-first"] = ([], "rollback payments to 4.1", Impact),
        ["rollback-first"] = ([Impact], "mitigate flag-off new-checkout", NoRollback),
        ["containment-first"] = (
            [Impact, NoRollback, "override containment-first to state it", "hypothesis the pool"],
            "test a larger pool",
            NoContainment
        ),
        ["one-change"] = (
            [Impact, NoRollback, "mitigate scale payments to 8"],
            "mitigate flag-off new-checkout",
            "outcome failed"
        ),
        ["cause-for-fix"] = (
            [Impact, NoRollback, NoContainment],
            "mitigate config the timeout to 5 s",
            "hypothesis the timeout"
        ),
        ["evidence-first"] = (
            [Impact, NoRollback],
            "mitigate restart payments-1 confirm: \"payments-1\"",
            "evidence https://dumps.test/7 thread dump"
        ),
    };

    public static TheoryData<string> HeldGates => [.. Held.Keys];

    // Those that refuse: what was said before, and the line that is refused.
    private static readonly Dictionary<string, (string[] Before, string Line)> Refusing = new(StringComparer.Ordinal)
    {
        ["one-hypothesis"] = ([Impact, NoRollback, NoContainment, "hypothesis one"], "hypothesis two"),
        ["verified-recovery"] = ([], "resolve"),
        ["data-answered"] = ([Impact + " data: lost", "override verified-recovery it is a test"], "resolve"),
        ["review-complete"] = ([Impact, "override verified-recovery it is a test", "resolve"], "close"),
        ["review-not-rushed"] = (
            [Impact, "override verified-recovery it is a test", "resolve"],
            "session 2026-11-24 10:00"
        ),
    };

    public static TheoryData<string> RefusingGates => [.. Refusing.Keys];

    [Fact]
    public void Every_gate_of_the_table_has_its_sample_here() =>
        Assert.Equal(GateTable.Codes.Order(), Held.Keys.Concat(Refusing.Keys).Order());

    [Theory, MemberData(nameof(RefusingGates))]
    public void What_is_refused_has_a_next_step_and_the_gates_name(string gate)
    {
        var (before, line) = Refusing[gate];
        var story = before.Aggregate(Story.Of("payments fail"), (story, words) => story.When("ana", words));
        // Some land otherwise: a resolve is armed, a second theory is a candidate. What was intended did not happen.
        story.When("ana", line);
        Assert.Equal(gate, story.Last.Refusal?.Code);
        Assert.NotEmpty(story.Last.Refusal!.Next);
        Assert.Empty(story.Incident.Held);
    }

    [Theory, MemberData(nameof(RefusingGates))]
    public void Where_it_does_not_stand_it_refuses_nothing(string gate)
    {
        var (before, line) = Refusing[gate];
        var policy = Policy.Default with
        {
            GateChanges = Policy.Default.GateChanges.SetItem((gate, Severity.Major), Hardness.Off),
        };
        var story = before.Aggregate(
            Story.Of("payments fail", policy: policy),
            (story, words) => story.When("ana", words)
        );
        Assert.NotEqual(gate, story.When("ana", line).Last.Refusal?.Code);
    }

    private static Story Before(string gate, Severity severity = Severity.Major)
    {
        var story = Story.Of("payments fail", severity);
        foreach (var line in Held[gate].Before)
            story.When("ana", line);
        // An override that was needed to get here is over.
        return gate == "containment-first" ? story.After(TimeSpan.FromMinutes(16)) : story;
    }

    [Theory, MemberData(nameof(HeldGates)), Trait("Requirement", "A3")]
    public void Its_own_author_gives_what_is_missing_and_the_held_command_runs_at_once(string gate)
    {
        var story = Before(gate).When("ben", Held[gate].Line).ThenHeld(gate);
        Assert.NotEmpty(story.Last.Refusal!.Next);
        story.When("ben", Held[gate].Given);
        if (gate == "one-change")
        {
            // The end of another change sets nothing going, whoever reports it.
            Assert.Contains("Start it now", story.Last.Reply.Message!.Actions.Select(action => action.Label));
            story.Tap("ben", Held[gate].Line);
        }

        Assert.Contains(story.Last.Facts, f => f.Fact is CommandReleased);
        Assert.Empty(story.Incident.Held);
    }

    [Theory, MemberData(nameof(HeldGates)), Trait("Requirement", "A3")]
    public void What_somebody_else_gives_starts_nothing_and_is_offered_back(string gate)
    {
        var story = Before(gate).When("ben", Held[gate].Line).ThenHeld(gate).When("ana", Held[gate].Given);
        Assert.DoesNotContain(story.Last.Facts, f => f.By.Name == "Ben");
        var offer = Assert.Single(story.Last.Effects.OfType<Effect.Direct>(), direct => direct.Person == "UBEN");
        Assert.Equal(["Start it now", "Drop it"], offer.Message.Actions.Select(action => action.Label));
        Assert.Contains(
            "is free to start",
            CardView.Render(story.Incident, Story.ContextFor("ana")).Body,
            StringComparison.Ordinal
        );
        story.Tap("ben", offer.Message.Actions[0].Command);
        Assert.Contains(story.Last.Facts, f => f.By.Name == "Ben" && f.Fact is not IBookkeeping);
        Assert.Empty(story.Incident.Held);
    }

    [Theory, MemberData(nameof(HeldGates))]
    public void What_is_offered_back_is_dropped_by_a_tap(string gate)
    {
        var story = Before(gate).When("ben", Held[gate].Line).When("ana", Held[gate].Given);
        story.Tap("ben", "drop #1").Then("command-dropped").When("ben", "drop").ThenRefused("nothing-waits");
        Assert.Empty(story.Incident.Held);
    }

    [Theory, MemberData(nameof(HeldGates))]
    public void It_lapses_after_a_quarter_of_an_hour(string gate)
    {
        var story = Before(gate).When("ben", Held[gate].Line).ThenHeld(gate).After(TimeSpan.FromMinutes(14));
        Assert.Single(story.Incident.Held);
        story.After(TimeSpan.FromMinutes(1));
        Assert.Empty(story.Incident.Held);
        Assert.Contains(story.History, f => f.Fact is CommandLapsed);
    }

    [Theory, MemberData(nameof(HeldGates))]
    public void The_lead_opens_it_with_a_reason_and_nobody_else(string gate)
    {
        var story = Before(gate)
            .When("ben", Held[gate].Line)
            .ThenHeld(gate)
            .When("ben", $"override {gate} I am sure")
            .ThenRefused("lead-only", next: "/incident lead")
            .When("ana", $"override {gate} it is the certificate")
            .ThenRoomHears(gate);
        Assert.DoesNotContain(story.Last.Facts, f => f.By.Name == "Ben");
        story.Tap("ben", Held[gate].Line);
        Assert.Contains(story.Last.Facts, f => f.By.Name == "Ben" && f.Fact is not IBookkeeping);
        Assert.Empty(story.Incident.Held);
    }

    [Theory, MemberData(nameof(HeldGates)), Trait("Requirement", "C31")]
    public void What_was_done_already_passes_and_is_marked(string gate)
    {
        var story = Before(gate);
        story.When("ben", $"{Held[gate].Line} at: {story.Now:HH:mm}Z");
        Assert.Null(story.Last.Refusal);
        Assert.Contains(story.Last.Facts, f => f.BeforeGate);
    }

    [Theory, MemberData(nameof(HeldGates))]
    public void Its_hardness_follows_the_severity(string gate)
    {
        foreach (var severity in Enum.GetValues<Severity>())
        {
            var story = Before(gate, severity).When("ben", Held[gate].Line);
            if (GateTable.Find(gate)!.Firmness.At(severity) != Hardness.Off)
                story.ThenHeld(gate);
            else
                Assert.NotEqual(gate, story.Last.Refusal?.Code);
        }
    }

    [Theory, MemberData(nameof(HeldGates))]
    public void A_workspace_may_make_it_hard_or_take_it_away(string gate)
    {
        foreach (var hardness in new[] { Hardness.Hard, Hardness.Off })
        {
            var policy = Policy.Default with
            {
                GateChanges = Policy.Default.GateChanges.SetItem((gate, Severity.Major), hardness),
            };
            var story = Story.Of("payments fail", policy: policy);
            foreach (var line in Held[gate].Before)
                story.When("ana", line);
            story.After(TimeSpan.FromMinutes(16)).When("ben", Held[gate].Line);
            if (hardness == Hardness.Hard && gate != "evidence-first")
                story.ThenRefused(gate);
            else if (hardness == Hardness.Hard)
                story.ThenHeld(gate);
            else
                Assert.NotEqual(gate, story.Last.Refusal?.Code);
        }
    }

    [
        Theory,
        InlineData(Severity.Critical, true),
        InlineData(Severity.Major, true),
        InlineData(Severity.Medium, true),
        InlineData(Severity.Minor, false)
    ]
    public void Recovery_must_be_proven_from_medium_up(Severity severity, bool stands)
    {
        var story = Story.Of("payments fail", severity).When("ana", "resolve");
        Assert.Equal(stands ? "verified-recovery" : null, story.Last.Refusal?.Code);
        Assert.Equal(stands, story.Incident.ResolvedAt is null);
    }

    [Theory, InlineData(Severity.Critical, true), InlineData(Severity.Medium, true), InlineData(Severity.Minor, false)]
    public void One_theory_at_a_time_from_medium_up(Severity severity, bool stands)
    {
        var story = Story
            .Of("payments fail", severity)
            .When("ana", Impact)
            .When("ana", NoRollback)
            .When("ana", NoContainment)
            .When("ana", "hypothesis one")
            .When("ben", "hypothesis two");
        Assert.Equal(stands ? "one-hypothesis" : null, story.Last.Refusal?.Code);
        Assert.Equal("one", story.Incident.ActiveHypothesis?.Text);
    }

    [Fact]
    public void A_change_that_waited_is_offered_back_and_not_run_once_the_bleeding_has_stopped()
    {
        var story = Story
            .Of("checkout fails")
            .When("ana", "impact most main-flow yes")
            .When("ana", "rollback payments to 4.1")
            .When("ben", "mitigate flag-off the new form")
            .ThenHeld("one-change")
            .When("ana", "outcome #1 worked errors fall");
        Assert.Empty(story.Incident.Held);
        Assert.Single(story.Incident.Mitigations);
        Assert.Contains(
            story.Last.Effects.OfType<Effect.Direct>(),
            tell =>
                tell.Person == "UBEN"
                && tell.Message.Actions.Any(action => action.Command == "mitigate flag-off the new form")
        );
    }

    [Fact]
    public void What_waits_goes_with_the_end_of_the_incident() =>
        Story
            .Of("payments fail")
            .When("ben", "rollback payments")
            .ThenHeld("impact-first")
            .When("ana", "cancel a load test")
            .ThenState(i => Assert.Empty(i.Held))
            .At("15:00")
            .ThenPhase(Phase.Cancelled);
}
