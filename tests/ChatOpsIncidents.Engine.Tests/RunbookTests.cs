using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

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
        - A deploy broke it: `/incident rollback checkout`, or the new flow: `/incident mitigate flag-off new-checkout`.
        - A feature is at fault: `/incident mitigate flag-off <the flag>`.
        ## When to escalate
        - After 15 minutes: `/incident page payments-oncall`.
        ## Rollback
        - `kubectl rollout undo deploy/checkout`
        """;

    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly Runbook Good = new("checkout-errors", "Checkout errors", Body)
    {
        Services = ["cart"],
        Symptoms = ["card declined", "502"],
        Reviewed = new(2026, 10, 1),
    };

    private static readonly Runbook Bare = new("dns", "DNS", "- Look.") { Symptoms = ["certificate expired"] };
    private static readonly Catalog Catalog = new([
        new Service("checkout") { Aliases = ["cart"] },
        new Service("search"),
    ])
    {
        Runbooks = [Good, Bare],
    };

    [Fact, Trait("Requirement", "B22"), Trait("Requirement", "B26")]
    public void A_runbook_is_followed_one_step_at_a_time()
    {
        var story = Story
            .Of("payments fail", catalog: Catalog)
            .When("ana", "service checkout")
            .When("ana", "runbook")
            .ThenAnswers("checkout-errors Checkout errors (fits)")
            .When("ana", "runbook checkout-errors")
            .Then("runbook-opened")
            .ThenAnswers("Symptoms");
        Approved.Check(
            "messages/runbook-step.txt",
            MessageText.Of(story.When("ana", "runbook checkout-errors 3").Last.Reply.Message!)
        );
        story
            .When("ana", "runbook checkout-errors done 1")
            .Then("runbook-step-done")
            .ThenAnswers("error ratio")
            .When("ana", "runbook checkout-errors done 1")
            .ThenNothing()
            .When("ana", "runbook checkout-errors")
            .ThenAnswers("error ratio")
            .When("ana", "runbook checkout-errors done 8")
            .Then("runbook-step-done")
            .ThenAnswers("last step")
            .When("ana", "runbook checkout-errors 9")
            .ThenRefused("no-such-step")
            .When("ana", "runbook nonsense")
            .ThenRefused("no-such-runbook", next: "/incident runbook checkout-errors");
    }

    [Fact, Trait("Requirement", "B25")]
    public void Five_buttons_lead_to_the_five_answers()
    {
        var story = Story.Of("payments fail", catalog: Catalog).When("ana", "runbook checkout-errors");
        var buttons = story.Last.Reply.Message!.Actions.TakeLast(5).ToArray();
        Assert.Equal(
            ["Recognise", "First checks", "Mitigations", "When to escalate", "How restored"],
            buttons.Select(button => button.Label)
        );
        string[] first = ["5xx", "error ratio", "pool.size", "After 15 minutes", "kubectl rollout undo"];
        Assert.All(
            buttons.Zip(first),
            pair => story.When("ana", pair.First.Command).ThenNothing().ThenAnswers(pair.Second)
        );
        story
            .When("ana", "runbook checkout-errors When to escalate")
            .ThenAnswers("After 15 minutes")
            .When("ana", "runbook checkout-errors moon")
            .ThenRefused("no-such-answer")
            .When("ana", "runbook dns checks")
            .ThenRefused("not-answered", next: "/incident gap the runbook dns does not say what to check first");
        Assert.True(story.When("ana", "runbook checkout-errors 5").Last.Reply.Message!.Actions.Count <= 25);
    }

    [Fact, Trait("Requirement", "C23"), Trait("Requirement", "B25")]
    public void A_command_in_a_step_is_a_button()
    {
        var story = Story
            .Of("payments fail", catalog: Catalog)
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes");
        Assert.DoesNotContain(Actions("4"), action => action.Label == "Start it");
        Assert.Equal(
            [
                ("Rollback checkout", "rollback checkout"),
                ("Mitigate flag-off new-checkout", "mitigate flag-off new-checkout"),
                ("Done, next", "runbook checkout-errors done 5"),
            ],
            Actions("5").Take(3).Select(a => (a.Label, a.Command))
        );
        Assert.Equal(ActionStyle.Primary, Assert.Single(Actions("5"), a => a.Style == ActionStyle.Primary).Style);
        Assert.Equal("Done, next", Actions("6")[0].Label); // A line with a gap is typed, not pressed.
        Assert.Equal(
            ("Page payments-oncall", "page payments-oncall"),
            (Actions("7")[0].Label, Actions("7")[0].Command)
        );
        story.When("ana", Actions("5")[0].Command).ThenState(i => Assert.Equal("checkout", i.Running!.What));

        IReadOnlyList<ChatAction> Actions(string step) =>
            story.When("ana", $"runbook checkout-errors {step}").Last.Reply.Message!.Actions;
    }

    [Fact, Trait("Requirement", "B22")]
    public void A_runbook_that_fits_the_service_is_offered_once_and_quietly()
    {
        var story = Story.Of("payments fail", catalog: Catalog);
        Assert.DoesNotContain(story.AllEffects, IsOffer);
        story
            .When("ana", "service checkout")
            .Then("services-added")
            .ThenPosts(Destination.CardThread, "Runbook: Checkout errors. It fits service checkout")
            .ThenState(i => Assert.Contains("checkout-errors", i.RunbooksOffered))
            .When("ana", "service search")
            .Then("services-added")
            .When("ana", "symptom customers say 502")
            .Then("symptom-noted");
        var offer = Assert.Single(story.AllEffects.OfType<Effect.Post>(), IsOffer);
        Assert.Equal(
            ("Open the runbook", "runbook checkout-errors"),
            (offer.Message.Actions[0].Label, offer.Message.Actions[0].Command)
        );
        Assert.DoesNotContain('\n', offer.Message.Body);
        Assert.DoesNotContain(
            story.History,
            fact => fact.Fact.LoudnessIn(story.Incident) == Loudness.Banner && fact.Fact is GuidesOffered
        );
    }

    [Theory, Trait("Requirement", "B22")]
    [InlineData("the certificates have expired", "dns")]
    [InlineData("DNS certificate expires", "dns")]
    [InlineData("cards are declined in the EU", "checkout-errors")]
    [InlineData("the cart is empty", "checkout-errors")]
    [InlineData("the certificate is fine", null)]
    [InlineData("502s at the door", "checkout-errors")]
    [InlineData("5021 orders wait", null)]
    public void The_words_of_title_and_symptoms_find_it(string said, string? name)
    {
        var declared = Story.Of(said, catalog: Catalog);
        Assert.Equal(name is null ? [] : [name], declared.Incident.RunbooksOffered);
        var noted = Story.Of("payments fail", catalog: Catalog).When("ana", $"symptom {said}");
        Assert.Equal(name is null ? [] : [name], noted.Incident.RunbooksOffered);
    }

    [Fact, Trait("Requirement", "B22")]
    public void What_was_opened_is_not_offered_and_what_is_over_is_offered_nothing()
    {
        Story
            .Of("payments fail", catalog: Catalog)
            .When("ana", "runbook dns")
            .Then("runbook-opened")
            .When("ana", "symptom the certificate expired")
            .Then("symptom-noted");
        Story
            .Of("payments fail", catalog: Catalog)
            .When("ana", "cancel a test")
            .When("ana", "service checkout")
            .ThenState(i => Assert.Empty(i.RunbooksOffered));
    }

    [Fact, Trait("Requirement", "B22"), Trait("Requirement", "C9")]
    public void The_card_leads_to_the_runbook_when_it_is_time_to_contain()
    {
        // Another one comes first by name; the one that fits best counts.
        var other = new Runbook("a-cart", "The cart", Body) { Services = ["cart"] };
        var catalog = Catalog with { Runbooks = [other, Good] };
        var story = Story
            .Of("the cart is empty and cards are declined", catalog: catalog)
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes")
            .When("ana", "rollback none because nothing was deployed")
            .ThenPhase(Phase.Contain)
            .When("ana", "next");
        Assert.Contains(story.Last.Reply.Message!.Actions, action => action.Command == "runbook checkout-errors");
    }

    [Fact, Trait("Requirement", "B24"), Trait("Requirement", "B25")]
    public void A_good_runbook_gives_five_answers_in_ten_minutes_and_is_fresh()
    {
        Assert.Empty(Sentences(Good));
        Assert.Equal(6, Sentences(Bare).Length);
        Assert.Contains("Nobody has ever reviewed it.", Sentences(Bare));
        Assert.Contains(
            "It was last reviewed on 2025-01-01, 689 days ago; 180 is the most.",
            Sentences(Good with { Reviewed = new(2025, 1, 1) })
        );
        Assert.Empty(Sentences(Good with { Reviewed = Today.AddDays(-180) }));
        Assert.Single(Sentences(Good with { Reviewed = Today.AddDays(-181) }));
        Assert.Contains(
            Sentences(Good with { Reviewed = Today.AddDays(1) }),
            fault => fault.EndsWith("which is yet to come.", StringComparison.Ordinal)
        );
        var words = Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        Assert.Empty(Sentences(Good with { Body = Body + Words(2_000 - words) }));
        Assert.Equal(
            ["It takes 11 minutes to read; over 10 is too long."],
            Sentences(Good with { Body = Body + Words(2_001 - words) })
        );
        Assert.Equal("It has no steps.", Sentences(Good with { Body = "" })[0]);

        static string Words(int count) => "\n- " + string.Concat(Enumerable.Repeat("word ", count - 1));
    }

    [Theory, Trait("Requirement", "B24")]
    [InlineData("## Symptoms", "It does not say how to recognise it")]
    [InlineData("## First checks", "It does not say what to check first")]
    [InlineData("## Common causes and fixes", "It does not say which causes are common")]
    [InlineData("## When to escalate", "It does not say when to escalate")]
    [InlineData("## Rollback", "It does not say how it is rolled back")]
    public void Each_of_the_five_sections_is_missed(string heading, string sentence) =>
        Assert.StartsWith(
            sentence,
            Assert.Single(Sentences(Good with { Body = Body.Replace(heading, "## Else") })),
            StringComparison.Ordinal
        );

    [Fact, Trait("Requirement", "B24")]
    public void An_empty_section_and_a_wrong_command_are_named_with_their_line()
    {
        var empty = Good with { Body = Body.Replace("- After 15 minutes: `/incident page payments-oncall`.", "") };
        Assert.Equal(
            new GuideFault("Nothing stands under “When to escalate”.", 14),
            Assert.Single(GuideLint.Faults(empty, Today, Language.Whole))
        );
        var wrong = Good with
        {
            Body = Body.Replace("/incident rollback checkout", "/incident rolback checkout")
                .Replace("mitigate flag-off new", "mitigate flagg new"),
        };
        Assert.Equal(
            [
                (12, "“/incident rolback checkout”: there is no command “rolback”. Did you mean rollback?"),
                (12, "“/incident mitigate flagg new-checkout”: “flagg” is no kind of mitigation."),
            ],
            GuideLint
                .Faults(wrong, Today, Language.Whole)
                .Select(fault => (fault.Line!.Value, fault.Sentence.Split(" There are")[0]))
        );
    }

    private static string[] Sentences(Guide guide) =>
        [.. GuideLint.Faults(guide, Today, Language.Whole).Select(fault => fault.Sentence)];

    private static bool IsOffer(Effect effect) =>
        effect is Effect.Post post
        && post.Message.Actions.Any(a => a.Command.StartsWith("runbook ", StringComparison.Ordinal));
}
