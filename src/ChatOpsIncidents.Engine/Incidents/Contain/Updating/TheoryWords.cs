using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>Words that speak of a cause before one is known. They are pointed out once, and never refused.</summary>
public static partial class TheoryWords
{
    /// <summary>The first such word in a text; null: none.</summary>
    public static string? Find(string text) => Theory().Match(text) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(
        @"\b(?:root cause|caused by|because of|due to|probably|presumably|apparently|we suspect|suspected|suspect"
            + @"|we think|i think|"
            + @"seems to be|looks like|must be|might be|may be|theory|likely)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Theory();
}
