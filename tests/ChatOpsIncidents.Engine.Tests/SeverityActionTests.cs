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
            .Then("severity-changed", "people-paged", "task-assigned")
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
    public void Major_asks_quick_or_permanent_once_the_impact_is_known() =>
        Story
            .Of("cards fail")
            .When("ana", "impact some main-flow yes")
            .Then("impact-assessed", "approach-asked")
            .ThenPosts(Destination.CardThread, "Quick or permanent?")
            .When("ana", "approach")
            .ThenAsks("approach")
            .When("ana", "approach quick the rollback takes two minutes")
            .Then("approach-chosen", "task-assigned")
            .When("ana", "approach quick")
            .ThenNothing();

    [Fact, Trait("Requirement", "C13")]
    public void Medium_is_reported_to_the_owners() =>
        Story
            .Of("cards fail", catalog: Shop)
            .When("ana", "service checkout")
            .When("ana", "severity medium")
            .Then("severity-changed", "owners-told")
            .ThenPosts(Destination.CardThread, "Reported to @payments-oncall");

    [Fact, Trait("Requirement", "C14")]
    public void Minor_is_a_ticket_and_pages_nobody()
    {
        var story = Story
            .Of("the logo is blurred", Severity.Minor, catalog: Shop)
            .ThenState(i => Assert.True(i.IsTicket));
        Assert.DoesNotContain(story.AllEffects, e => e is Effect.Page);
    }

    [Fact, Trait("Requirement", "C15"), Trait("Requirement", "C7")]
    public void Somebody_is_woken_and_silence_is_reported()
    {
        var story = Story.Of("cards fail").When("ana", "page @ben the database is yours").Then("people-paged");
        Assert.Equal("UBEN", Assert.Single(story.Last.Effects.OfType<Effect.Page>()).Target);
        story.When("ana", "page @ben").ThenNothing().At("14:05").Then("deadline-passed");
        Assert.Contains(story.Last.Effects, e => e is Effect.Tell { Person: "UANA" });
        story.When("ana", "page backup").Then("people-paged").When("ana", "page").ThenAsks("page");
    }
}
