namespace ChatOpsIncidents.Engine.Gates;

/// <summary>Improve the system, not just close the ticket.</summary>
public static class ReviewCompleteGate
{
    /// <summary>Its name.</summary>
    public const string Code = "review-complete";

    /// <summary>All seven sections are there, and every action has its owner, date and tracker item.</summary>
    /// <param name="noneNeeded">The line itself says why no action is needed.</param>
    public static Gate For(bool noneNeeded) =>
        new(
            Code,
            (incident, _) =>
            {
                var gaps = ReviewGaps.Of(incident, noneNeeded).ToList();
                if (gaps.Count == 0)
                    return null;
                var steps = gaps.Select(gap => gap.Step).DistinctBy(step => step.Command).Take(3).ToList();
                if (gaps.Any(gap => gap.Step.Command == "action"))
                    steps.Add(new NextStep("None needed", "close none needed, because <why>"));
                return new Refusal(
                    Code,
                    $"The review is not complete. Missing: {string.Join("; ", gaps.Select(gap => gap.Missing))}.",
                    steps
                );
            }
        );
}
