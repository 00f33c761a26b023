using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary>Takes the names of those who were there out of words about an incident.</summary>
internal sealed partial class WithoutNames
{
    private const string Somebody = "a colleague";
    private const int NameMin = 3;

    private readonly Regex? _names;

    /// <summary>For one incident.</summary>
    public WithoutNames(Incident incident)
    {
        string[] names =
        [
            .. People(incident)
                .SelectMany(person => person.Name.Split(' ').Append(person.Name).Append(person.Id))
                .Select(name => name.Trim('@', ',', '.', '(', ')'))
                .Where(name => name.Length >= NameMin)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(name => name.Length)
                .Select(Regex.Escape),
        ];
        _names =
            names.Length == 0
                ? null
                : new Regex(
                    $@"@?(?<![\p{{L}}\p{{N}}])(?:{string.Join('|', names)})(?![\p{{L}}\p{{N}}])",
                    RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                    TimeSpan.FromSeconds(1)
                );
    }

    /// <summary>The words without names, mentions and mail addresses.</summary>
    public string In(string text)
    {
        var bare = Mentioned().Replace(text, Somebody);
        return _names?.Replace(bare, Somebody) ?? bare;
    }

    private static IEnumerable<Person> People(Incident incident) =>
        incident
            .AllStored()
            .Select(fact => fact.By)
            .Concat(incident.Joined)
            .Concat(incident.Roles.Values)
            .Concat(incident.Actions.Select(action => action.Owner))
            .Concat(incident.Tasks.Select(task => task.Owner).OfType<Person>())
            .Where(person => person.IsHuman)
            .Distinct();

    // A mark of a mention, a mail address, a handle.
    [GeneratedRegex(
        @"⟦@[^⟦⟧]*⟧|[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w/])@[\p{L}\p{N}][\w.-]*",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Mentioned();
}

/// <summary>The words by which something said is known again when others say it.</summary>
internal static class KnownAgain
{
    private const int WordsMax = 5;
    private const int LengthMin = 3;

    /// <summary>The words of a text that tell it from others.</summary>
    public static IReadOnlyList<string> In(string text) =>
        [
            .. text.ToLowerInvariant()
                .Split([' ', ',', ';', ':', '(', ')', '"', '“', '”'], StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.Trim('.', '!', '?', '\'', '’'))
                .Where(word => word.Length >= LengthMin && !OrdinaryWords.All.Contains(word) && word != "colleague")
                .Distinct()
                .Take(WordsMax),
        ];
}
