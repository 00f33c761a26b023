namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>When the next step becomes overdue, and what shows it has to be shown anew. It follows from the state and
/// the policy, so it is no fact of its own; the deadline's command looks at the state again.</summary>
/// <param name="At">When; null: at no time to come.</param>
public sealed record StepDue(DateTimeOffset? At)
{
    /// <summary>The name of its deadline.</summary>
    public const string Deadline = "step";

    /// <summary>What a change makes of it; null: it stays.</summary>
    /// <param name="was">When it became overdue as it was; null: at no time to come.</param>
    /// <param name="now">When it becomes overdue now; null: at no time to come.</param>
    /// <param name="facts">What was decided.</param>
    internal static StepDue? Of(DateTimeOffset? was, DateTimeOffset? now, IReadOnlyList<Recorded> facts)
    {
        var isPassed = facts.Any(fact => fact.Fact is DeadlinePassed { Name: Deadline });
        return isPassed || now != was ? new StepDue(now) : null;
    }
}
