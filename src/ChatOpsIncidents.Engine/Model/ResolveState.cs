namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>The state in which nothing falls due any more, and nothing waits; a room that is still being opened
    /// does, and actions are followed to their end.</summary>
    internal Incident StoodDown() =>
        this with
        {
            Armed = null,
            WaitingFor = null,
            UpdateDueAt = null,
            Held = [],
            Offers = Offers.Clear(),
            Deadlines = Deadlines.RemoveRange(Deadlines.Keys.Where(EndsWithIt)),
        };

    private static bool EndsWithIt(string deadline) =>
        deadline != DeadlineNames.Room && !DeadlineNames.Is(deadline, DeadlineNames.Action);

    /// <summary>It resolves itself when the checks hold; null: not armed.</summary>
    public ArmedResolve? Armed { get; init; }

    /// <summary>When it was resolved; null: it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What was said at the end; null: it is not resolved.</summary>
    public string? ResolvedSummary { get; init; }

    /// <summary>When it was closed for good; null: it is not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether the review is under way.</summary>
    public bool IsInReview { get; init; }

    /// <summary>Why it was a false alarm; null: it was not.</summary>
    public string? CancelledBecause { get; init; }

    /// <summary>The incident in which it goes on; null: none.</summary>
    public string? MergedInto { get; init; }

    /// <summary>How often it was reopened; each is a false all-clear if it was soon.</summary>
    public int ReopenCount { get; init; }
}

/// <summary>A resolve that waits for the checks.</summary>
/// <param name="By">Who asked.</param>
/// <param name="Summary">What is said at the end; may be empty.</param>
/// <param name="At">When the checks will have held long enough; null: nothing is proven yet.</param>
public sealed record ArmedResolve(Person By, string Summary, DateTimeOffset? At)
{
    /// <summary>The number of the fact that armed it.</summary>
    public long Entry { get; init; }
}
