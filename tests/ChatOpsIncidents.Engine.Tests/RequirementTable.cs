using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Which test proves which requirement, over all test projects: read from their sources.</summary>
public static partial class RequirementTable
{
    /// <summary>Requirement id → the tests that bear it, in order.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Rows { get; } = Read("Requirement");

    /// <summary>The table as text: the promised ids in the order of the promise, then all others.</summary>
    public static string Text(IEnumerable<string> promised)
    {
        var text = new StringBuilder("# Requirement → tests\n\n| id | by a door | tests |\n|---|---|---|\n");
        foreach (var id in promised.Union(Rows.Keys.Order(StringComparer.Ordinal)))
        {
            var byDoor = ThroughDoors.ContainsKey(id) ? "yes" : "no";
            text.Append($"| {id} | {byDoor} | {string.Join("<br>", Rows.GetValueOrDefault(id, ["none"]))} |\n");
        }

        return text.ToString();
    }

    /// <summary>The repository's folder.</summary>
    public static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../.."));

    /// <summary>Requirement id → the tests that bear it and go in by a door that a person has: chat over HTTP, a page,
    /// a file, a command line.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ThroughDoors { get; } =
        Read("Requirement", throughDoors: true);

    /// <summary>The id of a fault that was seen in use → its tests.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Faults { get; } = Read("Fault");

    /// <summary>The number of a case from the field → its tests.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Cases { get; } = Read("Case");

    private static Dictionary<string, IReadOnlyList<string>> Read(string kind, bool throughDoors = false) =>
        (
            from file in Directory.EnumerateFiles(Path.Combine(Root(), "tests"), "*.cs", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            let source = File.ReadAllText(file)
            where !throughDoors || Door().IsMatch(source)
            from Match trait in Trait().Matches(source)
            where trait.Groups["kind"].Value == kind
            let bearer = Bearer().Match(source, trait.Index)
            where bearer.Success && !(throughDoors && bearer.Groups["end"].Value == "void")
            let name = bearer.Groups["name"].Value.Replace('_', ' ')
            let row = (Id: trait.Groups["id"].Value, Test: $"{Path.GetFileNameWithoutExtension(file)}: {name}")
            group row.Test by row.Id
        ).ToDictionary(
            group => group.Key,
            group => (IReadOnlyList<string>)[.. group.Distinct().Order(StringComparer.Ordinal)]
        );

    [GeneratedRegex(
        @"Trait\(""(?<kind>Requirement|Fault|Case)"", ""(?<id>[A-DKU]?[0-9.]+)""\)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Trait();

    // What a test uses that starts a host and calls it from outside, or runs the program.
    [GeneratedRegex(
        @"\b(FieldCase|TruthRooms|WholeHost|SlackHost|PagesHost|SlackStoryDoor|TeamsHost|TeamsWorld|SignalsHost|InsightsHost|World"
            + @"|LintCommand|OutsiderHost|HttpClient|TestProcess|Process)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Door();

    // The method, or for a trait of a whole class the class. What calls a host waits for its answer.
    [GeneratedRegex(
        @"public (static |async |sealed |abstract |partial )*(?<end>void|Task|class) (?<name>\w+)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Bearer();
}
