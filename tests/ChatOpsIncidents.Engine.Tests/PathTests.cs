using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Three paths after the impact is known, each with its own first step.</summary>
public sealed class PathTests
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";

    private static readonly Catalog Shop = new([
        new Service("checkout") { Aliases = ["cart"], RollbackCommand = "kubectl rollout undo deploy/checkout" },
        new Service("payments") { DependsOn = ["stripe"], RollbackCommand = "kubectl rollout undo deploy/payments" },
        new Service("stripe") { StatusPage = "https://status.stripe.com" },
    ])
    {
        Runbooks =
        [
            new Runbook("checkout-errors", "Checkout errors", "- Look.")
            {
                Services = ["checkout", "payments"],
                Symptoms = ["cards fail"],
            },
            new Runbook("dependency-outage", "A supplier is down", "- Call them.")
            {
                Services = ["stripe"],
                Symptoms = ["supplier down"],
            },
        ],
    };

    [Fact]
    [Trait("Fault", "U18")]
    public void After_the_impact_it_is_asked_once_what_it_looks_like()
    {
        var story = Story.Of("cards fail").When("ana", Impact);
        Assert.Equal(
            ["A deploy or change", "A supplier", "Data is wrong", "Not known"],
            Next(story).Actions.Select(action => action.Label)
        );
        story.When("ana", "path unknown").Then("path-chosen");
        Assert.Equal("rollback", Next(story).Actions[0].Command);
        story.When("ana", "rollback none because nothing was deployed").When("ana", "mitigate none because we cannot");
        Assert.DoesNotContain(
            Next(story).Actions,
            action => action.Command.StartsWith("path", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_deploy_leads_to_the_ways_back_in_the_same_tap() =>
        Story
            .Of("cards fail")
            .When("ana", Impact)
            .When("ana", "path change")
            .Then("path-chosen")
            .ThenAnswers("Rollback options");

    [Fact]
    public void A_supplier_is_waited_for_by_a_form_and_nobody_is_asked_for_a_way_back()
    {
        var story = Story
            .Of("cards fail", catalog: Shop)
            .When("ana", "service payments")
            .When("ana", Impact)
            .When("ana", "path supplier")
            .ThenAsks("wait");
        var form = story.Last.Reply.Form!;
        Assert.Equal(["rest", "link", "check"], form.Fields.Select(field => field.Key));
        Assert.Equal("stripe", form.Fields[0].Value);
        Assert.Equal("https://status.stripe.com", form.Fields[1].Value);
        Assert.Equal(FieldKind.Choice, form.Fields[2].Kind);
        Assert.Equal("wait", Next(story).Actions[0].Command);
        Assert.Contains(Next(story).Actions, action => action.Command == "runbook dependency-outage");
        story.When("ana", "wait stripe check: 15m").Then("wait-started");
        Assert.Equal("outcome worked", Next(story).Actions[0].Command);
        Assert.Contains(Next(story).Actions, action => action.Command == "runbook dependency-outage");
        story.When("ana", "mitigate failover payments to the second provider").Then("mitigation-started");
    }

    [Fact] // a sibling: said in the reason, not by the tap
    public void A_way_back_ruled_out_because_of_a_supplier_says_what_it_looks_like()
    {
        var story = Story
            .Of("cards fail")
            .When("ana", Impact)
            .When("ana", "rollback none because it is the supplier's fault");
        story.Then("rollback-ruled-out", "path-chosen").ThenState(i => Assert.Equal(IncidentPath.Supplier, i.Path));
        Assert.Equal("wait", Next(story).Actions[0].Command);
    }

    [Fact]
    public void Wrong_data_is_damage_and_stopping_the_writes_waits_for_no_way_back()
    {
        var story = Story.Of("totals are wrong").When("ana", Impact).When("ana", "path data");
        story.Then("path-chosen", "impact-assessed").ThenState(i => Assert.Equal("corrupt", i.Impact?.Data));
        story.When("ana", "mitigate read-only orders-db").Then("mitigation-started");
    }

    [Fact] // Its last sentence
    [Trait("Fault", "U18")]
    public void An_overdue_update_stands_beside_the_proof_of_recovery_not_in_its_place()
    {
        var story = Story.Of("cards fail").When("ana", Impact).When("ana", "wait stripe").When("ana", "outcome worked");
        story.At("17:30");
        var next = Next(story);
        Assert.Equal("verify", next.Actions[0].Command);
        Assert.Equal("update", next.Actions[1].Command);
        Assert.Contains("The update is due too", next.Text, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "C28")]
    [Trait("Fault", "U12")]
    public void A_question_for_news_loses_its_buttons_when_it_is_answered_or_asked_anew()
    {
        var story = Story.Of("cards fail").When("ana", Impact).When("ana", "wait stripe check 15m");
        var asked = Asked(story.After(TimeSpan.FromMinutes(16)));
        story.When("ana", "wait stripe news: none");
        Assert.Equal("✓ Still waiting · Ana", Edited(story, asked).Footer);
        Assert.Empty(Edited(story, asked).Actions);
        var second = Asked(story.After(TimeSpan.FromMinutes(16)));
        Assert.NotEqual(asked, second);
        story.When("ben", "mitigate failover cards to the second provider both: no news");
        story.When("ben", "rollback none because nothing was deployed");
        Assert.Equal("✓ Waiting no longer · Ben", Edited(story, second).Footer);
    }

    private static string Asked(Story story) =>
        story
            .AllEffects.OfType<Effect.Direct>()
            .Last(told => told.Message.Body.Contains("any news from", StringComparison.Ordinal))
            .Key;

    private static ChatMessage Edited(Story story, string key) =>
        story.AllEffects.OfType<Effect.Edit>().Last(edit => edit.Key == key).Message;

    [Theory, Trait("Requirement", "B5")]
    [InlineData("cards fail", "no deploy or change is known here yet")]
    public void The_four_questions_stand_on_the_card_at_declare_and_in_a_regroup(string title, string changed)
    {
        string[] questions =
        [
            "What changed?",
            "What is broken, what works?",
            "How far does it reach?",
            "Safest next step?",
        ];
        var story = Story.Of(title);
        var card = CardView.Render(story.Incident, Story.ContextFor("ana"));
        Assert.Subset(card.Facts.Select(fact => fact.Label).ToHashSet(), questions.ToHashSet());
        Assert.Equal(changed, card.Facts.Single(fact => fact.Label == questions[0]).Value);
        story.When("ana", Impact);
        Assert.DoesNotContain(
            CardView.Render(story.Incident, Story.ContextFor("ana")).Facts,
            f => f.Label == questions[0]
        );
        story.When("ana", "regroup");
        var pause = story.Last.Effects.OfType<Engine.Effects.Effect.Post>().Single().Message;
        Assert.Equal(questions, pause.Facts.Take(4).Select(fact => fact.Label));
    }

    [Theory]
    [Trait("Fault", "U25")]
    [InlineData("checkout fails for EU cards", "service checkout")]
    [InlineData("the cart is empty", "service checkout")]
    [InlineData("everything is slow", null)]
    [InlineData("checkout and payments fail", null)]
    public void A_service_that_the_title_names_is_proposed_as_a_tap(string title, string? line)
    {
        var story = Story.Of(title, catalog: Shop);
        var services = Next(story)
            .Actions.Select(a => a.Command)
            .Where(c => c.StartsWith("service", StringComparison.Ordinal));
        Assert.Equal(line is null ? [] : [line], services);
        if (line is not null)
            Assert.DoesNotContain(Next(story.When("ana", line)).Actions, action => action.Command == line);
    }

    [Fact] // A sibling: beside a misspelt service that is asked about, the same tap stood twice
    [Trait("Fault", "U25")]
    public void A_service_that_is_asked_about_and_named_in_the_title_is_one_tap()
    {
        var story = Story
            .Nothing()
            .When("ana", "declare major payments fail service: paymetns", c => c with { Catalog = Shop });
        var taps = story.Last.Reply.Message!.Actions.Select(action => action.Command).ToList();
        Assert.Contains("service payments", taps);
        Assert.Equal(taps.Distinct(), taps);
    }

    private static NextStepView Next(Story story) =>
        NextStepView.Of(story.Incident, Story.ContextFor("ana") with { Now = story.Now, Catalog = story.Catalog });
}
