using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Simulator.BlockKit;

namespace ChatOpsIncidents.Host.Tests.Slack;

/// <summary>A whole review by typed words: Slack takes every message and every form of it.</summary>
public sealed class SlackReviewTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("the payment queue <&> ran full again ", 75));
    private Incident _incident = Incident.None("INC-7");
    private DateTimeOffset _now = new(2026, 11, 24, 14, 0, 0, TimeSpan.Zero);
    private int _seen;

    [Fact, Trait("Requirement", "B30"), Trait("Requirement", "C32"), Trait("Requirement", "C35")]
    public void Slack_takes_all_that_a_review_says_and_asks()
    {
        foreach (
            var line in (string[])
                [
                    "declare minor checkout fails",
                    "resolve",
                    "review",
                    "review write",
                    "factor",
                    $"factor process {Long}",
                    $"factor tool {Long}",
                    "action",
                    "action factor: 1",
                    $"action @UBEN {Long} by 2026-12-04 factor: 1",
                    "action 1",
                    "action list",
                    "action drop 1",
                    "action done",
                    $"review summary: {Long} lessons: {Long} root-cause: {Long} went-well: {Long} went-poorly: {Long}",
                    "review write",
                    "review",
                    "review nonsense",
                    "share",
                    "share read",
                    "session",
                    "session 2026-11-30 15:00 https://meet.test/1",
                    "session prepared",
                    "severity major so",
                    "close",
                    "override review-complete because",
                    "close",
                    "review",
                    "action done 1",
                    "reopen",
                    "note more",
                ]
        )
            Say(line);
        foreach (var (name, due) in _incident.Deadlines.ToList())
            Run(new DeadlineFell(name, due), Person.System, due);
        Assert.Equal(Phase.Closed, _incident.Phase);
        Assert.True(_seen > 50, $"Only {_seen} messages and forms were seen.");
    }

    private void Say(string words)
    {
        _now += TimeSpan.FromSeconds(30);
        var context = ContextOf(new Person("UANA", "Ana"), _now);
        var parsed = context.Read(words);
        if (parsed.Command is { } command)
            Run(command, context.By, _now);
        else
            Seen(parsed.Refusal!.ToMessage());
    }

    private void Run(IncidentCommand command, Person by, DateTimeOffset at)
    {
        var verdict = Addressing.Of(Decider.Run(_incident, command, ContextOf(by, at)));
        _incident = verdict.After;
        if (verdict.Reply.Message is { } message)
            Seen(message);
        if (verdict.Reply.Form is { } form)
        {
            Assert.Equal(
                [],
                BlockKitValidator.Check("view_modal", SlackForms.Render(form, new FormContext("INC-7", "C1"), at))
            );
            _seen++;
        }

        foreach (var effect in verdict.Effects)
            Seen(
                effect switch
                {
                    Effect.Post post => post.Message,
                    Effect.Edit edit => edit.Message,
                    Effect.Tell tell => tell.Message,
                    Effect.Direct direct => direct.Message,
                    _ => null,
                }
            );
    }

    private void Seen(ChatMessage? message)
    {
        if (message is null)
            return;
        Assert.Equal([], BlockKitValidator.Check("response_message", SlackBlocks.Render(message, _now)));
        _seen++;
    }

    private static DecisionContext ContextOf(Person by, DateTimeOffset at) =>
        new(at, by, Policy.Default)
        {
            Language = Language.Whole,
            FindPerson = name => new Person(name.TrimStart('@'), name.TrimStart('@')),
        };
}
