using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>All tasks, in the order in which they were given; the first has number 1.</summary>
    public ImmutableList<WorkItem> Tasks { get; init; } = [];

    /// <summary>When a task's owner is asked how it goes; null: not.</summary>
    public DateTimeOffset? DueOf(WorkItem task) =>
        Deadlines.TryGetValue(DeadlineNames.Of(DeadlineNames.Task, task.Number), out var at) ? at : null;

    /// <summary>The state with one task changed.</summary>
    internal Incident WithTask(int number, Func<WorkItem, WorkItem> change) =>
        this with
        {
            Tasks = [.. Tasks.Select(task => task.Number == number ? change(task) : task)],
        };
}

/// <summary>Something that one person does.</summary>
/// <param name="Number">1 for the first of an incident: <c>done 1</c>.</param>
/// <param name="Text">In words.</param>
/// <param name="Owner">Who does it; null: nobody yet.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="At">When it was given.</param>
public sealed record WorkItem(int Number, string Text, Person? Owner, Person By, DateTimeOffset At)
{
    /// <summary>When it was done; null: it is not.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>What came of it; null: nothing said.</summary>
    public string? Result { get; init; }

    /// <summary>What its owner needs to go on; null: not stuck.</summary>
    public string? Needs { get; init; }

    /// <summary>What its owner knew last; null: nothing said.</summary>
    public string? SoFar { get; init; }

    /// <summary>How often the owner was asked since the last word.</summary>
    public int Asks { get; init; }

    /// <summary>The lead heard, since the owner's last word, that there is none.</summary>
    public bool LeadHeard { get; init; }

    /// <summary>The lasting fix that remains to be made after a quick one; it is nobody's to hurry.</summary>
    public bool IsPermanentFix { get; init; }

    /// <summary>Its owner is at it.</summary>
    public bool IsUnderWay => DoneAt is null && Owner is not null && Needs is null;

    /// <summary>As people refer to it.</summary>
    public override string ToString() => $"#{Number} {Text}";
}
