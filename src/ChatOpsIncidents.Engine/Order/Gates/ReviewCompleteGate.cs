using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>Improve the system, not just close the ticket.</summary>
public static class ReviewCompleteGate
{
    /// <summary>All seven sections are there, and every action has its owner, date and tracker item.</summary>
    public static Gate Row { get; } =
        new("review-complete", new Firmness(Hardness.Hard, Severity.Major), Missing)
        {
            Lacks = "the whole review",
            Step = SettledOrder.Review,
        };

    private static Refusal? Missing(Incident incident, Intention intention, DecisionContext context)
    {
        if (intention is not Intention.Close close)
            return null;
        var gaps = ReviewGaps.Of(incident, close.NoActionsNeeded).ToList();
        if (gaps.Count == 0)
            return null;
        var steps = gaps.Select(gap => gap.Step).DistinctBy(step => step.Command).Take(3).ToList();
        if (gaps.Any(gap => gap.Step.Command == "action"))
            steps.Add(new NextStep("None needed", "close none needed, because <why>"));
        return new Refusal(
            "review-complete",
            $"The review is not complete. Missing: {string.Join("; ", gaps.Select(gap => gap.Missing))}.",
            steps
        );
    }
}
