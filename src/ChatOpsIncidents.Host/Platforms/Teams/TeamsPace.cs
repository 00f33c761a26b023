namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Keeps this host within a conversation's limits before a call is made. A conversation that must wait holds
/// up no other.</summary>
/// <remarks>Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit. What Teams itself says with
/// <c>Retry-After</c> goes before.</remarks>
public sealed class TeamsPace(TimeProvider clock)
{
    private const int ConversationsMax = 10_000;

    private static readonly (int Calls, TimeSpan Within)[] Limits =
    [
        (7, TimeSpan.FromSeconds(1)),
        (60, TimeSpan.FromSeconds(30)),
        (1_800, TimeSpan.FromHours(1)),
    ];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Taken> _conversations = [];

    /// <summary>Takes a place for one call.</summary>
    /// <returns>Null: call now. Else how long to wait; no place was taken.</returns>
    public TeamsAnswer.RateLimited? Take(string conversation)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var taken = Of(conversation, now);
            if (taken.FreeAt(now) is var free && free > now)
                return new TeamsAnswer.RateLimited(free - now);
            taken.Add(now);
            return null;
        }
    }

    /// <summary>Teams wants the conversation to be left alone for that long.</summary>
    public void Hold(string conversation, TimeSpan retryAfter)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
            Of(conversation, now).HeldUntil = now + retryAfter;
    }

    private Taken Of(string conversation, DateTimeOffset now)
    {
        if (_conversations.TryGetValue(conversation, out var taken))
            return taken;
        if (_conversations.Count >= ConversationsMax)
        {
            foreach (var idle in _conversations.Where(one => one.Value.FreeAt(now) <= now).Take(1_000).ToArray())
                _conversations.Remove(idle.Key);
        }

        return _conversations[conversation] = new Taken();
    }

    private sealed class Taken
    {
        private readonly Queue<DateTimeOffset> _times = [];

        public DateTimeOffset HeldUntil { get; set; }

        public void Add(DateTimeOffset now) => _times.Enqueue(now);

        public DateTimeOffset FreeAt(DateTimeOffset now)
        {
            while (_times.TryPeek(out var oldest) && oldest + Limits[^1].Within <= now)
                _times.Dequeue();
            var free = Limits.Select(limit => FreeAt(limit.Calls, limit.Within)).Max();
            return free > HeldUntil ? free : HeldUntil;
        }

        // The last call but so many is the one whose time must have passed.
        private DateTimeOffset FreeAt(int calls, TimeSpan within) =>
            _times.Count < calls ? DateTimeOffset.MinValue : _times.ElementAt(_times.Count - calls) + within;
    }
}
