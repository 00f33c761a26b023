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

    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

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

    /// <summary>Whether a text is a time, whenever that may be.</summary>
    public static bool IsTime(string words)
    {
        var text = words.Trim().TrimEnd('.', ',');
        return IsWord(text)
            || (AgoForm().Match(text) is { Success: true } ago && Duration(ago.Groups["d"].Value) is not null)
            || ClockForm().IsMatch(Bare(text))
            || NamedForm().IsMatch(Bare(text))
            || IsoForm().IsMatch(Bare(text));
    }

    /// <summary>Whether a time names neither a zone nor a day: whose clock is meant is not said.</summary>
    public static bool IsFloating(string words)
    {
        var text = words.Trim().TrimEnd('.', ',');
        return Bare(text) == text && (ClockForm().IsMatch(text) || NamedForm().IsMatch(text));
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
            : $"“{typed.Trim()}” is no time I can read. Say for example 14:05, 2:05 pm CET, 14:05Z, or 10m ago.";
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
        if (IsWord(text))
            return context.Now;
        if (AgoForm().Match(text) is { Success: true } ago && Duration(ago.Groups["d"].Value) is { } back)
            return context.Now - back;
        var (bare, zone, day) = Parts(text);
        var asker = zone ?? context.Zone;
        if (ClockForm().Match(bare) is { Success: true } clock)
            return OfClock(TimeOf(clock), asker, day, context, future);
        if (NamedForm().Match(bare) is { Success: true } named)
            return OfClock(named.Groups["noon"].Success ? Noon : TimeSpan.Zero, asker, day, context, future);
        return
            IsoForm().IsMatch(bare)
            && DateTimeOffset.TryParse(bare, CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso)
            ? Zoned(bare, iso, asker)
            : null;
    }

    private static bool IsWord(string text) =>
        text.Equals("now", StringComparison.OrdinalIgnoreCase)
        || text.Equals("just now", StringComparison.OrdinalIgnoreCase);

    private static string Bare(string text) => Parts(text).Bare;

    // A time without its zone and its day. Days: −1 is yesterday; null: not said.
    private static (string Bare, TimeZoneInfo? Zone, int? Day) Parts(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var day = words.Select(DayOf).FirstOrDefault(one => one is not null);
        words.RemoveAll(word => DayOf(word) is not null || word.Equals("at", StringComparison.OrdinalIgnoreCase));
        var zone = words.Count > 1 ? ZoneNames.Find(words[^1]) : null;
        if (zone is not null)
            words.RemoveAt(words.Count - 1);
        else if (words is [var one] && GluedZone().Match(one) is { Success: true } glued)
            (zone, words) = (ZoneNames.Find(glued.Groups["z"].Value), [glued.Groups["t"].Value]);
        return (string.Join(' ', words), zone, day);
    }

    private static int? DayOf(string word) =>
        word.TrimEnd(',').ToLowerInvariant() switch
        {
            "yesterday" => -1,
            "today" => 0,
            _ => null,
        };

    private static DateTimeOffset? Zoned(string text, DateTimeOffset parsed, TimeZoneInfo zone)
    {
        if (parsed.Year is < 1970 or > 2999)
            return null;
        return HasOffset().IsMatch(text) ? parsed.ToUniversalTime() : In(zone, parsed.DateTime)[0];
    }

    private static TimeSpan? TimeOf(Match clock)
    {
        int Number(string name) =>
            clock.Groups[name].Success ? int.Parse(clock.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        var hour = Number("h");
        if (clock.Groups["p"].Success)
        {
            if (hour is 0 or > 12)
                return null;
            hour = (hour % 12) + (clock.Groups["p"].Value is ['p' or 'P', ..] ? 12 : 0);
        }

        return hour > 23 || Number("m") > 59 || Number("s") > 59 ? null : new TimeSpan(hour, Number("m"), Number("s"));
    }

    private static DateTimeOffset? OfClock(
        TimeSpan? time,
        TimeZoneInfo zone,
        int? day,
        DecisionContext context,
        bool future
    )
    {
        if (time is not { } clock)
            return null;
        var today = TimeZoneInfo.ConvertTime(context.Now, zone).Date;
        if (day is { } said)
            return In(zone, today.AddDays(said).Add(clock))[0];
        var candidates = Enumerable.Range(-1, 4).SelectMany(one => In(zone, today.AddDays(one).Add(clock)));
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
        """
            ^(?:
                (?<h>[0-9]{1,2}):(?<m>[0-9]{2})(?::(?<s>[0-9]{2}))?[ ]?(?<p>[ap]\.?m\.?)?    # 14:05, 2:05 pm
                |
                (?<h>[0-9]{1,2})[ ]?(?<p>[ap]\.?m\.?)                                      # 9am
            )$
            """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex ClockForm();

    [GeneratedRegex("^(?:(?<noon>noon)|midnight)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedForm();

    // 14:05Z, 14:05UTC, 14:05+02:00; a date with its offset is another form.
    [GeneratedRegex(
        "^(?<t>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?<z>z|utc|gmt|[+-][0-9]{1,2}(?::?[0-9]{2})?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex GluedZone();

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
