using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>People as they are written: <c>&lt;@U1|ben&gt;</c>, <c>@ben</c>, <c>&lt;at&gt;Ben&lt;/at&gt;</c>,
/// <c>me</c>, an id or a name.</summary>
public static partial class People
{
    /// <summary>Longest name that is tried, in words.</summary>
    private const int NameWordsMax = 3;

    /// <summary>The person of these words, all of which must be the name.</summary>
    /// <returns>Null: nobody of that name. A platform's own mention is trusted even where the directory does not know
    /// it yet.</returns>
    public static Person? Find(string words, DecisionContext context)
    {
        var typed = words.Trim().TrimEnd(',', ';', '.', ':').Trim();
        if (typed.Length == 0)
            return null;
        if (typed.TrimStart('@').ToLowerInvariant() is "me" or "myself")
            return context.By;
        if (Tagged().Match(typed) is { Success: true } tag && tag.Length == typed.Length)
        {
            var id = tag.Groups["id"].Value;
            var name = tag.Groups["name"].Value.Trim();
            if (id.Length > 0)
                return context.FindPerson(id) ?? new Person(id, name.Length > 0 ? name.TrimStart('@') : id);
            return context.FindPerson(name);
        }

        return context.FindPerson(typed) ?? (typed[0] == '@' ? context.FindPerson(typed[1..]) : null);
    }

    /// <summary>The person with whom a text begins, and the text after it; the longest name that is known
    /// counts.</summary>
    /// <returns>Person null: the text begins with nobody who is known; then After is the whole text.</returns>
    public static (Person? Person, string After) First(string text, DecisionContext context)
    {
        var start = text.TrimStart();
        if (Tagged().Match(start) is { Success: true, Index: 0 } tag)
            return (Find(tag.Value, context), start[tag.Length..].TrimStart(' ', ',', ':').Trim());
        var ends = WordEnds(start);
        for (var count = Math.Min(NameWordsMax, ends.Count); count > 0; count--)
        {
            if (Find(start[..ends[count - 1]], context) is { } person)
                return (person, start[ends[count - 1]..].Trim());
        }

        return (null, start);
    }

    /// <summary>Everybody who is mentioned (<c>@name</c>, <c>&lt;@U1&gt;</c>, <c>&lt;at&gt;…&lt;/at&gt;</c>), and the
    /// text without the mentions.</summary>
    /// <returns>Unknown: the first mention that is nobody's; null: all were found.</returns>
    public static (IReadOnlyList<Person> People, string Text, string? Unknown) Mentioned(
        string text,
        DecisionContext context
    )
    {
        List<Person> people = [];
        string? unknown = null;
        var left = Mention()
            .Replace(
                text,
                match =>
                {
                    if (Find(match.Value, context) is { } person)
                        people.Add(person);
                    else
                        unknown ??= match.Value;
                    return "";
                }
            );
        return (
            [.. people.DistinctBy(p => p.Id)],
            string.Join(' ', left.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            unknown
        );
    }

    /// <summary>The group with which a text begins, as people call it; null: it begins with none.</summary>
    public static string? GroupAt(string text)
    {
        var group = Grouped().Match(text);
        return text.AsSpan(0, group.Index).IsWhiteSpace() ? NameOf(group) : null;
    }

    /// <summary>The first group that a text names, as people call it; null: none.</summary>
    public static string? GroupIn(string text) => NameOf(Grouped().Match(text));

    private static string? NameOf(Match group)
    {
        if (!group.Success)
            return null;
        var name = group.Groups["name"] is { Length: > 0 } named ? named : group.Groups["id"];
        return "@" + name.Value.TrimStart('@');
    }

    /// <summary>Nobody of that name.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="line">The line to type instead, with a gap for the person.</param>
    /// <param name="key">The form's field.</param>
    public static Refusal Unknown(string typed, string line, string key) =>
        new(
            "unknown-person",
            $"I know nobody called “{typed}” here. Mention the person with @.",
            new NextStep("Type", line)
        )
        {
            Fields = new Dictionary<string, string> { [key] = "Nobody of that name." },
        };

    private static List<int> WordEnds(string text)
    {
        List<int> ends = [];
        for (var i = 0; i <= text.Length && ends.Count < NameWordsMax; i++)
        {
            if (i > 0 && (i == text.Length || char.IsWhiteSpace(text[i])) && !char.IsWhiteSpace(text[i - 1]))
                ends.Add(i);
        }

        return ends;
    }

    [GeneratedRegex(
        @"<@(?<id>[^|<>\s]{1,200})(?:\|(?<name>[^<>]{0,200}))?>|<at(?:\s[^<>]{0,200})?>(?<name>[^<>]{1,200})</at>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Tagged();

    // A user group with or without its name, and the platform's words for everybody.
    [GeneratedRegex(
        @"<!(?:subteam\^)?(?<id>[^|<>\s]{1,100})(?:\|(?<name>[^<>]{0,200}))?>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Grouped();

    [GeneratedRegex(
        @"<@[^<>\s]{1,400}>|<at(?:\s[^<>]{0,200})?>[^<>]{1,200}</at>|(?<![\w.])@[\w][\w.-]{0,100}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Mention();
}
