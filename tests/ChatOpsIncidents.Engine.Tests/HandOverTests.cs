using System.Collections.Immutable;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>A webhook carries out a rollback that a person confirmed, or the room hears how to do it by hand.</summary>
public sealed class HandOverTests
{
    private static readonly Catalog Catalog = new([
        new Service("payments") { RollbackCommand = "kubectl rollout undo deploy/payments" },
        new Service("search"),
    ]);

    private static readonly Policy Policy = Policy.Default with
    {
        RollbackHooks = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "payments"),
    };

    [Fact, Trait("Requirement", "A4")]
    public void A_rollback_is_asked_for_only_after_it_was_confirmed_and_taken_is_not_done()
    {
        var story = Started();
        Assert.Empty(Asked(story));
        story.Tap("ana", "carry-out #1 confirm: yes").Then("rollback-confirmed");
        var asked = Assert.Single(Asked(story));
        Assert.Equal(("payments", "4.2", "4.1", "Ana"), (asked.Service, asked.From, asked.To, asked.By));
        story.ThenEdits(StartMessage(story), "The webhook is asked to do it");
        story.When(Report(HandedOverStatus.Taken)).ThenEdits(StartMessage(story), "It is not done yet");
        story.When(Report(HandedOverStatus.Done)).ThenRoomHears("Done, says the webhook: payments is back at 4.1");
        Assert.Null(story.Incident.Mitigations[0].Outcome); // whether it helped is another thing
        story.After(TimeSpan.FromMinutes(20));
        Assert.DoesNotContain(story.History, fact => fact.Fact is RollbackReported { Status: HandedOverStatus.Silent });
    }

    [Fact]
    public void Typed_words_are_asked_once_more_and_only_who_leads_may()
    {
        var story = Started();
        story.When("ben", "carry-out #1 confirm: yes").ThenRefused("lead-only");
        story.When("ana", "carry-out").ThenRefused("confirm-rollback", "/incident carry-out #1 confirm: yes");
        Assert.Empty(Asked(story));
        story.When("ana", "carry-out confirm: yes");
        story.When("ana", "carry-out confirm: yes").ThenNothing();
        Assert.Single(Asked(story));
    }

    [Fact]
    public void What_failed_is_told_in_red_with_the_way_by_hand_and_can_be_asked_again_under_the_same_name()
    {
        var story = Started().When("ana", "carry-out confirm: yes");
        story.When(Report(HandedOverStatus.Stumbled, "The webhook answers 500."));
        story.ThenEdits(StartMessage(story), "it is asked again");
        story.When(Report(HandedOverStatus.Failed, "The webhook refuses our key."));
        story.ThenRoomHears(
            "Not done, says the webhook: the rollback of payments to 4.1 (The webhook refuses our key)"
        );
        story.ThenRoomHears("kubectl rollout undo deploy/payments");
        story.Tap("ana", "carry-out #1 confirm: yes");
        Assert.Equal(["rollback-1-1", "rollback-1-1"], Asked(story).Select(one => one.Key));
    }

    [Fact]
    public void Silence_is_told_and_a_hook_that_comes_late_still_says_what_came_of_it()
    {
        var story = Started().When("ana", "carry-out confirm: yes").When(Report(HandedOverStatus.Taken));
        story.After(TimeSpan.FromMinutes(11)).ThenRoomHears("Nothing was heard of the rollback of payments to 4.1");
        story.When(new ReportChange(Deploy(story, "4.1", "succeeded")));
        story.ThenRoomHears("Done, says argocd: payments is back at 4.1");
    }

    [Theory]
    [InlineData("4.1", "succeeded", HandedOverStatus.Done)]
    [InlineData("4.1", "rolled_back", HandedOverStatus.Done)]
    [InlineData("4.1", "failed", HandedOverStatus.Failed)]
    [InlineData("4.1", "started", HandedOverStatus.Taken)]
    [InlineData("4.3", "succeeded", HandedOverStatus.Taken)]
    public void A_deploy_hook_says_what_came_of_it(string version, string status, HandedOverStatus expected)
    {
        var story = Started().When("ana", "carry-out confirm: yes").When(Report(HandedOverStatus.Taken));
        story.When(new ReportChange(Deploy(story, version, status)));
        Assert.Equal(expected, story.Incident.Mitigations[0].HandedOver?.Status);
    }

    [Fact]
    public void Nobody_is_offered_what_no_webhook_does_and_a_rollback_that_was_done_is_not_done_again()
    {
        var story = Ready();
        story.When("ana", "rollback search to 7").When("ana", "carry-out confirm: yes").ThenRefused("not-set-up");
        story.When("ana", "outcome failed nothing changed");
        story
            .When("ana", "rollback payments to 4.1 at 13:50")
            .When("ana", "carry-out #2")
            .ThenRefused("no-such-rollback");
        Assert.DoesNotContain(
            Actions(story),
            action => action.Command.StartsWith("carry-out", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_was_ended_or_taken_back_meanwhile_is_not_wanted_any_more()
    {
        var story = Started().When("ana", "carry-out confirm: yes");
        Assert.True(story.Incident.IsHandOverWanted(1, 1));
        story.When("ana", "outcome worked errors fell");
        Assert.False(story.Incident.IsHandOverWanted(1, 1));
    }

    [Fact]
    public void However_busy_the_room_is_it_hears_what_came_of_a_rollback()
    {
        var story = Started(Severity.Critical);
        foreach (var n in Enumerable.Range(1, 8))
            story.When("ana", $"found trace {n}");
        story.When("ana", "carry-out confirm: yes").When(Report(HandedOverStatus.Failed, "the pipeline is locked"));
        story.ThenRoomHears("the pipeline is locked");
    }

    private static Story Ready(Severity severity = Severity.Major) =>
        Story
            .Of("cards fail", severity, policy: Policy, catalog: Catalog)
            .When("ana", "service payments")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes");

    private static Story Started(Severity severity = Severity.Major)
    {
        var story = Ready(severity);
        var deployed = Deploy(story, "4.2", "succeeded") with { At = story.Now.AddMinutes(-20) };
        return story.When(new ReportChange(deployed)).When("ana", "rollback payments to 4.1");
    }

    private static KnownChange Deploy(Story story, string version, string status) =>
        new($"argocd:payments/{version}", "deploy", $"payments {version}", story.Now)
        {
            Service = "payments",
            Version = version,
            Status = status,
        };

    private static ReportRollback Report(HandedOverStatus status, string? said = null) => new(1, 1, status, said);

    private static IEnumerable<Effect.HandOver> Asked(Story story) => story.AllEffects.OfType<Effect.HandOver>();

    private static IEnumerable<ChatAction> Actions(Story story) =>
        story.AllEffects.Select(MessageText.MessageOf).OfType<ChatMessage>().SelectMany(message => message.Actions);

    private static string StartMessage(Story story) => $"fact-{story.Incident.Mitigations[0].Entry}";
}
