using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using Xunit.Abstractions;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Outages that the world remembers, played with the product's own discipline: each ends sooner than it did
/// then, and the test says by how much and where the time went.</summary>
public sealed class FamousOutageTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyDictionary<string, string[]> Plays = new Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        ["famous-firewall-rule"] =
        [
            "14:02 impact who: all how-bad: whole-app ongoing: yes",
            "14:03 rollback",
            "14:04 rollback firewall rules to 07-01",
            "14:06 drill answer 5 2",
            "14:07 outcome worked processors 45 %",
            "14:09 update what: our network answers with errors impact: nobody reaches the sites behind us "
                + "doing: the new firewall rules are taken back next: 30m",
            "14:10 resolve the new firewall rules were taken back",
        ],
        ["famous-wrong-server"] =
        [
            "14:02 impact who: most how-bad: main-flow ongoing: yes",
            "14:03 rollback none because the load comes from outside",
            "14:04 mitigate block spam that creates snippets",
            "14:05 drill answer 4 2",
            "14:06 evidence https://snapshots.test/primary snapshot of the primary",
            "14:08 outcome worked writes are accepted",
            "14:09 update what: saving is slow impact: some cannot save doing: spam is blocked next: 30m",
            "14:12 hypothesis the replica lost its place in the log",
            "14:13 verdict confirmed https://graphs.test/replica it waits for a log file that is gone",
            "14:14 mitigate restore replica db2 from the snapshot confirm: replica",
            "14:27 outcome worked replication lag 0.2 s",
            "14:28 resolve the replica follows again",
        ],
        ["famous-object-store"] =
        [
            "14:02 impact who: all how-bad: some-flow ongoing: yes",
            "14:03 rollback none because the error comes from the supplier",
            "14:06 drill answer 4 2",
            "14:07 wait the supplier of the store check 1h",
            "14:08 mitigate failover pictures to the copies in the other region",
            "14:09 update what: pictures fail impact: nobody sees pictures doing: serving copies next: 30m",
            "14:13 outcome worked failed pictures 0.1 %",
            "14:14 resolve pictures come from the copies",
        ],
        ["famous-split-database"] =
        [
            "14:02 impact who: most how-bad: main-flow ongoing: yes",
            "14:03 rollback none because both sides have taken writes",
            "14:04 mitigate stop webhooks and page builds",
            "14:05 drill answer 4 2",
            "14:06 evidence https://snapshots.test/both copies of both sides",
            "14:07 outcome worked no new differences",
            "14:09 update what: pages may be old impact: some see old pages doing: restoring one side next: 30m",
            "14:10 hypothesis the west took the lead while the east went on writing",
            "14:11 verdict confirmed https://graphs.test/leaders both say that they lead",
            "14:12 mitigate restore database of the east confirm: database",
            "14:25 outcome worked rows that differ 0",
            "14:26 resolve one side leads again",
        ],
        ["famous-backbone"] =
        [
            "14:02 impact who: all how-bad: whole-app ongoing: yes",
            "14:03 rollback",
            "14:04 rollback backbone to before the audit",
            "14:08 drill answer 5 2",
            "14:09 update what: our pages do not open impact: nobody reaches us doing: the last change to our network "
                + "is taken back next: 30m",
            "14:20 outcome worked names that resolve 100 %",
            "14:21 resolve the command of the audit was taken back",
        ],
        ["famous-trading-router"] =
        [
            "14:01 impact who: all how-bad: whole-app ongoing: yes",
            "14:02 rollback none because seven of eight servers run the good release",
            "14:03 mitigate stop the order router",
            "14:04 drill answer 5 2",
            "14:05 outcome worked 0 orders per second",
            "14:06 update what: we send wrong orders impact: the firm buys what nobody ordered doing: the router is "
                + "stopped next: 30m",
            "14:07 resolve the router is stopped",
        ],
        ["famous-customer-setting"] =
        [
            "14:02 impact who: most how-bad: whole-app ongoing: yes",
            "14:03 rollback none because nothing of ours changed in that minute",
            "14:04 mitigate block the customer's setting of 14:00",
            "14:07 drill answer 5 1",
            "14:08 outcome worked 503 at 0.02 %",
            "14:09 update what: many sites answer with errors impact: most sites fail doing: one setting is turned "
                + "off next: 30m",
            "14:10 resolve the setting is off",
        ],
    };

    public static TheoryData<string> Names => [.. Plays.Keys.Order(StringComparer.Ordinal)];

    [Theory, Trait("Requirement", "B37"), Trait("Requirement", "A13")]
    [MemberData(nameof(Names))]
    public void Played_in_the_settled_order_it_is_over_sooner_than_it_was_then(string name)
    {
        var story = Play(name);
        var scenario = story.Incident.Drill!.Scenario;
        var score = Scorecard.Of(story.Incident);
        var sooner = DrillAgainstHistory.Sooner(scenario.History!, score);
        output.WriteLine(
            $"{name}: then {scenario.History!.Stopped}, now {score.ToMitigate}, {sooner} sooner. "
                + $"Time then went into: {scenario.History.Slow}"
        );
        Assert.True(sooner > TimeSpan.Zero, $"{name} was stopped {sooner} sooner");
        Assert.All(story.Incident.Drill.Results!, result => Assert.True(result.Met, result.ToString()));
        Assert.Contains("sooner", EndMessage(story), StringComparison.Ordinal);
        Assert.Contains(scenario.History.Link, EndMessage(story), StringComparison.Ordinal);
    }

    // The obvious way back, taken without a look, was the mistake of that morning: the play shows why.
    [Fact, Trait("Requirement", "B37")]
    public void Who_takes_the_traders_release_back_first_sees_it_get_worse_and_hears_so_at_the_end()
    {
        var story = Start("famous-trading-router")
            .At("14:02")
            .When("ana", "impact who: all how-bad: whole-app ongoing: yes")
            .When("ana", "rollback order-router to 0.9")
            .At("14:05")
            .ThenRoomHears("eight times worse")
            .When("ana", "outcome failed")
            .At("14:50")
            .When("ana", "mitigate stop the order router")
            .At("14:52")
            .When("ana", "outcome worked 0 orders per second")
            .At("14:53")
            .When("ana", "resolve the router is stopped")
            .At("15:10");
        Assert.Contains("7 min later", EndMessage(story), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "B37")]
    public void A_play_that_is_stopped_early_claims_no_time()
    {
        var story = Start("famous-backbone").At("14:05").When("ana", "drill stop");
        Assert.Contains("here it was not stopped", EndMessage(story), StringComparison.Ordinal);
    }

    private static Story Play(string name)
    {
        var story = Start(name);
        foreach (var line in Plays[name])
            story.At(line[..5]).When("ana", line[6..]);
        for (var hour = 15; hour < 17 && story.Incident.IsRunning; hour++)
            story.At($"{hour}:00");
        return story;
    }

    private static string EndMessage(Story story) =>
        Markup.Plain(
            story
                .AllEffects.OfType<Effect.Post>()
                .Last(post => post.Message.Title?.StartsWith("The drill is", StringComparison.Ordinal) == true)
                .Message.Body
        );

    private static Story Start(string name) =>
        Story
            .Nothing(catalog: new Catalog([]) { Drills = [Scenario(name)] })
            .At("14:00")
            .When("ana", $"drill start {name}")
            .Then("incident-declared", "drill-started")
            .When(new ReportRoom("C0ROOM", "inc-7-drill"));

    private static DrillScenario Scenario(string name) =>
        ((DrillStarted)FactJson.Read("drill-started.v1", Approved.Read($"drills/{name}.json"))).Scenario;
}
