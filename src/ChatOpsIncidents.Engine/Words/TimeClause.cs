using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>What the last words of a text say about when it happened: <c>at 14:05</c>, <c>at 11:48 PM PDT</c>,
/// <c>yesterday at 23:50</c>, <c>10m ago</c>. The text keeps its words.</summary>
/// <param name="At">When, UTC; null: the last words are no time that can be read.</param>
/// <param name="Bare">The text without the clause.</param>
/// <param name="Said">The clause as typed, without “at”; null: there is none.</param>
/// <param name="IsFloating">It names neither a zone nor a day, so it depends on whose clock is meant.</param>
public sealed partial record TimeClause(DateTimeOffset? At, string Bare, string? Said, bool IsFloating)
{
    private const int WordsMax = 6;

    /// <summary>It looks like a time, and is none.</summary>
    public bool IsUnread => Said is not null && At is null;

    /// <summary>Reads the last words.</summary>
    public static TimeClause In(string text, DecisionContext context)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var from = Math.Max(1, words.Length - WordsMax); from < words.Length; from++)
        {
            if (ClauseAt(words, from) is { } said && Times.Past(said, context) is { } at)
                return new TimeClause(at, Before(text, words, from), said, Times.IsFloating(said));
        }

        var last = Array.FindLastIndex(words, word => Is(word, "at"));
        var clause = last > 0 ? string.Join(' ', words.Skip(last + 1)) : "";
        return UnreadForm().IsMatch(clause)
            ? new TimeClause(null, Before(text, words, last), clause, false)
            : new TimeClause(null, text, null, false);
    }

    private static string? ClauseAt(string[] words, int from)
    {
        var rest = words[from..];
        if (Is(rest[0], "at"))
            return rest.Length > 1 ? string.Join(' ', rest.Skip(1)) : null;
        var isDay = Is(rest[0], "yesterday") || Is(rest[0], "today");
        if (isDay && rest.Length > 1)
            return string.Join(' ', rest.Where((word, i) => i != 1 || !Is(word, "at")));
        var isAgo = rest.Length is 2 or 3 && char.IsAsciiDigit(rest[0][0]) && Is(rest[^1].TrimEnd('.', ','), "ago");
        return isAgo ? string.Join(' ', rest) : null;
    }

    // As typed, with its line breaks.
    private static string Before(string text, string[] words, int from)
    {
        var end = text.Length;
        for (var i = words.Length - 1; i >= from; i--)
            end = text.LastIndexOf(words[i], end - 1, StringComparison.Ordinal);
        return text[..end].TrimEnd();
    }

    private static bool Is(string word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    // A clock, or what was meant to be one, and at most one word that may be a zone.
    [GeneratedRegex(
        @"^[0-9]{1,2}(?:[:.][0-9]{2}(?::[0-9]{2})?(?:\s?[ap]m)?|\s?[ap]m)(?:\s[A-Z]{1,5})?[.,]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex UnreadForm();
}
