using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Host.Signals.Reading;

/// <summary>What people write into a description where a system sends no fields for it: <c>service: checkout</c>,
/// <c>severity: critical</c>, <c>environment: production</c>.</summary>
internal static partial class KeyedWords
{
    /// <summary>The service; null: not written.</summary>
    public static string? Service(string text) => Value(ServiceKey(), text);

    /// <summary>How bad, in the writer's word; null: not written.</summary>
    public static string? Severity(string text) => Value(SeverityKey(), text);

    /// <summary>Where; null: not written.</summary>
    public static string? Environment(string text) => Value(EnvironmentKey(), text);

    private static string? Value(Regex key, string text) =>
        key.Match(text) is { Success: true } match ? match.Groups["value"].Value : null;

    [GeneratedRegex(@"\bservice:\s*(?<value>[\w./-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex ServiceKey();

    [GeneratedRegex(@"\bseverity:\s*(?<value>[\w-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex SeverityKey();

    [GeneratedRegex(@"\b(?:env|environment):\s*(?<value>[\w.-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex EnvironmentKey();
}
