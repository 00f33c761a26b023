using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Who hears what of an incident, when and by which way, at three severities, read as files.</summary>
public sealed class WhoHearsWhatTests
{
    private static readonly Catalog Shop = new([new Service("checkout") { Owners = ["oncall"] }])
    {
        Rotations = [new Rotation("oncall", ["@ben"], new DateOnly(2026, 11, 16)) { Backup = "@dora" }],
    };

    [Theory, Trait("Requirement", "B15"), Trait("Requirement", "C6")]
    [InlineData(Severity.Critical)]
    [InlineData(Severity.Medium)]
    [InlineData(Severity.Minor)]
    public void It_goes_by_severity(Severity severity)
    {
        var story = Story
            .Nothing(PlanTests.Placed, Shop)
            .When("ana", $"declare {severity} cards fail service: checkout")
            .When(new ReportRoom("C0ROOM", "inc-7"))
            .After(TimeSpan.FromMinutes(2))
            .When("cy", "follow")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .After(TimeSpan.FromMinutes(3))
            .When(
                "ana",
                "update what: checkout fails impact: EU cards are declined doing: checkout is rolled back next: 30m"
            )
            .After(TimeSpan.FromMinutes(50))
            .When("ana", "update same next: 30m")
            .When("ana", "override verified-recovery Ana saw it")
            .When("ana", "resolve checkout was rolled back");
        Approved.Check($"messages/who-hears-{severity}.txt".ToLowerInvariant(), Table(story));
    }

    private static string Table(Story story) =>
        string.Join('\n', story.Steps.SelectMany(step => step.Verdict.Effects.SelectMany(effect => Row(step, effect))));

    private static IEnumerable<string> Row(StoryStep step, Effect effect)
    {
        var at = step.At.ToString("HH:mm", CultureInfo.InvariantCulture);
        return effect switch
        {
            Effect.Inform told => [$"{at} {told.Audience} by {told.Way} {told.Target}: {First(told.Message)}"],
            Effect.Page page => [$"{at} page by {page.Way} {Name(page.Target)}: {page.Why}"],
            Effect.Direct direct => [$"{at} to {Name(direct.Person)} directly: {First(direct.Message)}"],
            Effect.Post post when !post.To.IsRoom && !post.To.IsThread =>
            [
                $"{at} post {post.To.Value}: {First(post.Message)}",
            ],
            Effect.Post post when post.To.IsThread => [$"{at} {post.To.Value}: {First(post.Message)}"],
            _ => [],
        };
    }

    // UBEN is Ben's id in these stories.
    private static string Name(string id) => id[1..].ToLowerInvariant();

    private static string First(ChatMessage message) =>
        Ink.Plain($"{message.Title} {message.Body.Split('\n')[0]}".Trim());
}
