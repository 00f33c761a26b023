namespace ChatOpsIncidents.Engine.Incidents.Prepare.Runbooks;

/// <summary>The words of what people said about an incident: its title and its symptoms.</summary>
/// <remarks>
/// It is asked for each phrase of each guide, and an incident may have very many symptoms: each text is read once, and
/// looked at again only where all words of a phrase stand somewhere.
/// </remarks>
internal sealed class SaidWords
{
    private const int StemMin = 4;
    private static readonly string[] Endings = ["ing", "ed", "es", "e"];

    private readonly string[] _texts;
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _stems = new(StringComparer.Ordinal);
    private HashSet<string>[]? _stemsOfEach;

    public SaidWords(Incident incident)
    {
        _texts = [incident.Title, .. incident.Symptoms];
        foreach (var text in _texts)
            Read(text, _words, _stems);
    }

    /// <summary>Whether one of these names was said, as a word of its own.</summary>
    public bool Has(IEnumerable<string> names) => names.Any(_words.Contains);

    /// <summary>Whether all words of a phrase stand in one thing that people said.</summary>
    public bool HasPhrase(string phrase)
    {
        var wanted = Stems(phrase);
        if (wanted.Count == 0 || !wanted.IsSubsetOf(_stems))
            return false;
        _stemsOfEach ??= [.. _texts.Select(Stems)];
        return Array.Exists(_stemsOfEach, wanted.IsSubsetOf);
    }

    /// <summary>The stems of a text's words.</summary>
    public static HashSet<string> Stems(string text)
    {
        var stems = new HashSet<string>(StringComparer.Ordinal);
        Read(text, null, stems);
        return stems;
    }

    private static void Read(string text, HashSet<string>? words, HashSet<string> stems)
    {
        var rest = text.ToLowerInvariant().AsSpan();
        var known = stems.GetAlternateLookup<ReadOnlySpan<char>>();
        while (Next(ref rest) is { Length: > 0 } word)
        {
            words?.GetAlternateLookup<ReadOnlySpan<char>>().Add(word);
            known.Add(Stem(word));
        }
    }

    // A word begins with a letter or a digit, and goes on with those, dashes and lower lines.
    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest)
    {
        var begin = 0;
        while (begin < rest.Length && !IsOfWord(rest[begin]))
            begin++;
        var end = begin;
        while (end < rest.Length && (IsOfWord(rest[end]) || rest[end] is '-' or '_'))
            end++;
        var word = rest[begin..end];
        rest = rest[end..];
        return word;
    }

    private static bool IsOfWord(char one) => char.IsLetter(one) || char.IsNumber(one);

    // Enough for “certificates have expired” to be “certificate expired”, and “disks are filling” “disk fills”.
    private static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word)
    {
        foreach (var end in Endings)
        {
            if (word.Length - end.Length >= StemMin && word.EndsWith(end, StringComparison.Ordinal))
                return word[..^end.Length];
        }

        return word is [.., not 's', 's'] && word.Length > StemMin - 1 ? word[..^1] : word;
    }
}
