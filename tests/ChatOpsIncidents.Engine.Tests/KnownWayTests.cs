using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

[Trait("Requirement", "C23")]
public sealed class KnownWayTests
{
    private static readonly Catalog Catalog = new([
        new Service("payments")
        {
            Owners = ["@payments-oncall"],
            RollbackCommand = "kubectl rollout undo deploy/payments",
            RollbackMinutes = 4,
            RollbackDataRisk = "none",
            RollbackRehearsed = new(2026, 10, 1),
            DependsOn = ["stripe"],
            Dashboards = [new NamedLink("Payments", "https://grafana.test/d/1")],
            Deploys = "https://ci.test/payments",
            Mitigations =
            [
                new KnownMitigation("restore", "payments-db to a minute before the damage"),
                new KnownMitigation("failover", "payments-db to its replica")
                {
                    Minutes = 6,
                    DataRisk = "the last seconds of writes",
                    Rehearsed = new(2026, 11, 20),
                    Command = "patronictl switchover payments-db",
                },
                new KnownMitigation("rollback", "pool settings") { Minutes = 2, Rehearsed = new(2026, 11, 21) },
            ],
            Checks =
            [
                new ServiceCheck("error ratio") { Prometheus = "rate(errors[1m])", Tolerance = 0.01 },
                new ServiceCheck("home page") { Http = "https://shop.test/health" },
            ],
        },
        new Service("stripe") { StatusPage = "https://status.stripe.test" },
    ]);

    private static Story Known() =>
        Story
            .Of("cards fail", catalog: Catalog)
            .When("ana", "service payments")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes");

    [Fact, Trait("Requirement", "A4")]
    [Trait("Fault", "U28")]
    public void The_table_of_ways_back_holds_every_known_way()
    {
        var story = Known().When("ana", "rollback");
        Approved.Check("messages/ways-back.txt", MessageText.Of(story.Last.Reply.Message!));
        var rows = story.Last.Reply.Message!.Facts.ToDictionary(row => row.Label, row => row.Value);
        Assert.Contains(
            "data risk none · 4 min · @payments-oncall · not reviewed · last rehearsed 2026-10-01 (51 days ago)",
            rows["payments"],
            StringComparison.Ordinal
        );
        Assert.Contains("2 min", rows["pool settings"], StringComparison.Ordinal);
        Assert.Contains("(today)", rows["pool settings"], StringComparison.Ordinal);
        Assert.Contains(
            "6 min · @payments-oncall · not tried · last rehearsed 2026-11-20 (1 day ago)",
            rows["Fail over: payments-db to its replica"],
            StringComparison.Ordinal
        );
        // Three rows with one button each, the rest in the menu.
        Assert.Equal(3, rows.Count);
        Assert.All(story.Last.Reply.Message.Facts, row => Assert.NotNull(row.Action));
        Assert.Equal(
            [
                "mitigate restore payments-db to a minute before the damage",
                "rollback none",
                "rollback no what: \"payments\"",
            ],
            story.Last.Reply.Message.More.Select(action => action.Command)
        );
        Assert.Contains("Restore data: payments-db", story.Last.Reply.Message.Footer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_button_starts_a_known_way_and_says_how_it_is_done()
    {
        var story = Known().When("ana", "rollback none because nothing was deployed").When("ana", "rollback");
        var button = story
            .Last.Reply.Message!.Facts.Select(row => row.Action)
            .OfType<ChatAction>()
            .Single(a => a.Label == "Fail over: payments-db to its replica");
        story
            .When("ben", button.Command)
            .Then("mitigation-started")
            .ThenState(i => Assert.Equal(("failover", "payments-db to its replica"), (i.Running!.Kind, i.Running.What)))
            .ThenPosts(
                Destination.CardThread,
                "How: patronictl switchover payments-db · 6 min · data risk the last seconds "
                    + "of writes · last rehearsed 2026-11-20 (1 day ago)"
            )
            .When("ana", "rollback");
        Assert.DoesNotContain(story.Last.Reply.Message!.Facts, row => row.Action?.Command == button.Command);
        Assert.Contains(
            story.Last.Reply.Message.Facts,
            row => row.Value.Contains("· running ·", StringComparison.Ordinal)
        );
        story.When("ben", "outcome failed still 40 %").When("ana", "rollback");
        Assert.Contains(
            story.Last.Reply.Message!.Facts,
            row => row.Value.Contains("· no effect ·", StringComparison.Ordinal)
        );
    }

    [Fact]
    [Trait("Fault", "U23")]
    public void A_rollback_says_how_too_and_a_report_of_what_was_done_does_not()
    {
        Known()
            .When("ana", "rollback payments to 4.1")
            .ThenPosts(Destination.CardThread, "How: kubectl rollout undo deploy/payments · 4 min · data risk none");
        var reported = Known().At("14:20").When("ana", "rollback payments to 4.1 at 14:05");
        Assert.DoesNotContain(
            reported.Last.Effects.OfType<Effect.Post>(),
            post => post.Message.Body.StartsWith("How:", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_form_offers_the_known_ways_and_one_of_them_is_enough()
    {
        var story = Known()
            .When("ana", "rollback none because nothing was deployed")
            .When("ana", "mitigate")
            .ThenAsks("mitigate");
        var field = story.Last.Reply.Form!.Fields[0];
        Assert.Equal(FieldKind.Select, field.Kind);
        Assert.Equal(
            [
                new FieldOption("rollback pool settings", "rollback pool settings (2 min, rehearsed today)"),
                new FieldOption(
                    "failover payments-db to its replica",
                    "failover payments-db to its replica (6 min, rehearsed 1 day ago)"
                ),
                new FieldOption(
                    "restore payments-db to a minute before the damage",
                    "restore payments-db to a minute before the damage (never rehearsed)"
                ),
            ],
            field.Options
        );
        Assert.All(story.Last.Reply.Form.Fields, one => Assert.True(one.Optional));
        story
            .When("ana", "mitigate catalogue: \"failover payments-db to its replica\"")
            .Then("mitigation-started")
            .ThenState(i => Assert.Equal("payments-db to its replica", i.Running!.What));
        Known()
            .When("ana", "rollback none because nothing was deployed")
            .When("ana", "mitigate only the EU catalogue: \"failover payments-db to its replica\"")
            .ThenState(i => Assert.Equal("payments-db to its replica, only the EU", i.Running!.What));
        Assert.DoesNotContain(
            Story.Of("cards fail").When("ana", "mitigate").Last.Reply.Form!.Fields,
            one => one.Optional
        );
    }

    [Fact, Trait("Requirement", "A24"), Trait("Requirement", "C18")]
    public void The_services_links_are_bookmarks_and_stand_on_the_card()
    {
        var story = Known();
        Assert.Equal(
            ["https://grafana.test/d/1", "https://ci.test/payments", "https://status.stripe.test"],
            story.AllEffects.OfType<Effect.Bookmark>().Select(bookmark => bookmark.Url)
        );
        Assert.Contains(
            story.AllEffects.OfType<Effect.Edit>().Last(edit => edit.Key == Keys.Card).Message.Facts,
            fact =>
                fact.Label == "Services"
                && fact.Value.Contains(Markup.Link("https://grafana.test/d/1", "Payments"), StringComparison.Ordinal)
        );
    }

    [Fact, Trait("Requirement", "A24"), Trait("Requirement", "C18")]
    public void A_runbook_is_a_bookmark_where_the_web_has_an_address()
    {
        var catalog = new Catalog([new Service("payments") { Runbooks = ["card errors", "gone"] }])
        {
            Runbooks = [new Runbook("card errors", "Cards fail", "- Look.")],
        };
        Assert.Empty(
            Story.Of("x", catalog: catalog).When("ana", "service payments").AllEffects.OfType<Effect.Bookmark>()
        );
        var story = Story
            .Of("x", catalog: catalog, policy: Policy.Default with { WebBaseUrl = "https://incidents.test" })
            .When("ana", "service payments");
        Assert.Equal(
            new Effect.Bookmark("Cards fail", "https://incidents.test/runbooks/card%20errors"),
            Assert.Single(story.AllEffects.OfType<Effect.Bookmark>())
        );
    }

    [Fact, Trait("Requirement", "A12"), Trait("Requirement", "C25")]
    public void What_proves_recovery_is_named_by_the_catalogue()
    {
        var story = Known().When("ana", "verify").ThenState(_ => { });
        var rows = story.Last.Reply.Message!.Facts.ToDictionary(row => row.Label, row => Markup.Plain(row.Value));
        Assert.Equal("not read yet: rate(errors[1m]) at most 0.01 above its baseline", rows["error ratio"]);
        Assert.Equal("not read yet: address (https://shop.test/health) must answer 200", rows["home page"]);
        story.When(new ReportCheck("error ratio", CheckSignal.InBaseline, "0.1 %")).When("ana", "verify");
        Assert.Equal(["error ratio", "home page"], story.Last.Reply.Message!.Facts.Select(row => row.Label));
        Assert.StartsWith("in baseline", story.Last.Reply.Message.Facts[0].Value, StringComparison.Ordinal);
    }
}
