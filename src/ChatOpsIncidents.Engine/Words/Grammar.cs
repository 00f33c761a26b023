using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>The grammar of the chat command: an optional incident id, a verb, text, and <c>key: value</c>
/// pairs.</summary>
public static partial class Grammar
{
    /// <summary>Cuts a line into its parts. Any text has a reading; an empty one has the empty verb.</summary>
    /// <remarks>Entities are decoded after the cut, so that an encoded quotation mark or colon is text and never
    /// grammar.</remarks>
    /// <param name="text">What was typed.</param>
    /// <param name="find">Finds a command by its word or a synonym.</param>
    public static CommandLine Cut(string text, Func<string, CommandWord?> find)
    {
        var rest = TypedText.Plain(text);
        string? incident = null;
        // A button's own id stands after the one of the room that it was pressed in, and counts.
        while (IncidentId().Match(rest) is { Success: true } id)
        {
            incident = "INC-" + id.Groups["n"].Value;
            rest = rest[id.Length..].TrimStart();
        }

        var space = rest.IndexOfAny([' ', '\n']);
        var verb = TypedText.Decode(space < 0 ? rest : rest[..space]).ToLowerInvariant();
        rest = space < 0 ? "" : rest[space..].Trim();
        var word = find(verb) ?? (verb.TrimEnd(':', ',', '.', '!') is { Length: > 0 } bare ? find(bare) : null);
        var (free, keys) = word is null ? (rest, NoKeys) : CutKeys(rest, word);
        return new CommandLine(word?.Verb ?? verb, TypedText.Decode(free))
        {
            Word = word,
            IncidentId = incident,
            Keys = keys,
        };
    }

    /// <summary>A whole text as people meant it: what phones put in made plain, entities decoded once.</summary>
    public static string Tidy(string text) => TypedText.Decode(TypedText.Plain(text)).Trim();

    /// <summary>An incident's id as typed (<c>INC-12</c>, <c>inc12</c>, <c>#12</c>, <c>12</c>), canonical; null: it is
    /// none.</summary>
    public static string? IncidentIdOf(string typed) =>
        AnyIncidentId().Match(typed.Trim()) is { Success: true } id ? "INC-" + id.Groups["n"].Value : null;

    /// <summary>A line in words that <see cref="Cut"/> reads back as the same line, without the incident's
    /// id.</summary>
    internal static string Write(CommandLine line)
    {
        var rest = TypedText.Encode(line.Rest);
        var known = line.Word?.Keys ?? [];
        if (line.Keys.Count > 0 || KeyStarts(rest, known).Count > 0)
            rest = WithoutGrammar(rest, known);
        var values = line.Keys.Select(pair =>
            $"{pair.Key}: \"{TypedText.EncodeQuotes(TypedText.Encode(pair.Value))}\""
        );
        return string.Join(
            ' ',
            [TypedText.Encode(line.Verb), .. rest.Length > 0 ? [rest] : Array.Empty<string>(), .. values]
        );
    }

    // A text that came from a form may look like keys; encoded, it stays text.
    private static string WithoutGrammar(string text, IReadOnlyList<string> known)
    {
        var plain = TypedText.EncodeQuotes(text);
        foreach (var start in KeyStarts(plain, known).OrderByDescending(start => start.ValueAt))
            plain = plain[..(start.ValueAt - 1)] + TypedText.Colon + plain[start.ValueAt..];
        return plain;
    }

    private static ImmutableSortedDictionary<string, string> NoKeys { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    // From the end, so that what is no value after all belongs to the value before it.
    private static (string Free, ImmutableSortedDictionary<string, string> Keys) CutKeys(string text, CommandWord word)
    {
        var keys = NoKeys;
        var end = text.Length;
        foreach (var (at, valueAt, key) in Enumerable.Reverse(KeyStarts(text, word.Keys)))
        {
            var typed = text[valueAt..end].Trim();
            var value = Unquote(typed);
            if (typed.Length > 0 && value == typed && !MayBe(word, key, TypedText.Decode(value)))
                continue;
            keys = keys.ContainsKey(key) ? keys : keys.SetItem(key, TypedText.Decode(value));
            end = at;
        }

        return (text[..end].Trim(), keys);
    }

    private static bool MayBe(CommandWord word, string key, string value) =>
        !word.Takes.TryGetValue(key, out var takes) || takes(value.TrimEnd(','));

    /// <summary>Where the known keys stand, outside of quotation marks, in order.</summary>
    private static List<(int At, int ValueAt, string Key)> KeyStarts(string text, IReadOnlyList<string> known)
    {
        List<(int, int, string)> starts = [];
        if (known.Count == 0)
            return starts;
        var lastClose = text.Length;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && i < lastClose && IsWordStart(text, i, afterColon: true))
            {
                var close = Closing(text, i);
                // None closes from here on: a lone mark, as in 15" screens, is a letter like any other.
                if (close < 0)
                    lastClose = i;
                else
                    i = close;
            }
            else if (text[i] == ':' && !text.AsSpan(i + 1).StartsWith("//") && KeyBefore(text, i, known) is { } key)
            {
                starts.Add((key.At, i + 1, key.Key));
            }
        }

        return starts;
    }

    // A key of two words (how bad) counts before one of the last word alone.
    private static (int At, string Key)? KeyBefore(string text, int colon, IReadOnlyList<string> known)
    {
        var one = WordBefore(text, colon);
        if (one == colon)
            return null;
        var two = one > 1 && text[one - 1] is ' ' or '-' ? WordBefore(text, one - 1) : one;
        foreach (var at in two < one - 1 ? [two, one] : new[] { one })
        {
            if (IsWordStart(text, at, afterColon: false) && Known(text[at..colon], known) is { } key)
                return (at, key);
        }

        return null;
    }

    private static int WordBefore(string text, int end)
    {
        var at = end;
        while (at > 0 && char.IsAsciiLetter(text[at - 1]))
            at--;
        return at;
    }

    private static string? Known(string typed, IReadOnlyList<string> known)
    {
        var squeezed = Squeeze(typed);
        foreach (var key in known)
        {
            if (Squeeze(key).Equals(squeezed, StringComparison.OrdinalIgnoreCase))
                return key;
        }

        return null;
    }

    private static bool IsWordStart(string text, int at, bool afterColon) =>
        at == 0
        || text[at - 1] switch
        {
            ' ' or '\n' or ',' => true,
            ':' => afterColon,
            // The end of an entity (R&amp;D) begins no word.
            ';' => !EntityEnd().IsMatch(text.AsSpan(Math.Max(0, at - 8), Math.Min(8, at))),
            _ => false,
        };

    // The mark that closes a quotation stands at a word's end; a mark inside a word (a 15" one) does not.
    private static int Closing(string text, int open)
    {
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] == '"' && (i + 1 == text.Length || text[i + 1] is ' ' or '\n' or ',' or ';'))
                return i;
        }

        return -1;
    }

    private static string Unquote(string value) =>
        value is ['"', _, ..] && Closing(value, 0) == value.Length - 1 ? value[1..^1].Trim() : value;

    private static string Squeeze(string key) => key.Replace("-", "").Replace(" ", "");

    [GeneratedRegex(
        @"^inc-?0{0,8}(?<n>[1-9][0-9]{0,8})(?=\s|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex IncidentId();

    [GeneratedRegex(
        @"^(?:inc-?|#)?0{0,8}(?<n>[1-9][0-9]{0,8})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex AnyIncidentId();

    [GeneratedRegex("&(?:amp|lt|gt|quot|apos|nbsp|#39|#58);$", RegexOptions.CultureInvariant)]
    private static partial Regex EntityEnd();
}
