using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary>The message that asked whether a change helped says the answer, and has no buttons any more; where an
/// answer is taken back, it asks again.</summary>
public sealed class AnsweredChanges : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        var known = before.Mitigations.ToDictionary(change => change.Entry);
        return Decision.NothingToDo with
        {
            Effects =
            [
                .. after
                    .Mitigations.Where(change =>
                        known.TryGetValue(change.Entry, out var then) && IsAnsweredOtherwise(then, change)
                    )
                    .Select(change => Edit(after, change))
                    .OfType<Effect>(),
                .. before
                    .Mitigations.Where(change => after.Mitigations.All(left => left.Entry != change.Entry))
                    .Select(change => TakenBack(before, change, context.By))
                    .OfType<Effect>(),
            ],
        };
    }

    // Nobody is asked any more whether a change helped that was never made.
    private static Effect.Edit? TakenBack(Incident before, Mitigation change, Person by) =>
        before.Entry(change.Entry) is { Fact: MitigationStarted started } entry
            ? new Effect.Edit(
                $"fact-{entry.Seq}",
                started.Announce(before, entry) with
                {
                    Footer = $"Taken back · {Markup.Clean(by.Name)}",
                    Actions = [],
                }
            )
            : null;

    private static bool IsAnsweredOtherwise(Mitigation then, Mitigation now) =>
        then.Outcome != now.Outcome || then.OutcomeAt != now.OutcomeAt || then.OutcomeBy != now.OutcomeBy;

    /// <summary>The message that began a change, as it is to look now; null: it is gone.</summary>
    public static Effect.Edit? Edit(Incident after, Mitigation change)
    {
        if (after.Entry(change.Entry) is not { Fact: MitigationStarted started } entry)
            return null;
        var asked = started.Announce(after, entry);
        return new Effect.Edit($"fact-{entry.Seq}", change.Outcome is null ? asked : Answered(asked, change));
    }

    private static ChatMessage Answered(ChatMessage asked, Mitigation change)
    {
        var mark = change.Outcome == MitigationOutcome.Failed ? "✗" : "✓";
        var who = Markup.Clean(change.OutcomeBy?.Name ?? "somebody");
        var at = change.OutcomeAt is { } seen ? $" {Markup.Ago(seen)}" : "";
        return asked with { Footer = $"{mark} {OutcomeWords.Label(change.Outcome!.Value)} · {who}{at}", Actions = [] };
    }
}
