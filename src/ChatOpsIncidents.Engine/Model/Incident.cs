using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>
/// An incident's state: nothing but the fold of its facts. Each feature adds its fields in its own folder
/// (<c>partial</c>), with the records that they hold.
/// </summary>
public sealed partial record Incident
{
    private Incident(string id) => Id = id;

    /// <summary>For example <c>INC-12</c>.</summary>
    public string Id { get; }

    /// <summary>The number of its last fact; 0: none.</summary>
    public long Seq { get; private init; }

    /// <summary>When its last fact was recorded.</summary>
    public DateTimeOffset LastAt { get; private init; }

    /// <summary>A fact of a newer version was met: no command may change it here.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The running log, oldest first.</summary>
    public ImmutableList<LogLine> Log { get; init; } = [];

    /// <summary>What falls due when, by name; each becomes a command. A feature names its own with a prefix:
    /// <c>task:3</c>.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Deadlines { get; init; } =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>The people who have spoken or acted.</summary>
    public ImmutableHashSet<string> Speakers { get; init; } = [];

    /// <summary>One person alone: no offers, no ladder to oneself.</summary>
    public bool IsSolo => Speakers.Count <= 1;

    /// <summary>An incident without facts.</summary>
    public static Incident None(string id) => new(id);

    /// <summary>The last lines of the log that are wanted, oldest first. Read from its end: it may be long.</summary>
    public IReadOnlyList<LogLine> LastLines(int most, Predicate<LogLine> isWanted)
    {
        List<LogLine> last = [];
        for (var at = Log.Count - 1; at >= 0 && last.Count < most; at--)
        {
            if (isWanted(Log[at]))
                last.Insert(0, Log[at]);
        }

        return last;
    }

    /// <summary>The state with a deadline set. Around a table there is no clock, but a room opens or does not.
    /// </summary>
    public Incident Due(string name, DateTimeOffset at) =>
        IsTabletop && name != DeadlineNames.Room ? this : this with { Deadlines = Deadlines.SetItem(name, at) };

    /// <summary>The state without the deadlines of that name, or that begin with it and a colon.</summary>
    public Incident NotDue(string name) =>
        this with
        {
            Deadlines = Deadlines.RemoveRange([.. Deadlines.Keys.Where(key => DeadlineNames.Is(key, name))]),
        };
}
