using System.Text;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>All that a database holds, the scheduler's tables too: for whoever looks for what should not be there.</summary>
internal static class AllRows
{
    // What a host does by itself all the time.
    private static readonly string[] Restless = ["hangfire.", "public.outbox", "public.deadline"];

    /// <summary>Each row of each table as text, with the table's name in front and the row's version behind.</summary>
    public static async Task<IReadOnlyList<string>> Of(NpgsqlDataSource source)
    {
        const string tables =
            "select schemaname || '.' || tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')";
        List<string> rows = [];
        foreach (var table in await Read(source, tables))
            rows.AddRange(await Read(source, $"select '{table} ' || one::text || ' ' || xmin::text from {table} one"));
        return rows;
    }

    /// <summary>Those that tell of people: without what a host does by itself.</summary>
    public static IEnumerable<string> Quiet(this IEnumerable<string> rows) =>
        rows.Where(row => !Restless.Any(table => row.StartsWith(table, StringComparison.Ordinal)));

    /// <summary>Whether a row has a text, as it is or as bytes.</summary>
    public static bool Has(this string row, string text) =>
        row.Contains(text, StringComparison.Ordinal)
        || row.Contains(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    private static async Task<List<string>> Read(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        List<string> all = [];
        while (await row.ReadAsync())
            all.Add(row.GetString(0));
        return all;
    }
}
