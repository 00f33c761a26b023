using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Deciding.Holding;

/// <summary>A command that waits.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Words">The line to run.</param>
/// <param name="Gate">The gate that stopped it.</param>
/// <param name="By">Who gave it; it runs in that person's name.</param>
/// <param name="Until">When it lapses.</param>
public sealed record HeldCommand(int Number, string Words, string Gate, Person By, DateTimeOffset Until);

/// <summary>A gate stopped a command; it waits.</summary>
public sealed record CommandHeld(
    int Number,
    [property: Code] string Gate,
    string Words,
    string Missing,
    DateTimeOffset Until
) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                Held = before.Held.Add(new HeldCommand(Number, Words, Gate, recorded.By, Until)),
                HeldCount = Math.Max(before.HeldCount, Number),
            }
        ).Due($"held:{Number}", Until);

    /// <inheritdoc/>
    public override string Describe() => $"Waiting ({Gate}): {Words}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>What was missing is there; the held command ran.</summary>
public sealed record CommandReleased(int Number, string Words) : IncidentEvent, IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => HeldCommands.Without(before, Number);

    /// <inheritdoc/>
    public override string Describe() => $"Ran what was waiting: {Words}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>A held command was not run: its time was over, or it no longer fits.</summary>
public sealed record CommandLapsed(int Number, string Words) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => HeldCommands.Without(before, Number);

    /// <inheritdoc/>
    public override string Describe() => $"Not run any more: {Words}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>Holding, releasing and lapsing.</summary>
public static class HeldCommands
{
    /// <summary>Holds a command; the same words of the same person are held once.</summary>
    public static Decision Hold(Incident incident, IncidentCommand command, Refusal missing, DecisionContext context)
    {
        var refusal = missing with { Because = missing.Because + " Your command waits and runs by itself then." };
        if (incident.Held.Any(h => h.Words == command.Words && h.By.Id == context.By.Id))
            return Decision.Refuse(refusal);
        var until = context.Now + context.Policy.HeldFor;
        return Decision.Accept(
            new CommandHeld(incident.HeldCount + 1, missing.Code, command.Words, missing.Because, until)
        ) with
        {
            Refusal = refusal,
        };
    }

    /// <summary>The oldest held command that no gate stops any more; null: none.</summary>
    public static HeldCommand? Free(Incident incident, DecisionContext context) =>
        incident.Held.FirstOrDefault(held =>
            context.Read(held.Words, context with { By = held.By }).Command is not { } command
            || Decider.Stopped(incident, command, context with { By = held.By }) is null
        );

    /// <summary>What waited to contain what is contained now; it is offered back, not run.</summary>
    public static IEnumerable<HeldCommand> OutlivedBy(Incident before, Incident after) =>
        before.MitigatedAt is null && after.MitigatedAt is not null ? after.Held : [];

    /// <summary>A held command's time is over.</summary>
    public static Decision Lapse(Incident incident, string number, DecisionContext context) =>
        incident.Held.FirstOrDefault(held => held.Number.ToString() == number) is { } late
            ? Lapse(incident, late, $"it waited too long for {GateNow(incident, late, context) ?? late.Gate}")
            : Decision.NothingToDo;

    /// <summary>A held command is not run any more; the one who gave it is asked.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="late">The command.</param>
    /// <param name="why">Why, as the end of a sentence.</param>
    public static Decision Lapse(Incident incident, HeldCommand late, string why) =>
        Decision.Accept(new CommandLapsed(late.Number, late.Words)) with
        {
            Effects =
            [
                new Effect.Tell(
                    late.By.Id,
                    ChatMessage.Text(
                        $"{Ink.Code(late.Words)} was not run: {why}. Is it still what you want?",
                        new ChatAction("Run it now", late.Words, ActionStyle.Primary)
                    ),
                    $"held-{late.Number}"
                ),
            ],
        };

    // What was missing first may have come since; another gate may stand before it now.
    private static string? GateNow(Incident incident, HeldCommand held, DecisionContext context) =>
        context.Read(held.Words, context with { By = held.By }).Command is { } command
            ? Decider.Stopped(incident, command, context with { By = held.By })?.Gate.Code
            : null;

    internal static Incident Without(Incident before, int number) =>
        (before with { Held = before.Held.RemoveAll(held => held.Number == number) }).NotDue($"held:{number}");
}
