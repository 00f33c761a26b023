using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Resolving;

/// <summary>Who armed a resolve that will not come to pass as promised is woken.</summary>
public sealed class WakeWhoArmed : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        if (before.Armed is not { } armed || !after.IsRunning || !IsBroken(armed, after.Armed))
            return Decision.NothingToDo;
        // Whoever brought it about, or took it back, knows.
        if (context.By.Id == armed.By.Id || facts.Any(fact => fact.Fact is ResolveDisarmed))
            return Decision.NothingToDo;
        var because = facts.FirstOrDefault(f => f.Fact is not IBookkeeping)?.Fact.Describe() ?? "the symptoms are back";
        var key = $"wake-{after.Seq}";
        var why = $"{after.Id} does not resolve itself. {because}";
        return new Decision
        {
            Facts = [.. PageSteps.Begin([(armed.By.Id, armed.By.Name)], why, Person.System, after, context)],
            Effects =
            [
                new Effect.Tell(
                    armed.By.Id,
                    ChatMessage.Text(
                        $"{after.Id} does not resolve itself. {Markup.Clean(because)}.",
                        new ChatAction("See the checks", "verify", ActionStyle.Primary)
                    ),
                    key + "-tell"
                ),
            ],
        };
    }

    private static bool IsBroken(ArmedResolve before, ArmedResolve? after) =>
        after is null || (before.At is not null && after.At is null);
}
