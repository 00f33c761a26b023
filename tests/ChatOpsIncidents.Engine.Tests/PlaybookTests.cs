using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

[Trait("Requirement", "B23")]
public sealed class PlaybookTests
{
    private const string Body = """
        ## Roles
        - **Lead**: who declared it.
        - **Comms**: sends every update. `/incident role comms`
        ## Escalation
        - After 30 minutes: `/incident page <the head of engineering>`
        ## Decision points
        - **Minute 10**: back or not? `/incident rollback`
        ## Communication
        - Support: every 30 minutes. `/incident update`
        """;

    private static readonly Playbook Any = new("any", "Any incident", Body) { Reviewed = new(2026, 11, 1) };
    private static readonly Playbook Major = new("main-flow-down", "A main flow is down", Body)
    {
        Severities = [Severity.Critical, Severity.Major],
        Owner = "@leads",
        Reviewed = new(2026, 11, 1),
    };

    private static readonly Playbook Supplier = new("supplier-outage", "A supplier is down", Body)
    {
        Services = ["stripe"],
        Symptoms = ["provider down"],
        Reviewed = new(2026, 11, 1),
    };

    private static readonly Catalog Catalog = new([new Service("stripe")]) { Playbooks = [Any, Major, Supplier] };

    [Fact]
    public void A_playbook_is_no_runbook_and_shows_its_four_sections()
    {
        var story = Story
            .Of("checkout fails", catalog: Catalog)
            .When("ana", "playbook main-flow-down")
            .Then("playbook-opened");
        Approved.Check("messages/playbook.txt", MessageText.Of(story.Last.Reply.Message!));
        Approved.Check(
            "messages/playbook-section.txt",
            MessageText.Of(story.When("ana", "playbook main-flow-down roles").ThenNothing().Last.Reply.Message!)
        );
        story
            .When("ana", "playbook main-flow-down escalation")
            .ThenAnswers("After 30 minutes")
            .When("ana", "playbook main-flow-down Decision points")
            .ThenAnswers("Minute 10")
            .When("ana", "playbook main-flow-down communication")
            .ThenAnswers("every 30 minutes")
            .When("ana", "playbook main-flow-down moon")
            .ThenRefused("no-such-section")
            .When("ana", "playbook nonsense")
            .ThenRefused("no-such-playbook", next: "/incident playbook main-flow-down")
            .When("ana", "playbook")
            .ThenNothing()
            .ThenAnswers("main-flow-down A main flow is down (fits)")
            .When("ana", "runbook main-flow-down")
            .ThenRefused("no-such-runbook");
        Story.Of("checkout fails").When("ana", "playbook").ThenNothing().ThenAnswers("no playbooks");
    }

    [Theory]
    [InlineData("checkout fails", Severity.Critical, "main-flow-down")]
    [InlineData("checkout fails", Severity.Major, "main-flow-down")]
    [InlineData("checkout fails", Severity.Minor, "any")]
    [InlineData("our provider is down", Severity.Minor, "supplier-outage")]
    [InlineData("stripe answers slowly", Severity.Critical, "supplier-outage")]
    public void The_playbook_that_fits_best_is_named_at_declaration(string title, Severity severity, string name)
    {
        var story = Story.Of(title, severity, catalog: Catalog);
        Assert.Equal([name], story.Incident.PlaybooksNamed);
        var named = Assert.Single(
            story.AllEffects.OfType<Effect.Post>(),
            post => post.Message.Actions.Any(action => action.Command == $"playbook {name}")
        );
        Assert.Equal(Destination.CardThread, named.To);
    }

    [Fact, Trait("Requirement", "B16")]
    public void The_plan_names_it_and_leads_to_what_it_says_of_communication()
    {
        var message = Story.Of("checkout fails", catalog: Catalog).When("ana", "plan").Last.Reply.Message!;
        Assert.Contains(
            message.Facts,
            fact => fact.Label == "Playbook" && fact.Value.Contains("A main flow is down", StringComparison.Ordinal)
        );
        Assert.Contains(message.Actions, action => action.Command == "playbook main-flow-down communication");
    }

    [Fact]
    public void Another_severity_names_another_playbook_once() =>
        Story
            .Of("checkout fails", Severity.Minor, catalog: Catalog)
            .When("ana", "severity major it is all cards")
            .ThenState(i => Assert.Equal(["any", "main-flow-down"], i.PlaybooksNamed))
            .ThenPosts(Destination.CardThread, "Playbook: A main flow is down. It fits severity Major")
            .When("ana", "severity critical all of them")
            .When("ana", "severity minor it was a test")
            .When("ana", "severity major it was none")
            .ThenState(i =>
                Assert.Single(i.Log, line => line.Text.Contains("It fits severity", StringComparison.Ordinal))
            );

    [Theory]
    [InlineData("## Roles", "It does not say who takes which role: a section “Roles” is missing.")]
    [InlineData("## Escalation", "It does not say when to escalate, and to whom: a section “Escalation” is missing.")]
    [InlineData(
        "## Decision points",
        "It does not say which decisions come, and who takes them: a section “Decision points” is missing."
    )]
    [InlineData(
        "## Communication",
        "It does not say who is told what, how often and where: a section “Communication” is missing."
    )]
    public void A_playbook_has_four_sections(string heading, string sentence)
    {
        var today = new DateOnly(2026, 11, 21);
        Assert.Empty(GuideLint.Faults(Major, today, Language.Whole));
        Assert.Equal(
            [new GuideFault(sentence)],
            GuideLint.Faults(Major with { Body = Body.Replace(heading, "## Else") }, today, Language.Whole)
        );
    }
}
