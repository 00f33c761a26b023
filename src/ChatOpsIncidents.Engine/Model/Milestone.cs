using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>What the settled order looks for in the facts.</summary>
public enum Milestone
{
    /// <summary>Somebody took or was given a role.</summary>
    RoleTaken,

    /// <summary>Other changes were frozen.</summary>
    Frozen,

    /// <summary>What fails, or since when, was said.</summary>
    SymptomsSeen,

    /// <summary>Nothing can be contained, with a reason.</summary>
    ContainmentRuledOut,

    /// <summary>A theory was offered.</summary>
    Theorized,

    /// <summary>A theory was put to the test.</summary>
    Tested,

    /// <summary>Recovery was seen.</summary>
    RecoverySeen,

    /// <summary>Something was written down, saved or sealed.</summary>
    Noted,

    /// <summary>People said what will be changed, or why nothing is to be.</summary>
    ActionsSettled,
}

/// <summary>A fact that reaches milestones. They are entered in the state when it is folded.</summary>
public interface IMilestone
{
    /// <summary>Those that it reaches.</summary>
    IEnumerable<Milestone> Reached(Recorded recorded);
}

public sealed partial record Incident
{
    /// <summary>When each milestone was first reached, as far as it was.</summary>
    public ImmutableSortedDictionary<Milestone, DateTimeOffset> Milestones { get; init; } =
        ImmutableSortedDictionary<Milestone, DateTimeOffset>.Empty;

    /// <summary>When a milestone was first reached; null: not yet.</summary>
    public DateTimeOffset? First(Milestone milestone) => Milestones.TryGetValue(milestone, out var at) ? at : null;

    internal Incident Reached(IMilestone fact, Recorded recorded) =>
        this with
        {
            Milestones = Milestones.AddRange(
                fact.Reached(recorded)
                    .Where(milestone => !Milestones.ContainsKey(milestone))
                    .Select(milestone => KeyValuePair.Create(milestone, recorded.ObservedAt))
            ),
        };
}
