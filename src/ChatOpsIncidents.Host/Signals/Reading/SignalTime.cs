using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Host.Signals.Reading;

/// <summary>Reads every form in which the sources write a time. The only place that does.</summary>
public static partial class SignalTime
{
    // A Unix time tells its unit by its size: seconds until the year 5138, milliseconds from 1973 on.
    private const decimal SecondsBelow = 1e11m,
        MillisecondsBelow = 1e14m,
        MicrosecondsBelow = 1e17m;

    private static readonly decimal SecondsMax = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>A time as text or number; null: none, or unreadable.</summary>
    /// <param name="value">A string or a number.</param>
    public static DateTimeOffset? Read(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => Read(value.Words()),
            JsonValueKind.Number => Read(value.GetRawText()),
            _ => null,
        };

    /// <summary>A time as text; null: none, or unreadable.</summary>
    /// <param name="text">ISO 8601 and its relatives, or a Unix time in s, ms, µs or ns.</param>
    /// <param name="zone">Whose time it is where none is written; null: UTC.</param>
    public static DateTimeOffset? Read(string? text, TimeZoneInfo? zone = null)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var trimmed = text.Trim();
        if (decimal.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var unix))
            return Unix(unix);
        // Without a date .NET would take today's, and so read the clock.
        if (!StartsWithDate().IsMatch(trimmed))
            return null;
        var written = ReadableDate(trimmed);
        if (!DateTime.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local))
            return null;
        if (local.Kind == DateTimeKind.Unspecified && zone is not null)
            return Year(new DateTimeOffset(local, zone.GetUtcOffset(local)));
        return DateTimeOffset.TryParse(
            written,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? Year(at)
            : null;
    }

    // "2016-08-12 15:23:28 UTC" is read by no parser of .NET, "2026.11.20" by few.
    private static string ReadableDate(string text)
    {
        var dashed = DottedDate().Replace(text, "$1-$2-$3");
        return dashed.EndsWith(" UTC", StringComparison.Ordinal) ? dashed[..^4] + "Z" : dashed;
    }

    // Year 1 is how Go writes "none".
    private static DateTimeOffset? Year(DateTimeOffset at) => at.Year > 1 ? at.ToUniversalTime() : null;

    private static DateTimeOffset? Unix(decimal number)
    {
        if (number <= 0)
            return null;
        var seconds = number switch
        {
            < SecondsBelow => number,
            < MillisecondsBelow => number / 1e3m,
            < MicrosecondsBelow => number / 1e6m,
            _ => number / 1e9m,
        };
        return seconds < SecondsMax
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
    }

    [GeneratedRegex(@"^\d{4}[-./]\d{2}[-./]\d{2}")]
    private static partial Regex StartsWithDate();

    [GeneratedRegex(@"^(\d{4})\.(\d{2})\.(\d{2})")]
    private static partial Regex DottedDate();
}
