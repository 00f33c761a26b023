using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Resolving;

/// <summary><c>/incident disarm</c>: an armed resolve does not come to pass.</summary>
public sealed record DisarmResolve : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("disarm", "", "Take back an armed resolve", (_, _) => new DisarmResolve()) { Topic = "Contain" };

    /// <inheritdoc/>
    public override Access Access => Access.Command;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        if (incident.Armed is not { } armed)
            return Decision.NothingToDo;
        var disarmed = Decision.Accept(new ResolveDisarmed(armed.By));
        return armed.By.Id == context.By.Id
            ? disarmed
            : disarmed with
            {
                Effects =
                [
                    new Effect.Direct(
                        armed.By.Id,
                        ChatMessage.Text(
                            $"{incident.Id} does not resolve itself: {Markup.Clean(context.By.Name)} disarmed it.",
                            new ChatAction("Status", "status")
                        ),
                        $"disarmed-{incident.Seq + 1}"
                    ),
                ],
            };
    }
}

/// <summary>An armed resolve was taken back.</summary>
/// <param name="Of">Who had armed it.</param>
public sealed record ResolveDisarmed(Person Of) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { Armed = null };

    /// <inheritdoc/>
    public override string Describe() => "Resolve disarmed; nothing resolves itself";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}

/// <summary>An armed resolve comes to pass when the last of what it waited for is there; its message says what became
/// of it.</summary>
public sealed class ArmedResolves : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        var isReady = after is { IsRunning: true, Armed: not null, IsDataOpen: false } && after.IsVerified(context.Now);
        var finished = isReady
            ? ResolveIncident.Finish(after, after.Armed!.Summary, after.Armed.By, context)
            : Decision.NothingToDo;
        var isGone = isReady || after.Armed?.Entry != before.Armed?.Entry;
        return before.Armed is { } armed && isGone ? finished with { Effects = Edited(after, armed) } : finished;
    }

    // Its buttons go with it.
    private static IReadOnlyList<Effect> Edited(Incident after, ArmedResolve armed)
    {
        if (after.Entry(armed.Entry) is not { Fact: ResolveArmed fact } entry)
            return [];
        var message = fact.Announce(after, entry) with { Actions = [], Footer = "Not armed any more." };
        return [new Effect.Edit($"fact-{entry.Seq}", message)];
    }
}
