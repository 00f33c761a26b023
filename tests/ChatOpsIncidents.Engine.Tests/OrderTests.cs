using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Exports;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>The order in which an incident is worked, and what makes it easy to keep.</summary>
public sealed class OrderTests
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes working: search";

    [Fact, Trait("Requirement", "A1"), Trait("Requirement", "A22")]
    public void The_phases_follow_the_order_and_what_comes_too_early_names_what_is_missing()
    {
        var story = Story.Of("checkout fails").ThenPhase(Phase.Declared);
        Assert.Contains("Declared", CardView.Topic(story.Incident), StringComparison.Ordinal);
        story.When("ana", "mitigate config pool 50").ThenHeld("impact-first");
        Assert.Contains("impact", story.Last.Refusal!.Because, StringComparison.OrdinalIgnoreCase);
        story
            .When("ana", Impact)
            .ThenPhase(Phase.Impact)
            .When("ana", "rollback payments to 4.1")
            .ThenPhase(Phase.Contain)
            .At("14:10")
            .When("ana", "outcome worked")
            .ThenPhase(Phase.Mitigated)
            .At("14:12")
            .When("ana", "verify manual https://grafana.test/d/1 error ratio 0.1 %, as before")
            .ThenPhase(Phase.Verify)
            .At("14:30")
            .When("ana", "resolve rolled back")
            .ThenPhase(Phase.Resolved);
        Assert.Contains("Resolved", CardView.Topic(story.Incident), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "A17")]
    public void Nothing_needs_to_be_set_up_to_declare() =>
        Story
            .Nothing()
            .When("ana", "declare checkout fails")
            .Then("incident-declared")
            .ThenState(i => Assert.Equal(("Ana", Severity.Major), (i.Lead?.Name, i.Severity)))
            .ThenState(i => Assert.NotNull(i.UpdateDueAt));

    public static TheoryData<string> Examples => [.. Vocabulary.Commands.Select(word => word.Example).OfType<string>()];

    [Theory, MemberData(nameof(Examples)), Trait("Requirement", "A16")]
    public void Every_command_works_alone_in_one_line(string example)
    {
        var context = new DecisionContext(
            new(2026, 11, 21, 14, 20, 0, TimeSpan.Zero),
            new Person("UANA", "Ana"),
            Policy.Default
        )
        {
            Language = Language.Whole,
            FindPerson = name => new Person("UBEN", name.TrimStart('@')),
        };
        var parsed = CommandReader.Read(example, context);
        Assert.NotNull(parsed.Command);
        Assert.IsNotType<ShowForm>(parsed.Command);
    }

    [Fact, Trait("Requirement", "A13")]
    public void The_scorecard_says_how_far_the_order_was_kept()
    {
        var kept = Story
            .Of("checkout fails")
            .At("14:02")
            .When("ana", Impact)
            .At("14:05")
            .When("ana", "rollback payments to 4.1")
            .At("14:10")
            .When("ana", "outcome worked")
            .At("14:12")
            .When("ana", "verify manual https://grafana.test/d/1 error ratio 0.1 %, as before")
            .At("14:30")
            .When("ana", "resolve rolled back");
        var score = Scorecard.Of(kept.Incident);
        Assert.Equal(
            (100, 0, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5)),
            (score.AdherencePercent, score.Overrides, score.ToImpact!.Value, score.ToRollbackReview!.Value)
        );
        var loose = Story
            .Of("checkout fails")
            .When("ana", "override impact-first all is down")
            .At("14:02")
            .When("ana", "rollback payments to 4.1");
        Assert.True(Scorecard.Of(loose.Incident).AdherencePercent < 100);
    }

    [Fact, Trait("Requirement", "B8"), Trait("Requirement", "B11")]
    public void What_fails_what_still_works_and_how_wide_it_is_stand_on_the_card()
    {
        var story = Story.Of("checkout fails").When("ana", Impact + " scope: EU");
        var card = CardView.Render(
            story.Incident,
            new DecisionContext(story.Now, new Person("UANA", "Ana"), Policy.Default) { Language = Language.Whole }
        );
        Assert.Contains(
            card.Facts,
            fact => fact.Value == "most users, a main flow, going on, scope: EU, still working: search"
        );
    }

    [Fact, Trait("Requirement", "C30")]
    public void What_a_review_asks_for_first_is_noted_in_fields() =>
        Story
            .Of("checkout fails")
            .At("14:20")
            .When("ana", "note the pool is empty server: lb-2 first-error: 14:02 build-from: 4.1 build-to: 4.2")
            .Then("note-taken")
            .ThenState(i =>
                Assert.Equal(
                    "Note: the pool is empty (server lb-2, first error 2026-11-21 14:02Z, build from 4.1, build to 4.2)",
                    Markup.Plain(i.Log[^1].Text)
                )
            )
            .When("ana", "note server: lb-3")
            .Then("note-taken")
            .When("ana", "note it fails first-error: tomorrow")
            .ThenRefused("not-a-time");

    [Fact, Trait("Requirement", "A2"), Trait("Requirement", "D4")]
    public void A_report_is_built_from_what_was_recorded_and_said_at_the_time_alone()
    {
        var document = ExportTests.Document();
        Assert.Equal(document.Entries.Count, ExportTests.Document().Entries.Count);
        Assert.All(document.Entries.Where(entry => entry.Seq is not null), entry => Assert.NotNull(entry.Hash));
        var said = Assert.Single(document.Entries, entry => entry.Kind == "message");
        Assert.Contains(said.Text, TimelineMarkdown.Write(document), StringComparison.Ordinal);
        Assert.Contains(
            document.Entries,
            entry => entry.Content!.Contains(said.ContentDigest, StringComparison.Ordinal)
        );
    }
}
