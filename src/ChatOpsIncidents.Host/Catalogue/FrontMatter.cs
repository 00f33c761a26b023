namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>A Markdown file's keys, between two lines of <c>---</c> at its top, and the text below them.</summary>
/// <param name="Head">The keys; an empty row where there are none.</param>
/// <param name="Body">The Markdown, with <c>\n</c> as its line end.</param>
/// <param name="Above">How many lines of the file stand above the body.</param>
public sealed record FrontMatter(YamlRow Head, string Body, int Above)
{
    private const string Mark = "---";

    /// <summary>Cuts a file's text.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="path">The file, as faults name it.</param>
    /// <param name="faults">Where faults go.</param>
    public static FrontMatter Of(string text, string path, List<CatalogFault> faults)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var end = lines[0].TrimEnd() == Mark ? Array.FindIndex(lines, 1, line => line.TrimEnd() == Mark) : -1;
        if (end < 0 && lines[0].TrimEnd() == Mark)
            faults.Add(new CatalogFault(path, 1, "The line --- that ends the keys is missing."));
        var head = end < 0 ? "" : string.Join('\n', lines[1..end]);
        return new FrontMatter(YamlRow.Of(head, path, 1, faults), string.Join('\n', lines[(end + 1)..]), end + 1);
    }
}
