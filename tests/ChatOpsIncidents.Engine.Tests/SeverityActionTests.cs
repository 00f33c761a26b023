using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class SeverityActionTests
{
    private static readonly Catalog Shop = new([new Service("checkout") { Owners = ["@payments-oncall"] }]);

    [Fact, Trait("Requirement", "C11"), Trait("Requirement", "C15")]
    public void Critical_pages_the_owners_and_the_backup_once_and_opens_the_permanent_fix()
    {
        var story = Story
            .Of("cards fail", catalog: Shop)
            .When("ana", "service checkout")
            .When("ben", "role backup me")
            .When("ana", "severity critical")
            .Then("severity-changed", "page-asked", "task-assigned")
            .ThenState(i => Assert.True(Assert.Single(i.Tasks).IsPermanentFix))
            .ThenState(i => Assert.Equal("Ana", i.Lead?.Name));
        Assert.Equal(["payments-oncall", "UBEN"], story.Last.Effects.OfType<Effect.Page>().Select(page => page.Target));
        story
            .When("ana", "severity major")
            .Then("severity-changed")
            .When("ana", "severity critical")
            .Then("severity-changed");
    }

    [Fact, Trait("Requirement", "C12")]
    [Trait("Fault", "U24")]
    public void Major_asks_quick_or_permanent_once_the_ways_back_were_looked_at() =>
        Story
            .Of("cards fail")
            .When("ana", "impact some main-flow yes")
            .Then("impact-assessed")
            .When("ana", "rollback none because nothing was deployed")
            .Then("rollback-ruled-out", "approach-asked")
            .ThenPosts(Destination.CardThread, "Quick or permanent?")
            .When("ana", "approach")
            .ThenAsks("approach")
            .When("ana", "approach quick the rollback takes two minutes")
            .Then("approach-chosen", "task-assigned")
            .When("ana", "approach quick")
            .ThenNothing();

    [Fact, Trait("Requirement", "C12")]
    public void The_choice_says_which_and_why_and_a_lasting_one_opens_no_second_task()
    {
        var story = Story.Of("cards fail").When("ana", "approach we have the night choice: permanent");
        story.Then("approach-chosen");
        Assert.Equal("Approach: the permanent fix, because we have the night", Choice(story));
        story.When("ana", "approach fast").Then("approach-chosen", "task-assigned");
        Assert.True(Assert.Single(story.Incident.Tasks).IsPermanentFix);
        Assert.Equal("Approach: a quick fix first", Choice(story));
        story.When("ana", "approach lasting").Then("approach-chosen");
        story.When("ana", "approach quick two minutes").Then("approach-chosen");
        Assert.Single(story.Incident.Tasks);
    }

    private static string Choice(Story story) =>
        story.Last.Facts.Select(fact => fact.Fact).OfType<ApproachChosen>().Single().Describe();

    // Who is on call was not asked in by name.
    [Fact, Trait("Requirement", "C11")]
    public void A_private_incident_calls_nobody_who_was_not_asked_in()
    {
        var policy = Policy.Default with { OnCall = "everything-oncall" };
        var open = Story.Nothing(policy, Shop).When("ana", "declare critical cards fail");
        Assert.Equal(["everything-oncall"], Called(open));
        var hidden = Story.Nothing(policy, Shop).When("ana", "declare private critical cards fail service: checkout");
        Assert.True(hidden.Incident is { IsPrivate: true, Severity: Severity.Critical });
        Assert.Empty(Called(hidden.When("ana", "service checkout")));
    }

    private static IEnumerable<string> Called(Story story) =>
        story.AllEffects.OfType<Effect.Page>().Select(page => page.Target);

    [Fact, Trait("Requirement", "C13")]
    public void Medium_is_reported_in_the_channel_of_the_team_that_owns_it()
    {
        var service = new Service("checkout") { Owners = ["@payments-oncall"], Channel = "C0PAYTEAM" };
        Story
            .Of("cards fail", catalog: new Catalog([service]))
            .When("ana", "service checkout")
            .When("ana", "severity medium")
            .Then("severity-changed", "owners-told")
            .ThenPosts(Destination.CardThread, "Reported to @payments-oncall")
            .ThenPosts(Destination.Channel("C0PAYTEAM"), "INC-7 cards fail (Medium) concerns your service");
    }

    // Its sibling; what reaches nobody is not called reported.
    [Fact]
    [Trait("Fault", "U1")]
    public void Owners_whom_nothing_reaches_are_said_not_to_have_been_told() =>
        Story
            .Of("cards fail", catalog: Shop)
            .When("ana", "service checkout")
            .When("ana", "severity medium")
            .ThenPosts(Destination.CardThread, "@payments-oncall own it and were not told");

    [Fact]
    public void A_rotation_that_owns_it_is_who_is_on_duty()
    {
        var rotation = new Rotation("payments-oncall", ["@ben"], new DateOnly(2026, 11, 16));
        var story = Story
            .Of("cards fail", catalog: Shop with { Rotations = [rotation] })
            .When("ana", "service checkout")
            .When("ana", "severity medium");
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Direct { Person: "UBEN" });
    }

    [Fact, Trait("Requirement", "C14")]
    public void Minor_is_a_ticket_and_pages_nobody()
    {
        var story = Story
            .Of("the logo is blurred", Severity.Minor, catalog: Shop)
            .ThenState(i => Assert.True(i.IsTicket));
        Assert.DoesNotContain(story.AllEffects, e => e is Effect.Page);
    }
}
