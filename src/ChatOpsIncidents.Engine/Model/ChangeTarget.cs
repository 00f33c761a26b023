namespace ChatOpsIncidents.Engine.Model;

/// <summary>What a change is made to: found in its words, so that nobody is asked for the wrong name.</summary>
internal static class ChangeTarget
{
    private const int NamesMax = 10;

    // The word after one of these is a name.
    private static readonly HashSet<string> Leading = Set(
        "for on of in from table service host server node pod pods database db bucket queue topic index cluster volume "
            + "disk deploy deployment"
    );

    private static readonly HashSet<string> NoName = Set(
        "the a an our all on of to for in from at and or with into as by it its this that every each last first new "
            + "old some any rows row data users"
    );

    private static readonly HashSet<string> Doing = Set(
        "run rerun re-run fix repair replay redo clean cleanup reset kick bounce cycle correct update change apply "
            + "revert backfill recompute recalculate reload reindex migrate move copy sync set"
    );

    /// <summary>The names that the words of a change hold, the surest first; else the services of the
    /// incident.</summary>
    public static IReadOnlyList<string> Named(string what, Incident incident, Catalog catalog)
    {
        var words = Words(what);
        string[] named =
        [
            .. words.Where(word => catalog.Find(word) is not null),
            .. words.Where(LooksLikeName),
            .. words.Skip(1).Where((word, i) => Leading.Contains(words[i]) && IsWeighty(word)),
        ];
        if (named.Length == 0 && words.Where(IsWeighty).ToArray() is [var only])
            named = [only];
        IEnumerable<string> found = named.Length > 0 ? named : incident.Services;
        return [.. found.Distinct(StringComparer.OrdinalIgnoreCase).Take(NamesMax)];
    }

    /// <summary>Whether a change's words hold what was typed as its target; what is only done to it is no
    /// target.</summary>
    public static bool Holds(string what, string typed)
    {
        var words = Words(typed);
        var all = Words(what);
        return words.Any(word => !NoName.Contains(word) && !Doing.Contains(word) && !DestroyingWords.Contains(word))
            && Enumerable
                .Range(0, Math.Max(0, all.Length - words.Length + 1))
                .Any(at => all.AsSpan(at, words.Length).SequenceEqual(words, StringComparer.OrdinalIgnoreCase));
    }

    private static string[] Words(string text) =>
        [
            .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.Trim(',', '.', ':', ';', '"', '\'', '`', '(', ')', '!'))
                .Where(word => word.Length > 0),
        ];

    /// <summary>The same name, whatever its case.</summary>
    public static bool Alike(string a, string b) => a.Trim().Equals(b.Trim(), StringComparison.OrdinalIgnoreCase);

    // A host, a table or a path bears marks that words of talk do not.
    private static bool LooksLikeName(string word) =>
        IsWeighty(word)
        && word[0] != '-'
        && !word.Contains("://", StringComparison.Ordinal)
        && !char.IsDigit(word[0])
        && (word.AsSpan().IndexOfAny("-_/.") >= 0 || word.Any(char.IsDigit));

    private static bool IsWeighty(string word) =>
        word.Any(char.IsLetter)
        && !NoName.Contains(word)
        && !Leading.Contains(word)
        && !Doing.Contains(word)
        && !DestroyingWords.Contains(word);

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
