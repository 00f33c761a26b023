using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary>Slack's limits: calls a minute by method, and about one message a second in a channel.</summary>
internal sealed class RateLimiter(LocalWorkspace workspace)
{
    private static readonly int[] CallsPerMinute = [600, 1, 20, 50, 100];
    private readonly Dictionary<string, (double Left, DateTimeOffset At)> _buckets = [];

    /// <summary>Counts a call of a method, and one in a channel if it posts there.</summary>
    /// <exception cref="SlackFault"><c>ratelimited</c> with the seconds to wait.</exception>
    public void Count(string method, int tier, string? channel)
    {
        CheckSwitches(method, channel);
        if (workspace.Options.RateFactor <= 0)
            return;
        var perMinute = CallsPerMinute[tier] * workspace.Options.RateFactor;
        Take(method, perMinute, perMinute / 60);
        if (method is "chat.postMessage" && channel is not null)
            CountPost(channel);
    }

    /// <summary>Counts a message in a channel, by whichever way it comes.</summary>
    public void CountPost(string channel)
    {
        if (workspace.Options.RateFactor <= 0)
            return;
        Take($"post {channel}", workspace.Options.PostBurst, workspace.Options.RateFactor);
    }

    public void Clear() => _buckets.Clear();

    private void CheckSwitches(string method, string? channel)
    {
        var now = workspace.Clock.GetUtcNow();
        workspace.Trouble.RateLimits.RemoveAll(r => r.Until <= now);
        if (
            workspace.Trouble.RateLimits.Find(r =>
                (r.Method is null || r.Method == method) && (r.Channel is null || r.Channel == channel)
            ) is
            { } limit
        )
            throw Limited((limit.Until - now).TotalSeconds);
    }

    private void Take(string key, double most, double perSecond)
    {
        var now = workspace.Clock.GetUtcNow();
        var (left, at) = _buckets.GetValueOrDefault(key, (most, now));
        left = Math.Min(most, left + ((now - at).TotalSeconds * perSecond));
        if (left < 1)
        {
            _buckets[key] = (left, now);
            throw Limited((1 - left) / perSecond);
        }

        _buckets[key] = (left - 1, now);
    }

    private static SlackFault Limited(double seconds) =>
        new("ratelimited") { RetryAfter = Math.Max(1, (int)Math.Ceiling(seconds)) };
}
