using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What those outside heard over a whole incident, in order.</summary>
public sealed class AudienceStoryTests
{
    private const string Update =
        "update what: card payments fail impact: cards are declined doing: we wait for stripe next: ";

    // A supplier's outage of three hours: nobody forgets the outsiders, and nobody is told “late” and left at that.
    [Fact, Trait("Requirement", "D3"), Trait("Requirement", "C26")]
    public void Over_three_hours_every_outsider_hears_every_update_and_after_late_comes_one()
    {
        var story = Story
            .Of("card payments fail", Severity.Critical, PlanTests.Placed)
            .When("ben", "note I look, too")
            .When("cy", "follow")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .At("14:10")
            .When("ana", Update + "20m")
            .When("ana", "wait stripe https://status.stripe.com check 30m");
        // The writer is busy from time to time, and for once far too long.
        foreach (var at in new[] { "14:30", "15:05", "15:30", "16:50", "17:05" })
            story.At(at).When("ana", (Update + "30m").Replace("we wait", $"at {at} we wait", StringComparison.Ordinal));
        story.At("17:10").When("ana", "outcome worked stripe works again");
        story.At("17:30").When("ana", "override verified-recovery their page is green");
        story.When("ana", "resolve stripe works again");

        Assert.Equal(Phase.Resolved, story.Incident.Phase);
        var updates = story.Incident.Updates.Count;
        foreach (var audience in new[] { "leadership", "support", "public" })
        {
            var heard = Heard(story, audience);
            var late = heard.Select(IsLate).ToList();
            Assert.False(late[^1], $"{audience} was left with “late”.");
            Assert.DoesNotContain(late.Zip(late.Skip(1)), pair => pair is (true, true));
            Assert.Contains("resolved", string.Join(' ', Texts(heard[^1])), StringComparison.OrdinalIgnoreCase);
        }

        // Who hears most often hears them all; who reads along, too.
        Assert.Equal(updates, Heard(story, "support").Count(told => told.Number > 0));
        Assert.Equal(
            updates,
            story
                .AllEffects.OfType<Effect.Direct>()
                .Count(told => told is { Person: "UCY", Message.Title: ['U', 'p', ..] })
        );
        Assert.Contains(story.History, fact => fact.Fact is AudienceToldLate);
    }

    private static List<Effect.Inform> Heard(Story story, string audience) =>
        [.. story.AllEffects.OfType<Effect.Inform>().Where(told => told.Audience == audience)];

    private static bool IsLate(Effect.Inform told) =>
        Texts(told)
            .Any(text =>
                text.Contains(" late.", StringComparison.Ordinal) || text.Contains("delayed", StringComparison.Ordinal)
            );

    private static IEnumerable<string> Texts(Effect.Inform told) =>
        told.Message.Facts.Select(fact => fact.Value).Prepend(told.Message.Body);
}
