using System.Collections.Immutable;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>Which news wakes somebody, read from <c>Routing</c>: a row a severity, each with what it leaves
/// out.</summary>
internal static class RoutingSource
{
    private const string OnCall = "OnCall";

    /// <summary>The table; every fault names its key.</summary>
    public static ImmutableDictionary<Severity, RoutingRow> Read(IConfigurationSection section, List<string> faults)
    {
        var table = RoutingTable.Default;
        foreach (var row in section.GetChildren().Where(row => row.Key != OnCall))
        {
            if (PolicySource.SeverityOf(row, row.Key, faults) is not { } severity)
                continue;
            var before = table[severity];
            table = table.SetItem(
                severity,
                new RoutingRow(
                    Word(row.GetSection("Route"), before.Route, faults),
                    Word(row.GetSection("Scope"), before.Scope, faults),
                    row["After"] is null
                        ? before.After
                        : PolicySource.TimeOf(row.GetSection("After"), faults) ?? before.After
                )
            );
        }

        return table;
    }

    private static T Word<T>(IConfigurationSection entry, T otherwise, List<string> faults)
        where T : struct, Enum
    {
        if (entry.Value is not { Length: > 0 } word)
            return otherwise;
        if (Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value))
            return value;
        faults.Add($"{entry.Path}: “{word}” is none of {string.Join(", ", Enum.GetNames<T>())}.");
        return otherwise;
    }
}
