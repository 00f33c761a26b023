using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>A command that waits.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Words">The line to run.</param>
/// <param name="Gate">The gate that stopped it first.</param>
/// <param name="By">Who gave it; it runs in that person's name.</param>
/// <param name="Until">When it lapses.</param>
public sealed record HeldCommand(int Number, string Words, string Gate, Person By, DateTimeOffset Until)
{
    /// <summary>All that it waited for when it was held, in a few words each.</summary>
    public ImmutableList<string> Lacked { get; init; } = [];

    /// <summary>The fact by which it was offered back to the one who gave it; null: it was not.</summary>
    public long? OfferedBy { get; init; }
}

/// <summary>A gate stopped a command; it waits.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Gate">The gate that stopped it first.</param>
/// <param name="Words">The line to run.</param>
/// <param name="Missing">What that gate asked for.</param>
/// <param name="Until">When it lapses.</param>
/// <param name="Lacks">All that is missing, in a few words each; null: not recorded.</param>
/// <param name="Replaces">The number of the same wish in other words, which waits no more; null: none.</param>
public sealed record CommandHeld(
    int Number,
    [property: Code] string Gate,
    string Words,
    string Missing,
    DateTimeOffset Until,
    [property: Code] IReadOnlyList<string>? Lacks = null,
    int? Replaces = null
) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var without = Replaces is { } other ? before.NotHeld(other) : before;
        var held = new HeldCommand(Number, Words, Gate, recorded.By, Until) { Lacked = [.. Lacks ?? []] };
        return (without with { Held = without.Held.Add(held), HeldCount = Math.Max(before.HeldCount, Number) }).Due(
            DeadlineNames.Of(DeadlineNames.Held, Number),
            Until
        );
    }

    /// <inheritdoc/>
    public override string Describe() =>
        Lacks is { Count: > 0 } lacks ? $"Waits for {string.Join(", ", lacks)}: {Words}" : $"Waits: {Words}";

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

/// <summary>What was missing is there, but not by the one who gave the command: that person is asked whether to start
/// it.</summary>
/// <param name="Number">The held command's.</param>
/// <param name="Words">Its line.</param>
/// <param name="Until">When it lapses now.</param>
public sealed record CommandOffered(int Number, string Words, DateTimeOffset Until) : IncidentEvent, IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var offered = before.Held.Select(held =>
            held.Number == Number ? held with { OfferedBy = recorded.Seq, Until = Until } : held
        );
        return before.Held.Exists(held => held.Number == Number)
            ? (before with { Held = [.. offered] }).Due(DeadlineNames.Of(DeadlineNames.Held, Number), Until)
            : before;
    }

    /// <inheritdoc/>
    public override string Describe() => $"Free to start, and offered back: {Words}";

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

/// <summary>Somebody decided that a held command is not wanted any more.</summary>
public sealed record CommandDropped(int Number, string Words) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.NotHeld(Number);

    /// <inheritdoc/>
    public override string Describe() => $"Dropped what was waiting: {Words}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
