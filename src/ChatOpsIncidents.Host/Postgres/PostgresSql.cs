using System.Collections.Frozen;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>The SQL statements of <c>Postgres/Sql</c>, one a file, as built into the assembly.</summary>
public static class PostgresSql
{
    private const string Prefix = "Sql/";
    private static readonly FrozenDictionary<string, string> Statements = Resources(Prefix)
        .ToFrozenDictionary(file => file.Name[..^".sql".Length], file => file.Text, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ByText = Statements
        .DistinctBy(statement => statement.Value)
        .ToFrozenDictionary(statement => statement.Value, statement => statement.Key, StringComparer.Ordinal);

    /// <summary>Names of all statements: the path below <c>Postgres/Sql</c> without <c>.sql</c>.</summary>
    public static IEnumerable<string> Names => Statements.Keys;

    /// <summary>A statement's text, as <c>Text("outbox/lease")</c> for <c>Postgres/Sql/outbox/lease.sql</c>.</summary>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static string Text(string name) =>
        Statements.TryGetValue(name, out var text)
            ? text
            : throw new ArgumentException($"There is no Postgres/Sql/{name}.sql in the assembly.", nameof(name));

    /// <summary>The name of a statement's text; another's: <c>sql</c>.</summary>
    internal static string NameOf(string text) => ByText.GetValueOrDefault(text, "sql");

    internal static IEnumerable<(string Name, string Text)> Resources(string prefix)
    {
        var assembly = typeof(PostgresSql).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[prefix.Length..], reader.ReadToEnd());
        }
    }
}
