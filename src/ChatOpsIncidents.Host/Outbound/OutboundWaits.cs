using System.Globalization;

namespace ChatOpsIncidents.Host.Outbound;

/// <summary>How long an answer says to be left alone.</summary>
internal static class OutboundWaits
{
    /// <summary>As <c>Retry-After</c> says, in seconds or as a time; else as GitHub and Opsgenie say it.</summary>
    /// <returns>Longer than zero; null: not said.</returns>
    public static TimeSpan? Wait(this HttpResponseMessage answer, DateTimeOffset now)
    {
        var said = answer.Headers.RetryAfter;
        var wait = said?.Delta ?? said?.Date - now ?? Reset(answer, now) ?? Period(answer);
        return wait > TimeSpan.Zero ? wait : null;
    }

    // GitHub: a time in seconds of Unix, once nothing remains.
    private static TimeSpan? Reset(HttpResponseMessage answer, DateTimeOffset now)
    {
        var isUsedUp = Header(answer, "x-ratelimit-remaining") is 0;
        return isUsedUp && Header(answer, "x-ratelimit-reset") is { } reset
            ? DateTimeOffset.FromUnixTimeSeconds(reset) - now
            : null;
    }

    // Opsgenie: its period, in seconds.
    private static TimeSpan? Period(HttpResponseMessage answer) =>
        Header(answer, "X-RateLimit-Period-In-Sec") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static long? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number < int.MaxValue
            ? number
            : null;
}
