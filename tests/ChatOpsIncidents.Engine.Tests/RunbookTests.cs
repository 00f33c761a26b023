using ChatOpsIncidents.Engine.Incidents;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class RunbookTests
{
    private const string Body = """
        ## Symptoms
        Checkout answers 5xx.

        ## First checks
        1. Look at the **error ratio**.
        2. Compare with the deploys:
           ```
           kubectl rollout history deploy/checkout
           ```
        ## Common causes and fixes
        - The pool is too small: raise `pool.size`.
        ## When to escalate
        - After 15 minutes.
        ## Rollback
        - `kubectl rollout undo deploy/checkout`
        """;

    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly Runbook Good = new("checkout-errors", "Checkout errors", Body) { Services = ["checkout"],
        Reviewed = new(2026, 10, 1) };
    private static readonly Catalog Catalog = new(
        [new Service("checkout")]) { Runbooks = [Good, new Runbook("dns", "DNS", "- Look.")] };

    [Fact, Trait("Requirement", "B22"), Trait("Requirement", "B26")]
    public void A_runbook_is_followed_one_step_at_a_time()
    {
        var story = Story.Of("checkout fails", catalog: Catalog).When("ana", "service checkout")
            .When("ana", "runbook").ThenAnswers("checkout-errors Checkout errors (fits)")
            .When("ana", "runbook checkout-errors").Then("runbook-opened").ThenAnswers("Symptoms");
        Approved.Check("messages/runbook-step.txt",
            MessageText.Of(story.When("ana", "runbook checkout-errors 3").Last.Reply.Message!));
        story.When("ana", "runbook checkout-errors done 1").Then("runbook-step-done").ThenAnswers("error ratio")
            .When("ana", "runbook checkout-errors done 1").ThenNothing()
            .When("ana", "runbook checkout-errors").ThenAnswers("error ratio")
            .When("ana", "runbook checkout-errors done 6").Then("runbook-step-done").ThenAnswers("last step")
            .When("ana", "runbook checkout-errors 9").ThenRefused("no-such-step")
            .When("ana", "runbook nonsense").ThenRefused("no-such-runbook", next: "/incident runbook checkout-errors");
    }

    [Fact, Trait("Requirement", "B24"), Trait("Requirement", "B25")]
    public void A_good_runbook_gives_five_answers_in_ten_minutes_and_is_fresh()
    {
        Assert.Empty(RunbookLint.Faults(Good, Today));
        Assert.Equal(6, RunbookLint.Faults(new Runbook("dns", "DNS", "- Look."), Today).Count);
        Assert.Contains("It was last reviewed on 2025-01-01.",
            RunbookLint.Faults(Good with { Reviewed = new(2025, 1, 1) }, Today));
        var wordy = Good with { Body = Body + string.Concat(Enumerable.Repeat("word ", 2_000)) };
        Assert.Contains(RunbookLint.Faults(wordy, Today), fault =>
            fault.Contains("over 10 is too long", StringComparison.Ordinal));
    }
}
