using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>How much the room hears: at Critical at most six posts in any ten minutes. What is over it stands in the
/// log thread and on the card.</summary>
public static class NoiseBudget
{
    /// <summary>Posts in the room within the window, at most.</summary>
    public const int PostsMax = 6;

    // The last places are kept for what people outside rely on, and for the end.
    private const int OrdinaryMax = 4;

    /// <summary>The window.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Whether the room hears a fact.</summary>
    /// <param name="before">The state before it.</param>
    /// <param name="after">The state with it.</param>
    /// <param name="recorded">The fact.</param>
    public static bool IsHeard(Incident before, Incident after, Recorded recorded)
    {
        if (recorded.Fact.LoudnessIn(after) != Loudness.Banner)
            return false;
        if (after.Severity != Severity.Critical || after.IsDrill || recorded.Fact is IAlwaysHeard)
            return true;
        var most = recorded.Fact is IHeardFirst ? PostsMax : OrdinaryMax;
        return before.RoomPosts.Count(at => recorded.RecordedAt - at < Window) < most;
    }

    /// <summary>The state with the room's posts of a fact counted.</summary>
    internal static Incident Counted(Incident before, Incident after, Recorded recorded)
    {
        var said = recorded.Fact.PostsInRoom() + (IsHeard(before, after, recorded) ? 1 : 0);
        if (said == 0)
            return after;
        var recent = after.RoomPosts.RemoveAll(at => recorded.RecordedAt - at >= Window);
        return after with { RoomPosts = recent.AddRange(Enumerable.Repeat(recorded.RecordedAt, said)) };
    }
}

/// <summary>A fact that is heard whatever the noise: what stakeholders rely on, and the end.</summary>
public interface IAlwaysHeard;

/// <summary>A fact that may take the last places of the budget: people have to act on it.</summary>
public interface IHeardFirst;

public sealed partial record Incident
{
    /// <summary>When the room last heard something of ours, within the budget's window.</summary>
    public ImmutableList<DateTimeOffset> RoomPosts { get; init; } = [];
}
