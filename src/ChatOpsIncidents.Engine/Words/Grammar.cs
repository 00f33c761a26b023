using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Incidents;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>The grammar of the chat command: an optional incident id, a verb, text, and <c>key: value</c> pairs.</summary>
public static partial class Grammar
{
    /// <summary>Cuts a line into its parts. Any text has a reading; an empty one has the empty verb.</summary>
    public static CommandLine Cut(string text)
    {
        var rest = Tidy(text);
        string? incident = null;
        if (IncidentId().Match(rest) is { Success: true } id)
        {
            incident = "INC-" + id.Groups["n"].Value;
            rest = rest[id.Length..].TrimStart();
        }

        var space = rest.IndexOfAny([' ', '\n']);
        var verb = (space < 0 ? rest : rest[..space]).ToLowerInvariant();
        rest = space < 0 ? "" : rest[space..].Trim();
        var word = Vocabulary.Find(verb);
        var (free, keys) = CutKeys(rest, word?.Keys ?? []);
        return new CommandLine(word?.Verb ?? verb, free) { IncidentId = incident, Keys = keys };
    }

    /// <summary>An incident's id as typed (<c>INC-12</c>, <c>inc12</c>, <c>#12</c>, <c>12</c>), canonical; null: it is none.</summary>
    public static string? IncidentIdOf(string typed) =>
        AnyIncidentId().Match(typed.Trim()) is { Success: true } id ? "INC-" + id.Groups["n"].Value : null;

    /// <summary>What phones put in: curly quotes, dashes and odd spaces become the plain ones; marks and U+0000 are dropped.</summary>
    public static string Tidy(string text)
    {
        var plain = text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&")
            .Replace('\u00A0', ' ').Replace('\u202F', ' ').Replace('\u2009', ' ')
            .Replace('“', '"').Replace('”', '"').Replace('„', '"').Replace('‘', '\'').Replace('’', '\'').Replace('–', '-');
        return Ink.Clean(plain).Trim();
    }

    private static (string Free, ImmutableSortedDictionary<string, string> Keys) CutKeys(string text, IReadOnlyList<string> known)
    {
        var keys = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        if (known.Count == 0) return (text, keys);
        var cuts = KeyStarts(text, known);
        if (cuts.Count == 0) return (text, keys);
        for (var i = 0; i < cuts.Count; i++)
        {
            var end = i + 1 < cuts.Count ? cuts[i + 1].At : text.Length;
            keys = keys.SetItem(cuts[i].Key, Unquote(text[cuts[i].ValueAt..end].Trim()));
        }

        return (text[..cuts[0].At].Trim(), keys);
    }

    private static List<(int At, int ValueAt, string Key)> KeyStarts(string text, IReadOnlyList<string> known)
    {
        List<(int, int, string)> cuts = [];
        foreach (Match match in Key().Matches(text))
        {
            var typed = match.Groups["k"].Value;
            var key = known.FirstOrDefault(k => Same(k, typed))
                ?? known.FirstOrDefault(k => Same(k, typed[(typed.LastIndexOfAny([' ', '-']) + 1)..]));
            if (key is null || InQuotes(text, match.Index)) continue;
            var at = Same(key, typed) ? match.Index : match.Index + typed.LastIndexOfAny([' ', '-']) + 1;
            cuts.Add((at, match.Index + match.Length, key));
        }

        return cuts;
    }

    private static bool InQuotes(string text, int at) => text.AsSpan(0, at).Count('"') % 2 == 1;

    private static bool Same(string key, string typed) =>
        Squeeze(key).Equals(Squeeze(typed), StringComparison.OrdinalIgnoreCase);

    private static string Squeeze(string key) => key.Replace("-", "").Replace(" ", "");

    private static string Unquote(string value) =>
        value is ['"', .., '"'] && value.Length >= 2 && value.AsSpan(1, value.Length - 2).IndexOf('"') < 0 ? value[1..^1].Trim() : value;

    [GeneratedRegex(@"^(?:inc-?|#)?0{0,3}(?<n>[1-9]\d{0,8})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AnyIncidentId();

    [GeneratedRegex(@"^inc-?(?<n>\d{1,9})(?=\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IncidentId();

    [GeneratedRegex(@"(?<=^|[\s,;])(?<k>[A-Za-z]+(?:[- ][A-Za-z]+)?):(?!//)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Key();
}
