namespace ChatOpsIncidents.Host.Signals.Reading;

/// <summary>What an outside system told, in our words: the same for every source.</summary>
/// <param name="Object">The source's own id of the thing; the same for all its states.</param>
public abstract record Signal(string Object)
{
    /// <summary>What the source calls the service, the best name first; the catalogue decides. Empty: not said.
    /// </summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Where it happened; null: not said.</summary>
    public string? Environment { get; init; }

    /// <summary>When, by the source's own clock, UTC; null: not said.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Where it is shown; null: nowhere.</summary>
    public string? Url { get; init; }
}

/// <summary>How far a change is.</summary>
public enum ChangeStatus
{
    /// <summary>It has begun.</summary>
    Started,

    /// <summary>It is in place.</summary>
    Succeeded,

    /// <summary>It did not come to be.</summary>
    Failed,

    /// <summary>An earlier state is back.</summary>
    RolledBack,
}

/// <summary>A deploy, a flag, a configuration, infrastructure: something was changed.</summary>
/// <param name="Object">The source's own id of the change.</param>
/// <param name="Kind"><c>deploy</c>, <c>release</c>, <c>flag</c>, <c>config</c>, <c>infra</c> or <c>traffic</c>.
/// </param>
/// <param name="Status">How far it is.</param>
public sealed record ChangeSignal(string Object, string Kind, ChangeStatus Status) : Signal(Object)
{
    /// <summary>In words; null: made from service and version.</summary>
    public string? What { get; init; }

    /// <summary>What came; null: not said.</summary>
    public string? Version { get; init; }

    /// <summary>What was there before, as the source says; null: our own history tells.</summary>
    public string? PreviousVersion { get; init; }

    /// <summary>Who did it; null: not said.</summary>
    public string? Actor { get; init; }
}

/// <summary>What an alert is about to say.</summary>
public enum AlertState
{
    /// <summary>Something is wrong.</summary>
    Firing,

    /// <summary>Monitoring says that it is over, which proves nothing yet.</summary>
    Resolved,

    /// <summary>Monitoring cannot see.</summary>
    Blind,
}

/// <summary>An alert fires, has ended, or can no longer be judged.</summary>
/// <param name="Object">The same for the same alert in all its states.</param>
/// <param name="State">Firing, resolved or blind.</param>
/// <param name="Summary">In words.</param>
public sealed record AlertSignal(string Object, AlertState State, string Summary) : Signal(Object)
{
    /// <summary>Since when it fires; null: not said.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>How bad; null: not said.</summary>
    public Severity? Severity { get; init; }

    /// <summary>How much is hit, where the source says it.</summary>
    public Reach Scope { get; init; } = Reach.Unknown;

    /// <summary>Which rule raised it: alerts of one rule and service on many instances are one trouble.</summary>
    public string? Rule { get; init; }

    /// <summary>Which of many alike machines it is about; null: not about one.</summary>
    public string? Instance { get; init; }

    /// <summary>The sender's own group; null: none, or one that holds everything.</summary>
    public string? Group { get; init; }
}

/// <summary>A supplier says how it does.</summary>
/// <param name="Object">The supplier's own id of its trouble.</param>
/// <param name="What">Its words, short.</param>
/// <param name="IsOpen">Whether it is still going on.</param>
public sealed record DependencySignal(string Object, string What, bool IsOpen) : Signal(Object)
{
    /// <summary>The supplier's page, by its address; null: not said.</summary>
    public string? Page { get; init; }

    /// <summary>The parts of the supplier that are hit.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>How bad, in the supplier's words; null: not said.</summary>
    public string? Impact { get; init; }
}

/// <summary>Somebody has answered, in a paging system, a page that we sent there.</summary>
/// <param name="Object">Our own key of the page.</param>
/// <param name="Who">Who, as that system calls them; null: not said.</param>
public sealed record PageAnsweredSignal(string Object, string? Who) : Signal(Object);

/// <summary>An item of a tracker has changed.</summary>
/// <param name="Object">What an action's link has of the item: all of it, or its last part.</param>
/// <param name="Title">Its title, which names the incident; null: not said.</param>
public sealed record ItemSignal(string Object, string? Title) : Signal(Object)
{
    /// <summary>How it ended; null: it is open.</summary>
    public ActionEnd? End { get; init; }

    /// <summary>Who sees to it, as the tracker calls them; null: not said, or nobody.</summary>
    public string? Owner { get; init; }
}
