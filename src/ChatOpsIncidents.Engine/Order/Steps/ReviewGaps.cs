using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Steps;

/// <summary>Something that a complete review still needs.</summary>
/// <param name="Missing">What, as part of a sentence.</param>
/// <param name="Step">What gives it.</param>
/// <param name="Text">It is a section to be written.</param>
internal sealed record ReviewGap(string Missing, NextStep Step, bool Text = false);

/// <summary>What a review still needs.</summary>
internal static class ReviewGaps
{
    /// <summary>Everything, in the order in which it is asked for.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="noneNeeded">It was just written that no action is needed.</param>
    public static IEnumerable<ReviewGap> Of(Incident incident, bool noneNeeded = false)
    {
        var none = noneNeeded || incident.NoActionsBecause is not null;
        if (!incident.IsInReview && incident.ReviewTexts.IsEmpty)
            yield return new ReviewGap("it was not opened yet", new NextStep("Open the review", "review"));
        foreach (var section in ReviewSection.All.Where(one => one.Key != "actions" && !one.IsIn(incident)))
            yield return new ReviewGap(
                section.Title.ToLowerInvariant(),
                new NextStep("Fill it in", "review write"),
                true
            );
        if (!none)
        {
            if (!incident.Actions.Any(action => !action.IsDropped))
                yield return new ReviewGap("an action, or why none is needed", new NextStep("Add an action", "action"));
            foreach (var factor in incident.OpenFactors())
                yield return new ReviewGap(
                    $"an action that prevents factor {factor}",
                    new NextStep($"Prevent factor {factor}", $"action factor: {factor}")
                );
        }

        foreach (var action in incident.Actions.Where(action => action is { IsOpen: true, Link: null }))
            yield return new ReviewGap(
                $"the tracker item of action #{action.Number}",
                new NextStep($"Link action #{action.Number}", $"action {action.Number}")
            );
    }
}
