using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Exports;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>How soon somebody knew, and how the news came.</summary>
public sealed class DetectionTests
{
    [Fact, Trait("Requirement", "C2"), Trait("Requirement", "B36")]
    [Trait("Fault", "K17")]
    public void Noticed_later_than_its_severity_allows_is_a_finding_once()
    {
        var story = Story
            .Of("checkout fails", Severity.Critical)
            .At("14:05")
            .When("ana", "started 13:50")
            .Then("symptoms-started", "detection-late");
        var finding = Assert.Single(story.Incident.Findings);
        Assert.Equal(
            ("alert-gap", "Noticed 10 min after it began; the target at Critical is 5 min"),
            (finding.Kind, finding.Text)
        );
        story.When("ana", "started 13:40").Then("symptoms-started");
        Assert.Single(story.Incident.Findings);
        Assert.Contains(
            ScoreRows.Of(story.Incident),
            pair => pair == ("Symptoms to detection", "20 min, target 5 min missed")
        );
        Assert.Contains(
            CardView.Render(story.Incident, Story.ContextFor("ana")).Facts,
            fact => fact.Value.Contains("noticed 20 min later (target 5 min missed)", StringComparison.Ordinal)
        );
        story.When("ana", "started 13:58");
        Assert.Null(Scorecard.Of(story.Incident).DetectionTargetMissed);
    }

    [Theory, Trait("Requirement", "C2")]
    [InlineData(Severity.Critical, 4, false), InlineData(Severity.Critical, 6, true)]
    [InlineData(Severity.Major, 14, false), InlineData(Severity.Major, 16, true)]
    [InlineData(Severity.Medium, 59, false), InlineData(Severity.Medium, 61, true)]
    [InlineData(Severity.Minor, 600, false)]
    public void The_more_severe_the_sooner(Severity severity, int minutes, bool isLate) =>
        Assert.Equal(
            isLate,
            Story.Of("checkout fails", severity).When("ana", $"started {minutes}m ago").Incident.LateDetection
                is not null
        );

    [Fact, Trait("Requirement", "C2")]
    public void A_severity_that_nobody_looked_at_is_no_ground_and_an_earlier_alert_counts()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare checkout fails")
            .When("ana", "started 13:00")
            .Then("symptoms-started");
        story.When("ana", "severity major").Then("severity-changed", "detection-late");
        Story
            .Of("checkout fails")
            .When("ana", "detected-by alert p95 at: 13:32")
            .When("ana", "started 13:30")
            .Then("symptoms-started")
            .ThenState(i => Assert.Equal(TimeSpan.FromMinutes(2), i.ToDetect));
    }

    [Fact, Trait("Requirement", "C8"), Trait("Requirement", "C3")]
    public void News_by_phone_is_declared_with_who_called_and_stands_in_the_timeline()
    {
        var story = Story
            .Nothing()
            .When(
                "ana",
                "declare major checkout fails source: call reported-by: Rita of Acme, +351 21 detected-by: customer"
            )
            .Then("incident-declared", "finding-recorded");
        Assert.Equal(
            ("phone", "Rita of Acme, +351 21", "customer"),
            (story.Incident.Via, story.Incident.ReportedBy, story.Incident.DetectedBy)
        );
        Assert.Equal(
            "Declared Major: checkout fails (by phone, from Rita of Acme, +351 21, noticed first by: customer)",
            story.Incident.Log[0].Text
        );
        Assert.Equal("alert-gap", Assert.Single(story.Incident.Findings).Kind);
        story.When("ana", "detected-by customer").ThenNothing();
        Assert.Contains(ExportWords.Head(story.Incident), pair => pair.Label == "Reported");
    }

    [Fact, Trait("Requirement", "C8")]
    public void The_form_asks_how_the_news_came_and_a_wrong_word_is_told()
    {
        var story = Story.Nothing().When("ana", "declare source: email").ThenAsks("declare");
        Assert.Equal("email", story.Last.Reply.Form!.Fields.Single(field => field.Key == "source").Value);
        Assert.Contains(story.Last.Reply.Form!.Fields, field => field.Key == "reported-by");
        story.When("ana", "declare checkout fails source: \"pigeon\"").ThenRefused("unknown-source");
        story.When("ana", "declare checkout fails detected-by: \"nobody\"").ThenRefused("unknown-detected-by");
        story.When("ana", "declare checkout fails source: email reported-by: ops@acme.test").Then("incident-declared");
        Assert.EndsWith("(by email, from ops@acme.test)", story.Incident.Log[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_incident_without_a_room_reaches_its_lead_alone_and_nothing_leaks()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare private critical payroll leaks")
            .When(new ReportNoRoom("Slack refused it"))
            .Then("room-refused");
        var told = Assert.Single(story.Last.Effects.OfType<Effect.Direct>());
        Assert.Equal("UANA", told.Person);
        Assert.Null(story.Incident.RoomId);
        story.When(new ReportNoRoom("Slack refused it")).ThenNothing();
        story.When("ana", "impact who: most how-bad: main-flow ongoing: yes").When("ana", "found the export job");
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Direct { Person: "UANA" });
        story.After(TimeSpan.FromMinutes(45));
        var since = story.AllEffects.SkipWhile(effect => effect != told).ToList();
        Assert.DoesNotContain(since, effect => effect is Effect.Edit or Effect.SetTopic or Effect.Pin);
        Assert.All(
            since.OfType<Effect.Post>(),
            post => Assert.DoesNotContain(post.To.Value, (string[])["room", "origin", "thread:card"])
        );
        Assert.All(since.OfType<Effect.Direct>(), direct => Assert.Equal("UANA", direct.Person));
    }
}
