using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>A place where a text reads as blame.</summary>
/// <param name="Words">The words that read so, as they stand in the text.</param>
/// <param name="Better">How it can be said so that something can be changed.</param>
public sealed record BlameMark(string Words, string Better);

/// <summary>Finds words that blame people where a system should be described. It marks and proposes; it never refuses.
/// </summary>
public static partial class BlameLint
{
    private const int MarksMax = 3;

    private const string AskTheSystem = "say what made it easy to happen: what was shown, missing, or hard to know";

    /// <summary>The marks in a text, in its order; none: it reads well.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="people">The names of people who were there; a name beside a blaming word is blame, alone it is
    /// not.</param>
    public static BlameMark[] Of(string text, IEnumerable<string> people) =>
        [.. Named(text, people).Concat(Phrases(text)).DistinctBy(mark => mark.Words).Take(MarksMax)];

    /// <summary>The marks as one line for people; null: there is none.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="people">The names of people who were there.</param>
    public static string? Line(string text, IEnumerable<string> people)
    {
        if (Of(text, people) is not [var first, .. var others])
            return null;
        var also = others.Length > 0 ? $" Also: {string.Join(", ", others.Select(mark => $"“{mark.Words}”"))}." : "";
        return $"Kept as you wrote it. “{first.Words}” reads as blame; {first.Better}.{also}";
    }

    private static IEnumerable<BlameMark> Named(string text, IEnumerable<string> people)
    {
        foreach (var name in people.Where(name => name.Length > 1).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var found = Regex.Match(
                text,
                $@"(?<!\w)@?{Regex.Escape(name)}(?!\w)(?:'s)?\s+(?:\w+\s+){{0,2}}?(?:{BlamingVerbs})\b",
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1)
            );
            if (found.Success)
                yield return new BlameMark(found.Value, AskTheSystem);
        }
    }

    private static IEnumerable<BlameMark> Phrases(string text) =>
        Phrase().Matches(text).Select(found => new BlameMark(found.Value, Better(found)));

    private static string Better(Match found)
    {
        if (found.Groups["should"].Success)
            return "say what would have shown or asked for it at that moment";
        if (found.Groups["error"].Success)
            return "say which step let one slip through, and what would have caught it";
        return found.Groups["careful"].Success
            ? "care runs out at three in the morning; say which check, test or default would not"
            : AskTheSystem;
    }

    private const string BlamingVerbs =
        "forgot|failed|neglected|ignored|broke|messed|screwed|caused|did\\s?n[o']t|didn’t|never|missed|overlooked|"
        + "mistake|fault|error|carelessness|negligence|should";

    [GeneratedRegex(
        """
            (?<should>\b(?:should|could|ought\s+to)\s+(?:not\s+)?have\b)
            | (?<should>\bshouldn['’]t\s+have\b | \bwhy\s+did(?:n['’]t|\s+not)\b)
            | (?<error>\bhuman\s+(?:error|mistake|failure)s?\b)
            | (?<error>\b(?:user|operator|engineer|developer)\s+(?:error|mistake)\b(?!\s+(?:page|rate|ratio|message)))
            | (?<careful>\b(?:more\s+careful(?:ly)?|be\s+careful|pa(?:y|id)\s+(?:more\s+|no\s+)?attention)\b)
            | (?<careful>\b(?:be\s+more\s+(?:attentive|diligent|vigilant)|try\s+harder)\b)
            | (?<careful>\b(?:careless(?:ly|ness)?|negligen(?:t|ce))\b)
            | (?<who>\b(?:his|her|their|whose|my|your)\s+(?:own\s+)?(?:fault|mistake)\b)
            | (?<who>\b(?:stupid|stupidly|idiot|incompetent|lazy|sloppy)\b)
            """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex Phrase();
}
