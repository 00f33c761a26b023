using System.Text;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Forgetting;

/// <summary>
/// The words that an erased entry brought in, and where they were copied to. A copy is a run of words that the entry
/// has too and that is whole: it begins and ends where the entry's own words or the copy's text do, or where the copy
/// was cut (…). A run of ordinary words alone, or of words that were said before, is nobody's secret and is left.
/// </summary>
/// <remarks>
/// So “Jane Roe called” goes out of “Note: Jane Roe called”, out of “Ana: Jane Roe cal…” and out of the name
/// <c>inc-7-jane-roe-called</c>; “the load balancer is down” loses nothing to “load balancer restarted, all is well”.
/// </remarks>
public sealed partial class ForgottenWords
{
    /// <summary>What stands where words were.</summary>
    public const string Mark = "[redacted]";

    private readonly List<Word[]> _phrases;
    private readonly HashSet<string> _common;
    private readonly HashSet<string> _known;

    /// <summary>From what an entry said.</summary>
    /// <param name="texts">Its texts.</param>
    /// <param name="common">Texts whose words are nobody's secret: said before, names of people, commands.</param>
    public ForgottenWords(IEnumerable<string> texts, IEnumerable<string> common)
    {
        _common = [.. common.SelectMany(Cut).Select(word => word.Text)];
        _phrases =
        [
            .. texts
                .SelectMany(text => text.Split(Mark))
                .Select(text => Cut(text).ToArray())
                .Where(phrase => phrase.Any(IsOwn)),
        ];
        _known = [.. _phrases.SelectMany(phrase => phrase).Select(word => word.Text)];
    }

    /// <summary>Nothing is to be forgotten.</summary>
    public bool IsEmpty => _phrases.Count == 0;

    /// <summary>The entry's own words, as they were written; a text without any of them holds no copy.</summary>
    public IEnumerable<string> Own => _phrases.SelectMany(phrase => phrase).Where(IsOwn).Select(word => word.Written);

    /// <summary>Whether the text holds a copy.</summary>
    public bool IsIn(string text) => Mask(text) != text;

    /// <summary>The text with <see cref="Mark"/> in the place of every copy.</summary>
    public string Mask(string text)
    {
        if (IsEmpty)
            return text;
        var words = Cut(text).ToArray();
        if (!words.Any(word => _known.Contains(word.Text)) && !text.Contains('…'))
            return text;
        var runs = _phrases.SelectMany(phrase => Runs(phrase, words, text)).OrderBy(run => run.From).ToList();
        var masked = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (from, to) in runs.Where(run => run.To > run.From))
        {
            if (from >= at)
                masked.Append(text, at, from - at).Append(Mark);
            at = Math.Max(at, to);
        }

        return masked.Append(text, at, text.Length - at).ToString();
    }

    private IEnumerable<(int From, int To)> Runs(Word[] phrase, Word[] words, string text)
    {
        for (var at = 0; at < words.Length; at++)
        {
            for (var begin = 0; begin < phrase.Length; begin++)
            {
                if (at > 0 && begin > 0 && words[at - 1].Text == phrase[begin - 1].Text)
                    continue; // The middle of a run that was looked at.
                if (LengthOf(phrase, begin, words, at, text) is var length and > 0)
                    yield return Whole(words[at].From, words[at + length - 1].To, text);
            }
        }
    }

    /// <summary>The text with <see cref="Mark"/> in the place of each of the entry's own words, copied or not: for what
    /// is said about the entry itself.</summary>
    public string MaskEvery(string text)
    {
        var masked = new StringBuilder(text.Length);
        var at = 0;
        foreach (var word in Cut(text).Where(word => _known.Contains(word.Text) && IsOwn(word)))
        {
            var between = text[at..word.From];
            if (at == 0 || between.Any(char.IsLetterOrDigit))
                masked.Append(between).Append(Mark);
            at = word.To;
        }

        return masked.Append(text, at, text.Length - at).ToString();
    }

    // How many words from there on are a copy; 0: none.
    private int LengthOf(Word[] phrase, int begin, Word[] words, int at, string text)
    {
        var length = 0;
        while (
            at + length < words.Length
            && begin + length < phrase.Length
            && words[at + length].Text == phrase[begin + length].Text
        )
            length++;
        var isCutWithin =
            at + length < words.Length
            && begin + length < phrase.Length
            && phrase[begin + length].Text.StartsWith(words[at + length].Text, StringComparison.Ordinal)
            && (IsCutAfter(words[at + length], text) || (length > 0 && at + length == words.Length - 1));
        var (end, last) = isCutWithin ? (at + length, length + 1) : (at + length - 1, length);
        if (last == 0)
            return 0;
        var startsWhole = !phrase.Take(begin).Any(IsOwn) || at == 0 || IsBetween(words[at - 1], words[at], text);
        var endsWhole = isCutWithin || !phrase.Skip(begin + length).Any(IsOwn) || EndsAt(words, end, text);
        return startsWhole && endsWhole && phrase.Skip(begin).Take(last).Any(IsOwn) ? last : 0;
    }

    private static bool EndsAt(Word[] words, int end, string text) =>
        end == words.Length - 1 || IsCutAfter(words[end], text) || IsBetween(words[end], words[end + 1], text);

    // Another text begins there: an address, its label, what is quoted, or what follows a place where words were.
    private static bool IsBetween(Word before, Word after, string text)
    {
        var gap = text[before.To..after.From];
        return before.Link != after.Link
            || gap.AsSpan().ContainsAny('“', '”')
            || gap.Contains(Mark, StringComparison.Ordinal);
    }

    // “… https://…” was cut after https, too.
    private static bool IsCutAfter(Word word, string text)
    {
        var rest = text.AsSpan(word.To);
        var cut = rest.IndexOf('…');
        return cut >= 0 && !Cut(rest[..cut].ToString()).Any();
    }

    // Of a link nothing is left: half of one leads nowhere.
    private static (int From, int To) Whole(int from, int to, string text)
    {
        foreach (Match link in LinkMark().Matches(text))
        {
            if (link.Index < to && from < link.Index + link.Length)
                (from, to) = (Math.Min(from, link.Index), Math.Max(to, link.Index + link.Length));
        }

        return (from, to);
    }

    private bool IsOwn(Word word) => !_common.Contains(word.Text) && !OrdinaryWords.All.Contains(word.Text);

    // A word is letters and digits; who or when something was is no word.
    private static IEnumerable<Word> Cut(string text)
    {
        var link = 0;
        foreach (Match found in WordOrMark().Matches(text))
        {
            if (found.Groups["link"].Success)
                link++;
            if (found.Groups["word"].Success)
                yield return new Word(found.Value, found.Index, found.Index + found.Length, link);
        }
    }

    private readonly record struct Word(string Written, int From, int To, int Link)
    {
        public string Text { get; } = Written.ToLowerInvariant();
    }

    [GeneratedRegex(
        """
            \[redacted\]            # a place where words were
            | ⟦[@\#][^⟦⟧]*⟧         # a person or a channel, by id
            | ⟦t:[^⟦⟧]*⟧            # an instant
            | ⟦[bc]:                # bold, code: what follows is words
            | (?<link>⟦l:|\||⟧)     # an address begins, its label, or what comes after a mark
            | &\#?\w{1,8}(;|(?=…)) # a sign that is written as its name, as in commands
            | (?<word>[\p{L}\p{M}\p{N}]+)
            """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex WordOrMark();

    [GeneratedRegex("⟦l:[^⟦⟧]*⟧", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LinkMark();
}
