using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>What is to be changed so that it does not happen again, in the order in which it was recorded; the
    /// first has number 1.</summary>
    public ImmutableList<ReviewAction> Actions { get; init; } = [];

    /// <summary>The state with one action changed.</summary>
    internal Incident WithAction(int number, Func<ReviewAction, ReviewAction> change) =>
        this with
        {
            Actions = [.. Actions.Select(action => action.Number == number ? change(action) : action)],
        };

    /// <summary>The numbers of the contributing factors that no action prevents; 1 for the first factor.</summary>
    internal IEnumerable<int> OpenFactors() =>
        Enumerable
            .Range(1, Factors.Count)
            .Where(number => !Actions.Any(action => action.Factor == number && !action.IsDropped));
}

/// <summary>Something that one person changes by a date.</summary>
/// <param name="Number">1 for the first of an incident: <c>action done 1</c>.</param>
/// <param name="Text">What will be there then.</param>
/// <param name="Owner">Who sees to it.</param>
/// <param name="DueAt">By when.</param>
public sealed record ReviewAction(int Number, string Text, Person Owner, DateTimeOffset DueAt)
{
    /// <summary>Its item in the system of record; null: none yet.</summary>
    public string? Link { get; init; }

    /// <summary>The contributing factor that it prevents, 1 for the first; null: none in particular.</summary>
    public int? Factor { get; init; }

    /// <summary>When it was done; null: it is not.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Why it is not done after all; null: it is to be done.</summary>
    public string? DroppedBecause { get; init; }

    /// <summary>It is not done after all.</summary>
    public bool IsDropped => DroppedBecause is not null;

    /// <summary>It is still to be done.</summary>
    public bool IsOpen => DoneAt is null && DroppedBecause is null;

    /// <summary>As people refer to it.</summary>
    public override string ToString() => $"#{Number} {Text}";
}
