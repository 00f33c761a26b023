using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Order;

/// <summary>When the review may be worked on: after recovery, at leisure, until the incident is closed.</summary>
internal static class ReviewPhase
{
    /// <summary>Why not now; null: it is the time.</summary>
    public static Refusal? NotNow(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (!incident.IsRunning)
            return null;
        var next = NextStepView.Of(incident, context);
        return new Refusal(
            "after-recovery",
            $"The review comes after recovery, at leisure. First: {next.Text}",
            [
                .. next.Actions.Take(2).Select(action => new NextStep(action.Label, action.Command)),
                new NextStep("Resolve", "resolve"),
            ]
        );
    }

    /// <summary>Whether an incident of this severity is closed only with its review; a drill needs none.</summary>
    public static bool IsRequired(Incident incident, Policy policy) =>
        !incident.IsDrill && policy.HardnessOf(ReviewCompleteGate.Row, incident.Severity) != Hardness.Off;

    /// <summary>The first morning of a working day, after a rest.</summary>
    /// <param name="resolvedAt">When the rest begins.</param>
    /// <param name="policy">How long it lasts at least, and in which zone the morning is.</param>
    /// <returns>UTC.</returns>
    public static DateTimeOffset Morning(DateTimeOffset resolvedAt, Policy policy) =>
        WorkingMorning.From(resolvedAt + policy.ReviewRest, policy.TimeZone);
}
