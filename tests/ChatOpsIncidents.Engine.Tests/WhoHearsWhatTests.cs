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

    /// <summary>What each kind of change reads like while it runs, inside and outside; a word of ours is none of
    /// theirs.</summary>
    [Fact, Trait("Requirement", "B19"), Trait("Requirement", "B21")]
    public void What_runs_reads_like_a_sentence_for_everybody()
    {
        var targets = new Dictionary<string, string>
        {
            ["rollback"] = "checkout to 4.1",
            ["flag-off"] = "new-checkout",
            ["failover"] = "checkout-db to the replica",
            ["scale"] = "checkout to 12",
            ["shed"] = "guest carts of checkout",
            ["stop"] = "the nightly job of checkout",
            ["isolate"] = "checkout-7",
            ["read-only"] = "checkout-db",
            ["block"] = "the export of checkout",
            ["restart"] = "checkout-7",
            ["restore"] = "checkout-db from 02:00",
            ["config"] = "pool size of checkout to 40",
            ["data"] = "totals of checkout",
            ["fix-forward"] = "checkout 4.3",
            ["other"] = "new certificate for checkout",
        };
        Assert.Equal(MitigationKinds.Rows.Select(kind => kind.Name).Order(), targets.Keys.Order());
        Approved.Check(
            "messages/who-hears-changes.txt",
            string.Join('\n', targets.Select(one => Reads(one.Key, one.Value)))
        );
    }

    private static string Reads(string kind, string target)
    {
        var story = Story
            .Nothing(PlanTests.Placed, Shop)
            .When("ana", "declare minor cards fail service: checkout")
            .When("ana", "evidence https://backups.test/1 copy")
            .When("ana", $"mitigate {kind} {target} confirm: checkout target: checkout");
        var draft = UpdateDraft.Of(story.Incident, Story.ContextFor("ana"));
        story.When("ana", draft.ToWords());
        var told = story
            .Steps[^1]
            .Verdict.Effects.OfType<Effect.Inform>()
            .Select(one => Markup.Plain(Whole(one.Message)));
        return string.Join('\n', told.Prepend($"# {kind} {target}"));
    }

    private static string Whole(ChatMessage message) =>
        string.Join(" / ", message.Facts.Select(fact => $"{fact.Label}: {fact.Value}").Prepend(message.Body))
            .Replace('\n', ' ');

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
        Markup.Plain($"{message.Title} {message.Body.Split('\n')[0]}".Trim());
}
