using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>One update, four readers: what each reads, and what may not leave the house.</summary>
public sealed class RenderingTests
{
    private static readonly string[] Services = ["checkout", "payments-db", "ledger", "Search API", "edge"];
    private static readonly string[] Owners = ["@payments-oncall", "search-oncall"];
    private static readonly string[] Hosts = ["grafana.acme.example", "status-check.acme.example"];
    private static readonly string[] People = ["Ana", "Ben Maier", "dora"];

    private static readonly string[] Ordinary = ["fails", "is slow", "for some cards,", "since 14:05.", "and"];

    private static readonly Catalog Catalog = new([
        new Service(Services[0])
        {
            Aliases = ["cart"],
            Owners = [Owners[0]],
            DependsOn = [Services[1], "stripe"],
            Dashboards = [new NamedLink("Checkout", $"https://{Hosts[0]}/d/1")],
            Checks = [new ServiceCheck("home page") { Http = $"https://{Hosts[1]}/health" }],
        },
        .. Services[1..].Select(name => new Service(name) { Owners = [Owners[1]] }),
    ])
    {
        Rotations = [new Rotation("ledger-oncall", ["@dora"], new DateOnly(2026, 1, 5))],
    };

    private static readonly string[] Names =
    [
        .. Services,
        "cart",
        "stripe",
        "payments-oncall",
        "search-oncall",
        "ledger-oncall",
        .. Hosts,
        .. People,
        "INC-7",
    ];

    [Fact, Trait("Requirement", "B19"), Trait("Requirement", "B21")]
    public void The_four_stand_side_by_side_before_anything_is_sent()
    {
        var story = Busy().When("ana", Update + " preview: yes").ThenNothing();
        Assert.DoesNotContain(story.Last.Effects, effect => effect is Effect.Inform or Effect.Post);
        var preview = story.Last.Reply.Message!;
        Approved.Check("messages/update-preview.txt", MessageText.Of(preview));
        story.When("ana", preview.Actions[1].Command).ThenAsks("update");
        story
            .When("ana", preview.Actions[0].Command)
            .Then("stakeholder-update-sent")
            .ThenAnswers("On its way to leadership");
        var read = story.Last.Effects.OfType<Effect.Inform>().ToDictionary(told => told.Audience);
        foreach (var audience in new[] { "leadership", "support", "public" })
            Assert.Contains(read[audience].Message.Body, Body(preview, audience), StringComparison.Ordinal);
        story.At("14:20").When("ana", "update preview").ThenAnswers("as each reads it");
    }

    [Fact, Trait("Requirement", "B18"), Trait("Requirement", "B20")]
    public void Leadership_reads_the_risk_and_engineers_the_change_the_theory_and_both_clocks()
    {
        var story = Busy().When("ana", Update);
        var update = story.Incident.Updates[^1];
        Assert.Contains(UpdateRenderings.ForLeadership(story.Incident, update).Facts, fact => fact.Label == "Risk");
        var engineers = UpdateRenderings.ForEngineers(story.Incident, update, 1);
        Assert.Equal(
            ["Impact", "Doing", "Running change", "Theory", "Evidence", "Phase", "Next update"],
            engineers.Facts.Select(fact => fact.Label)
        );
        Assert.Contains("next 14:40 UTC", engineers.Footer, StringComparison.Ordinal);
        Assert.Contains("⟦t:", engineers.Facts[^1].Value, StringComparison.Ordinal);
    }

    [Theory, Trait("Requirement", "B19")]
    [InlineData("checkout-api on db1.svc.local fails", "our service on our system fails")]
    [InlineData(
        "INC-7 hits cards; Ben Maier and ana roll back",
        "this incident hits cards; our team and our team roll back"
    )]
    [InlineData("<@U1|ana> asked @payments-oncall about 10.0.0.7", "our team asked our team about our system")]
    [InlineData("Stripe declines cards in the EU", "a supplier declines cards in the EU")]
    [InlineData("an analysis of rapid edges", "an analysis of rapid edges")]
    public void What_replaces_a_name_reads_on(string text, string outward) =>
        Assert.Equal(outward, OutwardText.Of(text, Busy().Incident, Catalog));

    [Fact, Trait("Requirement", "B19")]
    public void No_name_of_ours_is_in_what_support_and_the_public_read()
    {
        var story = Busy();
        var random = new Random(9);
        for (var n = 0; n < 1_000; n++)
        {
            var update = new StakeholderUpdate(
                Text(random),
                Text(random),
                Text(random),
                NextAt: null,
                story.Now,
                new Person("UANA", "Ana"),
                DueAt: null
            );
            AssertOutward(Read(story, update, Wording.Support));
            AssertOutward(Read(story, update, Wording.Public));
        }
    }

    private static string Text(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => Word(random)));

    private static string Word(Random random)
    {
        var name = Names[random.Next(Names.Length)];
        return random.Next(8) switch
        {
            0 => name.ToUpperInvariant(),
            1 => $"eu-{name}-2",
            2 => $"({name}'s)",
            3 => $"{name}.eu",
            4 => $"@{name}:",
            5 => name,
            _ => Ordinary[random.Next(Ordinary.Length)],
        };
    }

    private const string Update =
        "update what: checkout fails on payments-db impact: EU cards are declined by stripe "
        + "doing: Ben Maier rolls back checkout next: 30m";

    private static Story Busy() =>
        Story
            .Of("checkout fails", policy: PlanTests.Placed, catalog: Catalog)
            .When("ben Maier", "join")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback none because the schema moved on")
            .When("ana", "mitigate flag-off the new basket")
            .When("ana", "hypothesis the pool is full")
            .When("ana", "evidence for the graph of 14:05")
            .At("14:10");

    private static string Body(ChatMessage preview, string audience) =>
        preview.Facts.Single(fact => fact.Label.StartsWith(audience, StringComparison.OrdinalIgnoreCase)).Value;

    private static string Read(Story story, StakeholderUpdate update, Wording wording)
    {
        var context = Story.ContextFor("ana") with { Catalog = Catalog };
        var message = UpdateRenderings.For(story.Incident, update, 1, context)(wording);
        return string.Join('\n', message.Facts.Select(fact => fact.Value).Prepend(message.Body));
    }

    // A name is in it where no letter or digit stands before or after.
    private static void AssertOutward(string text)
    {
        foreach (var name in Names)
            Assert.DoesNotMatch($@"(?i)(?<![\p{{L}}\p{{N}}]){Regex.Escape(name)}(?![\p{{L}}\p{{N}}])", text);
    }
}
