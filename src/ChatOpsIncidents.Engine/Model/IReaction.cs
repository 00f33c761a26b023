namespace ChatOpsIncidents.Engine.Model;

/// <summary>What follows by itself from what was just recorded. Each feature has its own; one list says in which order
/// they come.</summary>
public interface IReaction
{
    /// <summary>How often it may follow in one step.</summary>
    int Most => 1;

    /// <summary>It follows only from facts, not from a question or a refusal.</summary>
    bool NeedsFacts => true;

    /// <summary>The facts and effects that follow.</summary>
    /// <param name="before">The state before the step.</param>
    /// <param name="after">The state as it is now.</param>
    /// <param name="facts">What the step has recorded so far.</param>
    /// <param name="context">When, and who gave the command.</param>
    Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context);
}
