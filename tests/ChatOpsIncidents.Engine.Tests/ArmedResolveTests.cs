using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>A resolve that waits for its proof says what it waits for, and monitoring outweighs what people say.</summary>
[Trait("Requirement", "A15")]
public sealed class ArmedResolveTests
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";
    private const string Proof = "verify manual https://grafana.test/d error ratio 0.1 %, before 0.1 %";
    private static readonly CheckReading Good = new("error ratio", CheckSignal.InBaseline, "0.1 % now, 0.1 % before");
    private static readonly CheckReading Bad = new("error ratio", CheckSignal.OutOfBaseline, "4 % now, 0.1 % before");

    [Fact]
    public void Without_a_proof_it_asks_for_one_and_says_what_follows()
    {
        var story = Mitigated().When("ana", "resolve rolled back").ThenAsks("verify");
        Assert.Contains("with a proof you are asked after the hold time", Because(story), StringComparison.Ordinal);
        Assert.Equal("Resolve armed; a proof of recovery is needed", Armed(story));
        Assert.DoesNotContain("/incident data repaired", story.Last.Refusal!.Next.Select(step => step.Line));
        story.When("ana", "resolve").ThenRefused("verified-recovery");
        story.When("ana", "resolve rolled back").ThenRefused("verified-recovery");
        story.When("ana", "resolve switched to 4.0");
        Assert.Contains(story.Last.Facts, fact => fact.Fact is ResolveArmed { Summary: "switched to 4.0" });
    }

    [Fact]
    public void Where_monitoring_is_read_nobody_types_a_proof()
    {
        var story = Mitigated().When(new ReportChecks([Bad])).When("ana", "resolve");
        Assert.Null(story.Last.Reply.Form);
        Assert.Contains("when the checks have held for the hold time", Because(story), StringComparison.Ordinal);
        story.When(new ReportChecks([Good])).When("ana", "resolve rolled back");
        Assert.Contains("it resolves itself at", Because(story), StringComparison.Ordinal);
        Assert.Contains("wakes you if not", Because(story), StringComparison.Ordinal);
        Assert.Equal("Resolve armed, until recovery has held", Armed(story));
    }

    [Fact]
    public void While_it_holds_a_typed_proof_promises_a_question()
    {
        var story = Mitigated().When("ana", Proof).When("ana", "resolve rolled back");
        Assert.DoesNotContain("wakes you", Because(story), StringComparison.Ordinal);
        Assert.Null(story.Last.Reply.Form);
    }

    [Fact, Trait("Requirement", "B21")]
    public void Damaged_data_is_asked_about_before_the_end()
    {
        var story = Mitigated(Impact + " data: corrupt").When("ana", Proof).When("ana", "resolve rolled back");
        Assert.Contains("Before that, say what became of the corrupt data.", Because(story), StringComparison.Ordinal);
        Assert.Contains("/incident data repaired", story.Last.Refusal!.Next.Select(step => step.Line));
    }

    [Fact, Trait("Requirement", "A7"), Trait("Requirement", "C25")]
    public void What_monitoring_shows_ends_what_people_have_proven()
    {
        var story = Mitigated().When("ana", Proof);
        Assert.NotNull(story.Incident.HoldUntil);
        story.When(new ReportChecks([Bad])).At("14:30").When("ben", "verify still").ThenRefused("nothing-proven");
        Assert.False(story.Incident.IsVerified(story.Now));
    }

    private static Story Mitigated(string impact = Impact) =>
        Story
            .Of("payments fail")
            .When("ana", impact)
            .When("ben", "rollback payments to 4.1")
            .At("14:10")
            .When("ben", "outcome worked");

    private static string Because(Story story) => Markup.Plain(story.Last.Refusal?.Because ?? "");

    private static string Armed(Story story) =>
        story.Last.Facts.Select(fact => fact.Fact).OfType<ResolveArmed>().Single().Describe();
}
