using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>Days to come as people write them, with or without a time of day.</summary>
public static partial class Dates
{
    private const int ClauseLengthMax = 40;
    private static readonly string[] Forms =
    [
        "yyyy-M-d",
        "d MMM yyyy",
        "d MMMM yyyy",
        "MMM d yyyy",
        "MMMM d yyyy",
        "d.M.yyyy",
    ];

    /// <summary>
    /// <c>2026-12-04</c>, <c>4 Dec</c>, <c>Dec 4 2026</c>, <c>4.12.2026</c>, <c>Friday</c>, <c>tomorrow</c>, each with
    /// or without <c>15:00</c>, in the asker's zone; or <c>14d</c>, <c>2 weeks</c>.
    /// </summary>
    /// <param name="words">The words.</param>
    /// <param name="clock">The time of day where none is named; on the day itself, when it is past, the day's end.
    /// </param>
    /// <param name="context">The asker's zone, and now.</param>
    /// <returns>UTC; it may be past where the words name such a day. Null: not a date.</returns>
    public static DateTimeOffset? Of(string words, TimeOnly clock, DecisionContext context)
    {
        var text = words.Trim().TrimEnd('.', ',').Replace(",", "");
        if (text.Length is 0 or > ClauseLengthMax || text.All(char.IsDigit))
            return null;
        foreach (var lead in (string[])["on ", "in "])
            if (text.StartsWith(lead, StringComparison.OrdinalIgnoreCase))
                text = text[lead.Length..].Trim();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(context.Now, context.Zone).DateTime);
        if (WeeksForm().Match(text) is { Success: true } weeks)
            return At(
                today.AddDays(7 * int.Parse(weeks.Groups["n"].Value, CultureInfo.InvariantCulture)),
                clock,
                context
            );
        if (DaysForm().Match(text) is { Success: true } days)
            return At(today.AddDays(int.Parse(days.Groups["n"].Value, CultureInfo.InvariantCulture)), clock, context);
        var timed = ClockForm().Match(text);
        var day = Day(timed.Success ? text[..timed.Index].Trim() : text, today);
        if (day is not { } date)
            return Times.Future(text, context);
        if (timed.Success)
            return Times.Future($"{Iso(date)} {timed.Groups["t"].Value.PadLeft(5, '0')}", context);
        return At(date, clock, context) is { } at && at <= context.Now && date == today
            ? At(date, new TimeOnly(23, 59), context)
            : At(date, clock, context);
    }

    /// <summary>A text that ends in <c>by &lt;date&gt;</c>, without these words, and the date's words.</summary>
    /// <returns>By null: the text ends in no date, and is whole.</returns>
    public static (string Text, string? By) CutBy(string text, DecisionContext context)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var tail = Math.Min(4, words.Length - 1); tail >= 1; tail--)
        {
            if (!words[^(tail + 1)].Equals("by", StringComparison.OrdinalIgnoreCase))
                continue;
            var clause = string.Join(' ', words[^tail..]);
            if (Of(clause, TimeOnly.MinValue, context) is not null)
                return (string.Join(' ', words[..^(tail + 1)]), clause);
        }

        return (text, null);
    }

    private static DateTimeOffset? At(DateOnly day, TimeOnly clock, DecisionContext context) =>
        Times.Future($"{Iso(day)} {clock.ToString("HH:mm", CultureInfo.InvariantCulture)}", context);

    private static DateOnly? Day(string text, DateOnly today)
    {
        if (text.Equals("today", StringComparison.OrdinalIgnoreCase))
            return today;
        if (text.Equals("tomorrow", StringComparison.OrdinalIgnoreCase))
            return today.AddDays(1);
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            var name = day.ToString();
            if (
                text.Equals(name, StringComparison.OrdinalIgnoreCase)
                || text.Equals(name[..3], StringComparison.OrdinalIgnoreCase)
            )
                return today.AddDays(((int)day - (int)today.DayOfWeek + 6) % 7 + 1);
        }

        if (Exact(text) is { } exact)
            return exact;
        if (Exact($"{text} {today.Year}") is not { } soon)
            return null;
        return soon >= today ? soon : Exact($"{text} {today.Year + 1}");
    }

    private static DateOnly? Exact(string text) =>
        DateOnly.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date)
        && date.Year is >= 1970 and < 2999
            ? date
            : null;

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<n>[0-9]{1,2}) ?w(?:eeks?)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WeeksForm();

    [GeneratedRegex(@"^(?<n>[0-9]{1,3}) ?d(?:ays?)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DaysForm();

    [GeneratedRegex(
        @"(?:\s|\sat\s+)(?<t>(?:[0-9]{2}:[0-9]{2}z?|[0-9]:[0-9]{2}))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ClockForm();
}
