using ChatOpsIncidents.Engine.Effects;
using CsCheck;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Pages in every order of what can happen to them.</summary>
public sealed class PagingOrderTests
{
    private const int StepsMax = 9;

    private enum Act
    {
        Page,
        StepDue,
        Delivered,
        Refused,
        Stumbled,
        AnswerHere,
        AnswerOutside,
        Resolve,
        Reopen,
    }

    private static readonly Catalog Shop = new([])
    {
        Rotations = [new Rotation("oncall", ["@ben", "@cy"], new DateOnly(2026, 11, 16)) { Backup = "@dora" }],
    };

    private static readonly Policy Both = Policy.Default with
    {
        Pagers = Policy.Default.Pagers.Add("oncall", ["pagerduty"]),
    };

    [Fact, Trait("Requirement", "C7")]
    public void After_an_answer_nobody_is_called_and_nothing_opens_again() =>
        Gen.Enum<Act>().Array[1, StepsMax].Sample(acts => Play(acts), iter: 3_000);

    private static void Play(Act[] acts)
    {
        var story = Story.Of("cards fail", catalog: Shop, policy: Both).When("ana", "page oncall the ledger");
        foreach (var act in acts)
        {
            var before = story.Incident;
            var answered = before.Pages.Where(page => !page.IsOpen).Select(page => page.Number).ToHashSet();
            Do(story, act);
            Assert.DoesNotContain(story.Last.Effects.OfType<Effect.Page>(), page => answered.Contains(page.Number));
            Assert.All(answered, number => Assert.False(story.Incident.Page(number)!.IsOpen));
            Assert.All(
                answered,
                number => Assert.Equal(before.Page(number)!.AnsweredBy, story.Incident.Page(number)!.AnsweredBy)
            );
            Assert.DoesNotContain(
                story.Incident.Deadlines.Keys,
                key => answered.Any(number => key == $"page:{number}")
            );
            Assert.Equal(
                story.Incident.Pages.Count,
                story.Incident.Pages.Select(page => page.Number).Distinct().Count()
            );
        }
    }

    private static void Do(Story story, Act act)
    {
        var page = story.Incident.Pages.Count;
        _ = act switch
        {
            Act.Page => story.When("ana", "page oncall the ledger"),
            Act.StepDue => story.After(Policy.Default.PageAnswer),
            Act.Delivered => story.When(new ReportPaged(page, "chat:UBEN")),
            Act.Refused => story.When(new ReportNotPaged(page, "chat:UBEN", "switched off", Final: true)),
            Act.Stumbled => story.When(new ReportNotPaged(page, "pagerduty:oncall", "500", Final: false)),
            Act.AnswerHere => story.When("ben", "on-it"),
            Act.AnswerOutside => story.When(new ReportAcknowledged(page, "Ben", "pagerduty")),
            Act.Resolve => story.When("ana", "cancel a load test"),
            _ => story.When("ana", "reopen it is back"),
        };
    }
}
