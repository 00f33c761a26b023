namespace ChatOpsIncidents.Engine.Words;

/// <summary>Numbers by which people refer to changes, theories and entries.</summary>
public static class Numbers
{
    /// <summary>The number of <c>#3</c> as the first word, or of <c>3</c>; null: the first word is none.</summary>
    public static int? Leading(ReadOnlySpan<string> words) =>
        words.Length > 0 && int.TryParse(words[0].TrimStart('#'), out var number) && number is > 0 and < 100_000
            ? number
            : null;
}
