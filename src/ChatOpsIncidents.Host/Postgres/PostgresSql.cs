using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>The SQL statements of <c>Postgres/Sql</c>, one a file, as built into the assembly.</summary>
/// <remarks>
/// In the files parameters have names, <c>@id</c>; PostgreSQL knows numbers, <c>$1</c>. The driver translates at each
/// call. For what runs at each command it is done once here, and <see cref="NpgsqlParameters"/> puts each value where
/// its name stood first.
/// </remarks>
public static class PostgresSql
{
    private const string Prefix = "Sql/";

    // Before the statements: they are read with it.
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz_0123456789"
    );

    private static readonly FrozenDictionary<string, Statement> Statements = Resources(Prefix)
        .ToFrozenDictionary(file => file.Name[..^".sql".Length], file => Parse(file.Text), StringComparer.Ordinal);

    // By the very string that Numbered hands out: looked up at each parameter of each call.
    private static readonly FrozenDictionary<string, string[]> Parameters = Statements.Values.ToFrozenDictionary(
        statement => statement.Numbered,
        statement => statement.Names,
        (IEqualityComparer<string>)ReferenceEqualityComparer.Instance
    );

    private static readonly FrozenDictionary<string, string> ByText = Statements
        .SelectMany(one => new[] { (one.Value.Written, one.Key), (one.Value.Numbered, one.Key) })
        .DistinctBy(one => one.Item1)
        .ToFrozenDictionary(one => one.Item1, one => one.Key, StringComparer.Ordinal);

    /// <summary>Names of all statements: the path below <c>Postgres/Sql</c> without <c>.sql</c>.</summary>
    public static IEnumerable<string> Names => Statements.Keys;

    /// <summary>A statement's text, as <c>Text("outbox/lease")</c> for <c>Postgres/Sql/outbox/lease.sql</c>.</summary>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static string Text(string name) => Find(name).Written;

    /// <summary>The text with numbered parameters, for what runs often; its values must be given by
    /// <see cref="NpgsqlParameters"/>.</summary>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    internal static string Numbered(string name) => Find(name).Numbered;

    /// <summary>The names of a text's parameters by their number; null: the text is not one of
    /// <see cref="Numbered"/>.</summary>
    internal static string[]? ParametersOf(string text) => Parameters.GetValueOrDefault(text);

    /// <summary>The name of a statement's text; another's: <c>sql</c>.</summary>
    internal static string NameOf(string text) => ByText.GetValueOrDefault(text, "sql");

    /// <summary>The name of a batch: of its last statement that has one.</summary>
    internal static string NameOf(NpgsqlBatch batch)
    {
        IEnumerable<NpgsqlBatchCommand> commands = batch.BatchCommands;
        return commands.Select(command => NameOf(command.CommandText)).LastOrDefault(name => name != "sql") ?? "sql";
    }

    /// <summary>Numbers the parameters of a statement, each name once, in the order in which they come.</summary>
    internal static Statement Parse(string written)
    {
        var text = new StringBuilder(written.Length);
        List<string> names = [];
        for (var at = 0; at < written.Length; )
        {
            var skip = Untouched(written.AsSpan(at));
            if (skip > 0)
            {
                text.Append(written, at, skip);
                at += skip;
                continue;
            }

            var name = Name(written.AsSpan(at));
            if (!names.Contains(name))
                names.Add(name);
            text.Append('$').Append(names.IndexOf(name) + 1);
            at += name.Length + 1;
        }

        return new Statement(written, text.ToString(), [.. names]);
    }

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

    private static Statement Find(string name) =>
        Statements.TryGetValue(name, out var statement)
            ? statement
            : throw new ArgumentException($"There is no Postgres/Sql/{name}.sql in the assembly.", nameof(name));

    // How much from here on holds no parameter: a comment, a text in quotes, or a single other character.
    private static int Untouched(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("--"))
            return rest.IndexOf('\n') is var end and >= 0 ? end : rest.Length;
        if (rest[0] == '\'')
            return rest[1..].IndexOf('\'') + 2;
        return Name(rest).Length > 0 ? 0 : 1;
    }

    // "" where no parameter begins.
    private static string Name(ReadOnlySpan<char> rest)
    {
        if (rest[0] != '@')
            return "";
        var length = rest[1..].IndexOfAnyExcept(NameCharacters);
        return rest.Slice(1, length < 0 ? rest.Length - 1 : length).ToString();
    }

    /// <summary>One file.</summary>
    /// <param name="Written">As it stands there.</param>
    /// <param name="Numbered">With numbers in place of names.</param>
    /// <param name="Names">The names, the first that of <c>$1</c>.</param>
    internal sealed record Statement(string Written, string Numbered, string[] Names);
}
