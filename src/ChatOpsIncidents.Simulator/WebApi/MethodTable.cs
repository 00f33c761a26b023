using System.Text.Json;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary>What a method of Slack's Web API takes.</summary>
/// <param name="Json">Whether it reads JSON bodies; the others read forms and queries only.</param>
/// <param name="Tier">1 to 4; 0 for a special limit.</param>
/// <param name="Required">Arguments without which it refuses.</param>
/// <param name="Optional">The other arguments that it knows.</param>
/// <param name="Scopes">Any one of them is enough; empty when it needs none.</param>
internal sealed record MethodRules(bool Json, int Tier, string[] Required, string[] Optional, string[] Scopes)
{
    public bool Knows(string argument) => Required.Contains(argument) || Optional.Contains(argument);
}

/// <summary>All documented methods, from the table that lies beside this file.</summary>
internal static class MethodTable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static IReadOnlyDictionary<string, MethodRules> All { get; } = Load();

    private static Dictionary<string, MethodRules> Load()
    {
        using var stream =
            typeof(MethodTable).Assembly.GetManifestResourceStream("methods.json")
            ?? throw new InvalidOperationException("The table of methods is not part of this assembly.");
        return JsonSerializer.Deserialize<Dictionary<string, MethodRules>>(stream, Options)!;
    }
}
