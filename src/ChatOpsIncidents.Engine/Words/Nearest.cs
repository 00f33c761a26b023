namespace ChatOpsIncidents.Engine.Words;

/// <summary>The word that was probably meant.</summary>
public static class Nearest
{
    /// <summary>One that begins with what was typed, else one at most two letters off; null: none.</summary>
    /// <param name="typed">What was typed; shorter than 2 or longer than 24 letters: nothing is near.</param>
    /// <param name="words">Those that are known.</param>
    public static string? To(string typed, IReadOnlyCollection<string> words)
    {
        if (typed.Length is < 2 or > 24 || words.Count == 0)
            return null;
        var starts = words.FirstOrDefault(word => word.StartsWith(typed, StringComparison.Ordinal));
        if (starts is not null)
            return starts;
        var (best, distance) = words.Select(word => (word, Distance(word, typed))).MinBy(pair => pair.Item2);
        var most = typed.Length < 5 ? 1 : 2;
        return distance <= most ? best : null;
    }

    // Letters to add, to leave out, to change, or to swap with their neighbour.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                rows[i, j] = Math.Min(
                    Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1),
                    rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                );
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
