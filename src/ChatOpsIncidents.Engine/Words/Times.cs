using System.Globalization;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>Times and durations as people write them.</summary>
public static partial class Times
{
    /// <summary>How far ahead of now a past time may lie: clocks differ.</summary>
    public static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);

    // Longer words are no time; the patterns need not look at them.
    private const int ClauseLengthMax = 60;

    /// <summary>
    /// A time in the past: <c>14:05</c> in the asker's zone (the nearest past one), <c>14:05Z</c>, ISO 8601, <c>10m
    /// ago</c>, <c>now</c>.
    /// </summary>
    /// <returns>UTC; null: not a time, or more than five minutes ahead.</returns>
    public static DateTimeOffset? Past(string words, DecisionContext context)
    {
        var at = Instant(words, context, future: false);
        return at is { } when && when > context.Now + AheadMax ? null : at;
    }

    /// <summary>A time to come: <c>14:05</c> (the nearest one), <c>14:05Z</c>, ISO 8601, or a duration from
    /// now.</summary>
    /// <returns>UTC; null: not a time.</returns>
    public static DateTimeOffset? Future(string words, DecisionContext context) =>
        Duration(words) is { } wait && !words.Contains(':')
            ? context.Now + wait
            : Instant(words, context, future: true);

    /// <summary><c>30s</c>, <c>15m</c>, <c>1h30m</c>, <c>2d</c>; a bare number is minutes.</summary>
    /// <returns>More than zero and at most 365 days; null: not a duration.</returns>
    public static TimeSpan? Duration(string words)
    {
        var text = words.Trim();
        if (text.Length is 0 or > ClauseLengthMax || DurationForm().Match(text) is not { Success: true } match)
            return null;
        double Part(string name) =>
            match.Groups[name].Success ? double.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        var seconds = (Part("bare") * 60) + (Part("d") * 86_400) + (Part("h") * 3_600) + (Part("m") * 60) + Part("s");
        return seconds is > 0 and <= 365 * 86_400d ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>
    /// A text that may end in <c>at 14:05</c> or <c>10m ago</c>. The clause counts only when its words are a time; the
    /// text keeps all words.
    /// </summary>
    public static (string Text, DateTimeOffset? At) Trailing(string text, DecisionContext context)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var tail = Math.Min(3, words.Length - 1); tail >= 1; tail--)
        {
            var isAt = words[^(tail + 1)].Equals("at", StringComparison.OrdinalIgnoreCase);
            var clause = string.Join(' ', words[^tail..]);
            if (
                (isAt || (tail == 2 && words[^1].Equals("ago", StringComparison.OrdinalIgnoreCase)))
                && Past(clause, context) is { } at
            )
                return (text, at);
        }

        return (text, null);
    }

    /// <summary>The duration of a text that ends in <c>in 15m</c>; the text keeps its words.</summary>
    /// <returns>Null: the last words are no duration.</returns>
    public static TimeSpan? TrailingIn(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var tail = Math.Min(2, words.Length - 2); tail >= 1; tail--)
        {
            if (
                words[^(tail + 1)].Equals("in", StringComparison.OrdinalIgnoreCase)
                && Duration(string.Join(' ', words[^tail..])) is { } wait
            )
                return wait;
        }

        return null;
    }

    /// <summary>A time in the past, or a sentence that says what is wrong with it.</summary>
    /// <param name="typed">For example <c>at 14:05</c>.</param>
    /// <param name="context">The asker's zone, and now.</param>
    /// <param name="line">The line to type instead, with a gap for the time.</param>
    /// <param name="key">The form's field.</param>
    public static (DateTimeOffset? At, Refusal? Refusal) ReadPast(
        string typed,
        DecisionContext context,
        string line,
        string key
    )
    {
        var words = typed.Trim();
        if (words.StartsWith("at ", StringComparison.OrdinalIgnoreCase))
            words = words[3..].Trim();
        if (Past(words, context) is { } at)
            return (at, null);
        var ahead = Instant(words, context, future: false);
        var because = ahead is { } later
            ? $"{Say(later, context)} has not come yet; it is {Say(context.Now, context)} now."
            : $"“{typed.Trim()}” is no time I can read. Say for example 14:05, 14:05Z, or 10m ago.";
        return (
            null,
            new Refusal(ahead is null ? "not-a-time" : "time-ahead", because, new NextStep("Type", line))
            {
                Fields = new Dictionary<string, string> { [key] = because },
            }
        );
    }

    /// <summary>An instant for the asker: <c>16:05 Europe/Berlin (14:05 UTC)</c>, with the date when it is another
    /// day's.</summary>
    public static string Say(DateTimeOffset at, DecisionContext context)
    {
        var local = TimeZoneInfo.ConvertTime(at, context.Zone);
        var date = local.Date == TimeZoneInfo.ConvertTime(context.Now, context.Zone).Date ? "" : $"{local:yyyy-MM-dd} ";
        return context.Zone.HasSameRules(TimeZoneInfo.Utc)
            ? $"{date}{local:HH:mm} UTC"
            : $"{date}{local:HH:mm} {context.Zone.Id} ({at.UtcDateTime:HH:mm} UTC)";
    }

    private static DateTimeOffset? Instant(string words, DecisionContext context, bool future)
    {
        var text = words.Trim().TrimEnd('.', ',');
        if (text.Length > ClauseLengthMax)
            return null;
        if (text.Equals("now", StringComparison.OrdinalIgnoreCase))
            return context.Now;
        if (AgoForm().Match(text) is { Success: true } ago && Duration(ago.Groups["d"].Value) is { } back)
            return context.Now - back;
        if (ClockForm().Match(text) is { Success: true } clock)
            return OfClock(clock, context, future);
        return
            IsoForm().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso)
            ? Zoned(text, iso, context.Zone)
            : null;
    }

    private static DateTimeOffset? Zoned(string text, DateTimeOffset parsed, TimeZoneInfo zone)
    {
        if (parsed.Year is < 1970 or > 2999)
            return null;
        return HasOffset().IsMatch(text) ? parsed.ToUniversalTime() : In(zone, parsed.DateTime)[0];
    }

    private static DateTimeOffset? OfClock(Match clock, DecisionContext context, bool future)
    {
        var (hour, minute) = (int.Parse(clock.Groups["h"].Value), int.Parse(clock.Groups["m"].Value));
        var second = clock.Groups["s"].Success ? int.Parse(clock.Groups["s"].Value) : 0;
        if (clock.Groups["p"].Success)
        {
            if (hour is 0 or > 12)
                return null;
            hour = (hour % 12) + (clock.Groups["p"].Value is ['p' or 'P', ..] ? 12 : 0);
        }

        if (hour > 23 || minute > 59 || second > 59)
            return null;
        var zone = clock.Groups["z"].Success ? TimeZoneInfo.Utc : context.Zone;
        var today = TimeZoneInfo.ConvertTime(context.Now, zone).Date;
        var candidates = Enumerable
            .Range(-1, 4)
            .SelectMany(day => In(zone, today.AddDays(day).Add(new TimeSpan(hour, minute, second))));
        return future ? candidates.First(at => at > context.Now) : candidates.Last(at => at <= context.Now + AheadMax);
    }

    // A time that the clock shows twice, when summer ends, has two instants. One that it leaps over counts as if it had
    // not leapt yet.
    private static DateTimeOffset[] In(TimeZoneInfo zone, DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var known = zone.IsInvalidTime(wall) ? wall.AddHours(-3) : wall;
        var offsets = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall) : [zone.GetUtcOffset(known)];
        return [.. offsets.OrderDescending().Select(offset => new DateTimeOffset(wall, offset).ToUniversalTime())];
    }

    [GeneratedRegex(
        """
            ^(?:
                (?<bare>[0-9]{1,6})                                   # 90: minutes
                |
                (?:(?<d>[0-9]{1,3})[ ]?d(?:ays?)?)?[ ]?               # 2d, 2 days
                (?:(?<h>[0-9]{1,4})[ ]?h(?:ours?|rs?)?)?[ ]?          # 1h, 1 hr, 1 hour
                (?:(?<m>[0-9]{1,5})[ ]?m(?:in(?:utes?)?s?)?)?[ ]?     # 5m, 5 min, 5 minutes
                (?:(?<s>[0-9]{1,6})[ ]?s(?:ec(?:onds?)?s?)?)?         # 30s, 30 sec
            )$
            """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex DurationForm();

    [GeneratedRegex(
        @"^(?<h>[0-9]{1,2}):(?<m>[0-9]{2})(?::(?<s>[0-9]{2}))? ?(?:(?<z>z|utc|gmt)|(?<p>[ap]m))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ClockForm();

    [GeneratedRegex(@"^(?<d>.+?)\s+ago$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AgoForm();

    [GeneratedRegex(
        """
            ^[0-9]{4}-[0-9]{2}-[0-9]{2}                               # a day
            (?:
                [T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,7})?)?  # a time on it
                \s*(?:z|[+-][0-9]{2}:?[0-9]{2})?                      # its offset
            )?$
            """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"[0-9](?:z|[+-][0-9]{2}:?[0-9]{2})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HasOffset();
}
