using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>Words that say that it is over. Before recovery is proven they are questioned, and never refused.</summary>
public static partial class AllClearWords
{
    /// <summary>The first such words in a text; null: none. What is denied, hoped for or a condition says nothing of
    /// the kind.</summary>
    public static string? Find(string text) =>
        Claim()
            .Matches(text)
            .Where(match => !Unsaid().IsMatch(text[..match.Index]))
            .Select(match => match.Value.Trim(' ', '.', '!', ';', '\n'))
            .FirstOrDefault();

    [GeneratedRegex(
        @"\ball[- ]clear\b"
            + @"|\b(is|are|was|were|been|now|it'?s|fully|have|has|we'?ve)( (fully|completely|now|all|been))*"
            + @" (resolved|fixed|solved|restored|recovered|over(?=\s*([.!,;]|$)|\s+now)|operational)\b"
            + @"|(^|[.!;\n]\s*)(resolved|fixed|solved|recovered|restored)\b"
            + @"|\bback (to normal|online|up|in service)\b|\bwork(s|ed|ing)? again\b"
            + @"|\bno longer (affected|failing|broken|an issue|a problem|happening)\b"
            + @"|\b(everything|all) (is |are |'s )?(fine|ok|okay|normal|good|working)\b"
            + @"|\ball systems (are )?(go|normal)\b"
            + @"|\bcan( \w+){1,4} again\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Claim();

    [GeneratedRegex(
        @"\b(not|no|never|isn'?t|aren'?t|wasn'?t|cannot|can'?t|until|till|once|when|if|after|before|will|to|should|may"
            + @"|might|hope|hoping|expect|almost|nearly|partly|unless|whether|so that|yet)([ \t]+[\w']+){0,3}[ \t]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Unsaid();
}
