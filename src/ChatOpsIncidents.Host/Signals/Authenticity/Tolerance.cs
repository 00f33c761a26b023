using System.Globalization;

namespace ChatOpsIncidents.Host.Signals.Authenticity;

/// <summary>How far a signed time may be from ours: what is older could be a replay.</summary>
internal static class Tolerance
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    /// <summary>Whether a Unix time in whole seconds is about now.</summary>
    public static bool Holds(string seconds, DateTimeOffset now)
    {
        if (!long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            return false;
        var apart = Math.Abs((decimal)now.ToUnixTimeSeconds() - at);
        return apart <= (decimal)Most.TotalSeconds;
    }
}
