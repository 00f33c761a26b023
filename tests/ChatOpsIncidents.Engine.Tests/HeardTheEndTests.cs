using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Whoever outside was told of an incident hears how it ended, however it does.</summary>
public sealed class HeardTheEndTests
{
    private const string Update =
        "update what: checkout fails on payments impact: cards are declined doing: Ben looks at it next: 30m";

    private static readonly Catalog Shop = new([new Service("payments")]);

    [Fact, Trait("Requirement", "C26")]
    public void A_false_alarm_is_told_to_those_who_were_told_of_it_and_to_nobody_else()
    {
        var story = Told(Update + " to: support, public").When("ana", "cancel payments was only tested");
        var heard = Heard(story);
        Assert.Equal(["public", "support"], heard.Keys.Order());
        Assert.Equal(
            "What we told you of turned out to be no disruption. This is the last update.",
            heard["public"].Message.Body
        );
        Assert.Contains("false alarm. No further update", heard["support"].Message.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("payments", heard["support"].Message.Body, StringComparison.Ordinal);
        Assert.All(heard.Values, told => Assert.Equal(OutwardState.Resolved, told.State));
    }

    [Fact]
    public void Those_inside_and_those_who_follow_hear_why_it_was_none()
    {
        var story = Told(Update).When("cy", "follow").When("ana", "cancel payments was only tested");
        Assert.Contains("payments was only tested", Heard(story)["leadership"].Message.Body, StringComparison.Ordinal);
        var direct = Assert.Single(story.Last.Effects.OfType<Effect.Direct>(), told => told.Person == "UCY");
        Assert.Contains("payments was only tested", direct.Message.Body, StringComparison.Ordinal);
        Assert.Empty(direct.Message.Actions);
        story.ThenPosts(Destination.AnnouncementThread, "No further update follows");
    }

    [Fact]
    public void Of_what_nobody_was_told_nobody_hears_the_end()
    {
        var story = Story.Of("checkout fails", Severity.Critical, PlanTests.Placed).When("ana", "cancel a load test");
        Assert.Empty(Heard(story));
        Assert.DoesNotContain(
            story.Last.Effects,
            effect => effect is Effect.Post { Key: ['e', 'n', 'd', 'e', 'd', ..] }
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_goes_on_in_another_incident_is_told_with_its_number_unless_that_one_is_private(bool isPrivate)
    {
        var story = Told(Update)
            .When("cy", "follow")
            .Beside(Other(isPrivate))
            .When("ana", "merge INC-9 confirm: INC-9")
            .ThenPhase(Phase.Merged);
        var heard = Heard(story);
        Assert.Equal(["leadership", "public", "support"], heard.Keys.Order());
        Assert.DoesNotContain("INC-9", heard["public"].Message.Body, StringComparison.Ordinal);
        foreach (var name in new[] { "leadership", "support" })
            Assert.Equal(!isPrivate, heard[name].Message.Body.Contains("INC-9", StringComparison.Ordinal));
        var followed = story.Last.Effects.OfType<Effect.Direct>().Single(told => told.Person == "UCY").Message;
        string[] taps = isPrivate ? [] : ["INC-9 follow"];
        Assert.Equal(taps, followed.Actions.Select(action => action.Command));
        if (isPrivate)
            Assert.DoesNotContain("INC-9", followed.Body, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "C27"), Trait("Requirement", "C26")]
    public void At_the_recovery_those_who_were_told_get_the_report_and_hear_that_updates_have_stopped()
    {
        var story = Resolved();
        var heard = story.Last.Effects.OfType<Effect.Inform>().ToLookup(told => told.Audience);
        var report = heard["leadership"].Last().Message;
        Assert.StartsWith("Issue report: INC-7", report.Title, StringComparison.Ordinal);
        Assert.Contains("Regular updates have stopped. Thanks to Ana", report.Footer, StringComparison.Ordinal);
        Assert.Equal(2, heard["support"].Count());
        AssertOutward(heard["support"].Last().Message);
        // Nobody has read it over: the public hears the last update alone.
        Assert.Equal("This is the last update.", Assert.Single(heard["public"]).Message.Body.Split('\n')[^1]);
    }

    [Fact, Trait("Requirement", "C32")]
    public void A_shared_report_reaches_the_audiences_too_and_who_reads_it_there_says_so()
    {
        var story = Resolved().When("ana", "share anyway");
        var heard = Heard(story);
        Assert.Equal(["leadership", "support"], heard.Keys.Order());
        Assert.Equal("share read", Assert.Single(heard["support"].Message.Actions).Command);
        AssertOutward(heard["support"].Message);
        Assert.Contains("Shared by Ana", heard["leadership"].Message.Footer, StringComparison.Ordinal);
        story.Tap("dana", "share read").Then("report-read");
        Assert.Equal("Dana", Assert.Single(story.Incident.Shared!.Readers).Name);
    }

    [Fact]
    public void Of_a_private_incident_no_audience_gets_a_report()
    {
        var story = Story.Nothing(PlanTests.Placed).When("ana", "declare private keys leaked");
        story.When("ana", "cancel they were old ones");
        Assert.Empty(story.AllEffects.OfType<Effect.Inform>());
    }

    private static Story Told(string update) =>
        Story
            .Of("checkout fails on payments", Severity.Critical, PlanTests.Placed, Shop)
            .When("ben", "note I look")
            .At("14:10")
            .When("ana", update);

    private static Story Resolved() =>
        Told(Update)
            .When("ana", "impact who: most how-bad: main-flow ongoing: no")
            .When("ana", "override verified-recovery Ben saw payments on db1.svc.local")
            .When("ana", "resolve payments was rolled back")
            .ThenPhase(Phase.Resolved);

    private static Dictionary<string, Effect.Inform> Heard(Story story) =>
        story.Last.Effects.OfType<Effect.Inform>().ToDictionary(told => told.Audience);

    private static void AssertOutward(ChatMessage message)
    {
        foreach (var name in new[] { "payments", "Ana", "Ben", "svc.local" })
            Assert.DoesNotMatch($@"(?i)\b{name}\b", message.Body);
        Assert.DoesNotContain("⟦", message.Body, StringComparison.Ordinal);
    }

    private static IncidentSummary Other(bool isPrivate) =>
        new(
            "INC-9",
            "ledger fails",
            Severity.Critical,
            Phase.Impact,
            isPrivate,
            "Ben",
            [],
            new DateTimeOffset(2026, 11, 21, 13, 0, 0, TimeSpan.Zero),
            "C9",
            "C0"
        );
}
