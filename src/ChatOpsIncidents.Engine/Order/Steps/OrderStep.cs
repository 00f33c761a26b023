namespace ChatOpsIncidents.Engine.Order.Steps;

/// <summary>A step of the settled order.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Command">The line that does it.</param>
/// <param name="DoneAt">When it was done; null: not yet.</param>
public sealed record OrderStep(string Label, string Command, Func<Incident, DateTimeOffset?> DoneAt)
{
    /// <summary>Why it need not be done, for example <c>not needed: rolled back</c>; null: it must.</summary>
    public Func<Incident, string?> NotNeeded { get; init; } = _ => null;

    /// <summary>Whether it is this step's turn, unless it is an earlier one's. What goes alongside never has its turn:
    /// nobody waits for it.</summary>
    public Func<Incident, bool> IsTurn { get; init; } = _ => false;

    /// <summary>What to do, who, and by when.</summary>
    public Func<Incident, DecisionContext, Guidance>? Guide { get; init; }

    /// <summary>People count it as a part of the next step.</summary>
    public bool IsOpening { get; init; }
}
