using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary>What somebody typed as a proof: the value now, and the value before the incident.</summary>
/// <param name="Now">The words with the value now.</param>
/// <param name="Before">The words with the value before; null: not said.</param>
public sealed partial record ProofText(string Now, string? Before)
{
    /// <summary>The value now; null: the words hold none.</summary>
    public MeasuredValue? NowValue => MeasuredValue.In(Now);

    /// <summary>The value before; null: it was not said, or the words hold none.</summary>
    public MeasuredValue? BeforeValue => Before is null ? null : MeasuredValue.In(Before);

    /// <summary>Reads a text such as <c>error ratio 0.1 %, before 0.1 %</c> or <c>error ratio 0.1 %, as
    /// before</c>.</summary>
    /// <param name="text">The words.</param>
    /// <param name="before">The value before, given by itself; null: it stands in the words, if anywhere.</param>
    public static ProofText Read(string text, string? before)
    {
        if (before is not null)
            return new ProofText(Tidy(text), Tidy(before));
        if (Same().Match(text) is { Success: true } same)
        {
            var now = Tidy(text.Remove(same.Index, same.Length));
            return new ProofText(now, MeasuredValue.In(now)?.Text);
        }

        return Marker().Match(text) is { Success: true } marker
            ? new ProofText(Tidy(text[..marker.Index]), Tidy(marker.Groups["before"].Value))
            : new ProofText(Tidy(text), null);
    }

    // What a sentence leaves when a link or a mark is taken out of it is no part of the value.
    private static string Tidy(string text) => Loose().Replace(text.Trim(' ', ',', ';', '.', ':', '-', '(', ')'), "");

    [GeneratedRegex(
        @"[\s,;(]+(the )?(same )?(as|like) (before|usual|always|normal|ever|last (week|month|night|hour)|yesterday"
            + @"|it was)\b[)]?|[\s,;(]+(back )?(at|in|to|is) (its )?(baseline|normal)\b[)]?(?!\s*\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Same();

    [GeneratedRegex(
        @"[\s,;(]+(and |it )?(before|baseline|normally|normal|usually|usual|against|versus|vs\.?|instead of"
            + @"|compared (to|with)|was)\b(?<before>.*\d.*)$",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Marker();

    [GeneratedRegex(
        @"([\s,;.:(]+(on|at|in|see|here|from|of|is|to|via|and|with|now|the|it|was|by|look))+$|[\s,;:]+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Loose();
}
