using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Which test proves which requirement, over all test projects: read from their sources.</summary>
public static partial class RequirementTable
{
    /// <summary>Requirement id → the tests that bear it, in order.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Rows { get; } = Read();

    /// <summary>The table as text: the promised ids in the order of the promise, then all others.</summary>
    public static string Text(IEnumerable<string> promised)
    {
        var text = new StringBuilder("# Requirement → tests\n\n| id | tests |\n|---|---|\n");
        foreach (var id in promised.Union(Rows.Keys.Order(StringComparer.Ordinal)))
            text.Append($"| {id} | {string.Join("<br>", Rows.GetValueOrDefault(id, ["none"]))} |\n");
        return text.ToString();
    }

    /// <summary>The repository's folder.</summary>
    public static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../.."));

    private static Dictionary<string, IReadOnlyList<string>> Read() =>
        (
            from file in Directory.EnumerateFiles(Path.Combine(Root(), "tests"), "*.cs", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            let source = File.ReadAllText(file)
            from Match trait in Trait().Matches(source)
            let bearer = Bearer().Match(source, trait.Index)
            where bearer.Success
            let name = bearer.Groups["name"].Value.Replace('_', ' ')
            let row = (Id: trait.Groups["id"].Value, Test: $"{Path.GetFileNameWithoutExtension(file)}: {name}")
            group row.Test by row.Id
        ).ToDictionary(
            group => group.Key,
            group => (IReadOnlyList<string>)[.. group.Distinct().Order(StringComparer.Ordinal)]
        );

    [GeneratedRegex(@"Trait\(""Requirement"", ""(?<id>[A-D][0-9.]+)""\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Trait();

    // The method, or for a trait of a whole class the class.
    [GeneratedRegex(
        @"public (static |async |sealed |abstract |partial )*(void|Task|class) (?<name>\w+)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Bearer();
}
