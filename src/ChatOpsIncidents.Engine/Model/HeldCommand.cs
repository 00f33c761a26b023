namespace ChatOpsIncidents.Engine.Model;

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
    public override Incident Fold(Incident before, Recorded recorded) => before.NotHeld(Number);

    /// <inheritdoc/>
    public override string Describe() => $"Ran what was waiting: {Words}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>A held command was not run: its time was over, or it no longer fits.</summary>
public sealed record CommandLapsed(int Number, string Words) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.NotHeld(Number);

    /// <inheritdoc/>
    public override string Describe() => $"Not run any more: {Words}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
