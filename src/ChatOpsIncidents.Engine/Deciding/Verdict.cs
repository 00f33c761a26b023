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
);
