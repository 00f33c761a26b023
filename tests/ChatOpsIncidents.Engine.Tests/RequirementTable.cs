using System.Reflection;
using System.Text;

namespace ChatOpsIncidents.Tests;

/// <summary>
/// Which test proves which requirement, written beside the tests as <c>requirements.md</c>. This file is linked into
/// every test project: each writes its own part, and the parts together are the whole.
/// </summary>
public sealed class RequirementTable
{
    /// <summary>Requirement id → the tests of this assembly that prove it, both in order.</summary>
    public static IReadOnlyDictionary<string,
        IReadOnlyList<string>> Rows { get; } = typeof(RequirementTable).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
        .Where(method => method.IsDefined(typeof(FactAttribute)))
        .SelectMany(method => method.GetCustomAttributesData().Concat(method.DeclaringType!.GetCustomAttributesData())
            .Where(data => data.AttributeType == typeof(TraitAttribute)
                && (string?)data.ConstructorArguments[0].Value == "Requirement")
            .Select(data => (Id: (string)data.ConstructorArguments[1].Value!,
                Test: $"{method.DeclaringType!.Name}.{method.Name}")))
        .GroupBy(row => row.Id, row => row.Test)
        .OrderBy(group => group.Key[0])
            .ThenBy(group => decimal.Parse(group.Key[1..], System.Globalization.CultureInfo.InvariantCulture))
        .ToDictionary(group => group.Key, group =>
            (IReadOnlyList<string>)[.. group.Distinct().Order(StringComparer.Ordinal)]);

    [Fact]
    public void It_is_written()
    {
        var name = typeof(RequirementTable).Assembly.GetName().Name;
        var text = new StringBuilder($"# {name}: requirement → tests\n\n| id | tests |\n|---|---|\n");
        foreach (var (id, tests) in Rows) text.Append(
            $"| {id} | {string.Join("<br>", tests.Select(test => test.Replace('_', ' ')))} |\n");
        var path = Path.Combine(AppContext.BaseDirectory, "requirements.md");
        File.WriteAllText(path, text.ToString());
        Assert.True(new FileInfo(path).Length > 0);
    }
}
