using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>What came of a command: to be stored in one transaction, or nothing.</summary>
/// <param name="After">The state with the new facts.</param>
/// <param name="Facts">The new facts, in order.</param>
/// <param name="Effects">What follows outside, in order.</param>
/// <param name="Reply">The answer to the one who asked.</param>
/// <param name="Refusal">The refusal behind the answer; null: accepted.</param>
public sealed record Verdict(
    Incident After,
    IReadOnlyList<Recorded> Facts,
    IReadOnlyList<Effect> Effects,
    Reply Reply,
    Refusal? Refusal
)
{
    /// <summary>By when the next step is to be done, where that has changed; null: it has not.</summary>
    public StepDue? StepDue { get; init; }

    /// <summary>A note without a name whose words go from all that is stored; null: none.</summary>
    public NamelessNote? TakesOut { get; init; }

    /// <summary>Words go from what is stored, so that all of it is looked through.</summary>
    public bool Erases => TakesOut is not null || Facts.Any(fact => fact.Fact is EntryRedacted);
}
