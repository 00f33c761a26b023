using System.Collections.Immutable;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>Which paging systems know which names, read from <c>Paging</c>.</summary>
internal static class PagerNames
{
    // A system and the table of its names. In the order in which they are told.
    private static readonly (string Way, string Table)[] Tables =
    [
        ("pagerduty", "Paging:PagerDuty:Keys"),
        ("jsm", "Paging:Jsm:Responders"),
        ("oncall", "Paging:OnCall:Urls"),
        ("webhook", "Paging:Webhook:Urls"),
        ("mail", "Paging:Mail:To"),
    ];

    /// <summary>The systems by name, case-blind.</summary>
    public static ImmutableDictionary<string, ImmutableArray<string>> Read(IConfiguration configuration) =>
        (
            from table in Tables
            from name in configuration.GetSection(table.Table).GetChildren()
            group table.Way by name.Key.ToLowerInvariant()
        ).ToImmutableDictionary(
            ways => ways.Key,
            ways => ways.Distinct().ToImmutableArray(),
            StringComparer.OrdinalIgnoreCase
        );
}
