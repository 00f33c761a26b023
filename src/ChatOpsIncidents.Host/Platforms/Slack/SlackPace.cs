namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>
/// Keeps this host within Slack's limits before a call is made, so that no call is burnt on a refusal: each method's
/// calls a minute in a workspace, and one message a second in a channel. What Slack itself says with <c>Retry-After</c>
/// goes before both.
/// </summary>
/// <remarks>Source: docs.slack.dev/apis/web-api/rate-limits. Several hosts do not see each other's calls: for that
/// there is the 429.</remarks>
public sealed class SlackPace(TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1),
        Second = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Bucket> _buckets = [];

    /// <summary>Takes a place for one call.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="method">The method.</param>
    /// <param name="channel">The channel that it posts to; null: it posts nothing.</param>
    /// <returns>Null: call now. Else how long to wait, and whom that concerns; no place was taken.</returns>
    public SlackAnswer.RateLimited? Take(string workspace, SlackMethod method, string? channel = null)
    {
        var now = clock.GetUtcNow();
        var key = MethodKey(workspace, method.Name);
        lock (_gate)
        {
            var ofMethod = Of(key, method.PerMinute, Minute);
            if (ofMethod.FreeAt(now) is var free && free > now)
                return ofMethod.Wait(free, now) with { Key = key };
            var ofChannel = channel is null ? null : Of($"{workspace}/#{channel}", 1, Second);
            if (ofChannel?.FreeAt(now) is { } later && later > now)
                return ofChannel.Wait(later, now);
            ofMethod.Taken.Enqueue(now);
            ofChannel?.Taken.Enqueue(now);
            return null;
        }
    }

    /// <summary>
    /// Slack said <c>Retry-After</c>. A method's limit is the workspace's; but a refused post may be one channel's own
    /// limit, and a room that must wait holds up no other: the first refusal holds its channel, and a second channel's
    /// shows that it is the workspace's.
    /// </summary>
    /// <returns>Whom it concerns; null: this channel alone.</returns>
    public string? Hold(string workspace, SlackMethod method, TimeSpan retryAfter, string? channel = null)
    {
        var now = clock.GetUtcNow();
        var until = now + retryAfter;
        lock (_gate)
        {
            var key = MethodKey(workspace, method.Name);
            if (channel is not null && !IsHeldElsewhere(workspace, channel, now))
            {
                Of($"{workspace}/#{channel}", 1, Second).Hold(until);
                return null;
            }

            Of(key, method.PerMinute, Minute).Hold(until);
            return key;
        }
    }

    private bool IsHeldElsewhere(string workspace, string channel, DateTimeOffset now) =>
        _buckets.Any(bucket =>
            bucket.Key.StartsWith($"{workspace}/#", StringComparison.Ordinal)
            && bucket.Key != $"{workspace}/#{channel}"
            && bucket.Value.HeldUntil > now
        );

    /// <summary>Whom a limit of a method concerns.</summary>
    public static string MethodKey(string workspace, string method) => $"{workspace}/{method}";

    private Bucket Of(string key, int calls, TimeSpan within)
    {
        if (!_buckets.TryGetValue(key, out var bucket))
            _buckets.Add(key, bucket = new Bucket(calls, within));
        return bucket;
    }

    // The times of the last calls: the oldest of a full bucket says when the next may go.
    private sealed class Bucket(int calls, TimeSpan within)
    {
        public Queue<DateTimeOffset> Taken { get; } = [];

        public DateTimeOffset HeldUntil { get; private set; }

        public void Hold(DateTimeOffset until) => HeldUntil = until > HeldUntil ? until : HeldUntil;

        public SlackAnswer.RateLimited Wait(DateTimeOffset until, DateTimeOffset now) =>
            new(until - now) { IsSlacks = until == HeldUntil };

        public DateTimeOffset FreeAt(DateTimeOffset now)
        {
            while (Taken.TryPeek(out var oldest) && oldest + within <= now)
                Taken.Dequeue();
            var free = Taken.Count < calls ? now : Taken.Peek() + within;
            return HeldUntil > free ? HeldUntil : free;
        }
    }
}
