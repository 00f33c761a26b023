namespace ChatOpsIncidents.Engine.Words;

/// <summary>Links as people and platforms write them: <c>https://…</c>, <c>&lt;https://…|label&gt;</c>.</summary>
public static class Links
{
    /// <summary>The http(s) address of a word; null: it is none.</summary>
    public static string? Of(string word)
    {
        var bare = word.Trim().TrimStart('<').TrimEnd('>', ',', ';');
        var bar = bare.IndexOf('|');
        if (bar >= 0)
            bare = bare[..bar];
        return
            Uri.TryCreate(bare, UriKind.Absolute, out var uri)
            && (uri.Scheme is "http" or "https")
            && uri.Host.Length > 0
            ? bare
            : null;
    }

    /// <summary>The first link among words; null: none.</summary>
    public static string? Find(IEnumerable<string> words) => words.Select(Of).FirstOrDefault(link => link is not null);
}
