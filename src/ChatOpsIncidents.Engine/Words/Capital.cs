namespace ChatOpsIncidents.Engine.Words;

/// <summary>The capital letter with which a sentence begins, where people typed a title without it.</summary>
internal static class Capital
{
    /// <summary>The text with its first letter raised; a first word that is not plain lower case, or that is one of
    /// these names, stands as it was typed: <c>iOS</c>, <c>payments-api</c>.</summary>
    public static string Of(string text, params IEnumerable<string> names)
    {
        var first = text.Split(' ', 2)[0].TrimEnd(',', ':', ';', '.', '!', '?', '…');
        var isPlain = first.Length > 0 && first.All(letter => char.IsLower(letter) || letter is '\'' or '’');
        return isPlain && !names.Contains(first, StringComparer.OrdinalIgnoreCase)
            ? char.ToUpperInvariant(text[0]) + text[1..]
            : text;
    }
}
