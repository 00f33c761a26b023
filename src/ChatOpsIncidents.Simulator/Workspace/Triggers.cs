namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>The short permissions to open a modal for the person who just did something: once, within
/// seconds.</summary>
/// <param name="clock">The workspace's.</param>
/// <param name="life">How long a permission lasts; Slack's 3 s.</param>
internal sealed class Triggers(TimeProvider clock, TimeSpan life)
{
    private const int Kept = 1_000;

    private readonly Dictionary<string, Trigger> _issued = [];
    private long _number = 100_000;

    public sealed class Trigger
    {
        public required string Person { get; init; }
        public required DateTimeOffset At { get; init; }
        public string? ViewId { get; init; }
        public bool Used { get; set; }
    }

    /// <summary>Issues a permission.</summary>
    /// <param name="person">For whom a modal may be opened.</param>
    /// <param name="viewId">The modal in which it happened, which allows to push; null elsewhere.</param>
    public string Issue(string person, string? viewId = null)
    {
        var id = $"{++_number}.{_number * 7}.{LocalWorkspace.Secret()}";
        if (_issued.Count > Kept)
            foreach (var (old, _) in _issued.Where(t => clock.GetUtcNow() - t.Value.At > life * 100).ToArray())
                _issued.Remove(old);
        _issued[id] = new Trigger
        {
            Person = person,
            At = clock.GetUtcNow(),
            ViewId = viewId,
        };
        return id;
    }

    /// <summary>Takes the trigger, for good.</summary>
    /// <exception cref="SlackFault"><c>invalid_trigger_id</c>, <c>exchanged_trigger_id</c> or
    /// <c>expired_trigger_id</c>.</exception>
    public Trigger Exchange(string? id)
    {
        if (id is null || !_issued.TryGetValue(id, out var trigger))
            throw new SlackFault("invalid_trigger_id");
        if (trigger.Used)
            throw new SlackFault("exchanged_trigger_id");
        if (clock.GetUtcNow() - trigger.At > life)
            throw new SlackFault("expired_trigger_id");
        trigger.Used = true;
        return trigger;
    }
}
