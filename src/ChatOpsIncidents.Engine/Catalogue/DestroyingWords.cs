namespace ChatOpsIncidents.Engine.Catalogue;

/// <summary>Words that say that state is destroyed, whatever kind of change they stand in.</summary>
public static class DestroyingWords
{
    // Each with the forms in which people write it.
    private static readonly HashSet<string> Rows = new(
        [
            .. Forms("drop", "dropped", "dropping"),
            .. Forms("truncate"),
            .. Forms("delete"),
            .. Forms("rm", "rmdir", "unlink"),
            .. Forms("wipe"),
            .. Forms("reimage", "re-image", "re-imaging"),
            .. Forms("flush", "flushall", "flushdb"),
            .. Forms("purge"),
            .. Forms("erase"),
            .. Forms("destroy"),
            .. Forms("shred", "shredded", "shredding"),
            .. Forms("mkfs"),
            .. Forms("terminate"),
            .. Forms("overwrite", "overwritten", "overwrote"),
            .. Forms("restart", "reboot", "recreate", "reinstall", "reprovision"),
        ],
        StringComparer.OrdinalIgnoreCase
    );

    // Dropped, these are no state: they come again.
    private static readonly HashSet<string> Passing = new(
        ["traffic", "request", "requests", "packet", "packets", "connections", "load", "calls"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>What is saved before anything else is destroyed.</summary>
    public static IReadOnlyList<string> Evidence { get; } =
    ["a copy of what will be gone", "the logs of the last hour", "a snapshot of the graphs"];

    /// <summary>The first such word of a change's text; null: none.</summary>
    /// <param name="text">What is changed, in words.</param>
    public static string? In(string text)
    {
        var words = Words(text);
        for (var i = 0; i < words.Length; i++)
        {
            if (Rows.Contains(words[i]) && !words.Skip(i + 1).Take(3).Any(Passing.Contains))
                return words[i];
        }

        return null;
    }

    /// <summary>Whether a word is one of them.</summary>
    public static bool Contains(string word) => Rows.Contains(word);

    private static string[] Words(string text) =>
        [
            .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.Trim('"', '\'', '`', ',', ';', '.', ':', '!', '(', ')')),
        ];

    private static IEnumerable<string> Forms(string word, params string[] others)
    {
        var stem = word.EndsWith('e') ? word[..^1] : word;
        return [word, word + "s", stem + "es", stem + "ed", stem + "ing", .. others];
    }
}
