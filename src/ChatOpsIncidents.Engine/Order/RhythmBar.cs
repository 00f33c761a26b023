namespace ChatOpsIncidents.Engine.Order;

/// <summary>A step of the rhythm.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Command">The line that does it.</param>
/// <param name="At">When it was done; null: not yet.</param>
/// <param name="NotNeeded">Why it need not be done, for example <c>not needed: rolled back</c>; null: it must, or
/// was.</param>
public sealed record RhythmStep(string Label, string Command, DateTimeOffset? At, string? NotNeeded = null)
{
    /// <summary>1 to 10, in the order in which they belong.</summary>
    public int Number { get; init; }

    /// <summary>Its time is over: the incident is resolved, and nobody will take it any more.</summary>
    public bool IsPast { get; init; }

    /// <summary>It is this step's turn.</summary>
    public bool IsNow { get; init; }

    /// <summary>Nothing is left to do here.</summary>
    public bool IsSettled => At is not null || NotNeeded is not null;

    /// <summary>How it stands, in words: a mark or a colour alone tells nobody who listens.</summary>
    public string Standing
    {
        get
        {
            if (IsNow)
                return "now";
            if (At is not null)
                return "done";
            return NotNeeded ?? (IsPast ? "not done" : "open");
        }
    }

    /// <summary>How it stands, in one character that differs by its shape.</summary>
    public char Mark
    {
        get
        {
            if (IsNow)
                return '●';
            if (At is not null)
                return '✓';
            return NotNeeded is not null ? '–' : '○';
        }
    }
}

/// <summary>The ten steps of calm incident work, in the order in which they belong.</summary>
public static class RhythmBar
{
    private static readonly OrderStep[] Counted = [.. SettledOrder.Steps.Where(step => !step.IsOpening)];

    /// <summary>All ten, in order.</summary>
    public static IReadOnlyList<RhythmStep> Of(Incident incident)
    {
        var turn = CountedTurn(incident);
        return [.. Counted.Select((step, i) => Row(step, incident) with { Number = i + 1, IsNow = step == turn })];
    }

    /// <summary>The step whose turn it is; null: none any more, or not yet.</summary>
    public static RhythmStep? Now(Incident incident) => Of(incident).FirstOrDefault(step => step.IsNow);

    private static RhythmStep Row(OrderStep step, Incident incident)
    {
        var at = step.DoneAt(incident);
        return new RhythmStep(step.Label, step.Command, at, at is null ? step.NotNeeded(incident) : null)
        {
            IsPast = !incident.IsRunning && step != SettledOrder.Review,
        };
    }

    // What opens a step counts as that step.
    private static OrderStep? CountedTurn(Incident incident) =>
        SettledOrder.Turn(incident) is { } turn
            ? SettledOrder.Steps.SkipWhile(step => step != turn).First(step => !step.IsOpening)
            : null;
}
