using System.Text;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Tests.Postgres;
using Npgsql;
using Xunit.Abstractions;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>
/// Many incidents in one real database, in which every word is like no other and entries are redacted; then every column
/// of every table is searched for those words, whatever tables there are.
/// </summary>
public sealed partial class RandomErasureTests(PostgresFixture postgres, ITestOutputHelper output)
    : IClassFixture<PostgresFixture>
{
    private const int Incidents = 100;
    private const int LinesEach = 10;

    private static readonly string[] Lines =
    [
        "note {s}",
        "found {s}",
        "symptom {s}",
        "impact who: most how-bad: main-flow ongoing: yes scope: {s}",
        "hypothesis {s}",
        "rollback {s} to {s}",
        "mitigate flag-off {s}",
        "outcome worked {s}",
        "task @ben {s}",
        "so-far 1 {s}",
        "decide {s}",
        "ask {s} @ben",
        "update what: {s} impact: {s} doing: {s} next: 30m",
        "wait {s}",
        "fix 3 {s} confirm: 3",
        "severity critical {s}",
        "evidence {s}",
        "page {s}",
        "status",
        "timeline 20",
        "list",
    ];

    private readonly Random _random = new(7);
    private readonly HashSet<string> _gone = new(StringComparer.OrdinalIgnoreCase);
    private int _words;

    [Fact, Trait("Requirement", "A9")]
    public async Task After_redactions_no_table_holds_a_word_of_the_entries()
    {
        await using var host = await PipelineHarness.Start(postgres);
        for (var number = 1; number <= Incidents; number++)
            await Incident(host, $"INC-{number}");

        var redacted = await host.Count("select count(*) from fact where kind = 'entry-redacted.v1'");
        var left = await Search(host.Source);
        output.WriteLine(
            $"{Incidents} incidents, {redacted} redactions, {_gone.Count} words looked for in {left.Columns} columns "
                + $"of {left.Tables} tables"
        );
        Assert.True(redacted > Incidents && left.Tables > 10, "too little was redacted or searched to show anything");
        Assert.True(left.Found.Count == 0, $"{left.Found.Count}:\n{string.Join('\n', left.Found.Take(8))}");
    }

    private async Task Incident(PipelineHarness host, string id)
    {
        await host.Type("ana", $"declare {Phrase()}", channel: "C" + id);
        for (var i = 0; i < LinesEach; i++)
            await host.Type(_random.Next(2) == 0 ? "ana" : "ben", $"{id} {Fill(Lines[_random.Next(Lines.Length)])}");
        await Outside(host, id);
        for (var i = 0; i < 3; i++)
            await Redact(host, id);
    }

    // What people said before it became an entry, what was sent already, what waits to be decided, and a file.
    private async Task Outside(PipelineHarness host, string id)
    {
        var said = Phrase();
        await Do(
            host,
            """
            insert into chat_message (platform, workspace, channel_id, message_id, version, kind, incident_id, person_id,
                                      person_name, at, captured_at, content, salt, digest)
            values ('slack', 'T0LOCAL', 'C0ROOM', $2, '0', 'message', $1, 'U0ANA', 'ana', now(), now(), $3, '\x01', $2)
            """,
            id,
            $"{id}-1",
            $$"""{"kind":"message","text":"{{said}}","files":[{"name":"graph.png","url":"https://f.test"}]}"""
        );
        await host.Type("ana", $"{id} note {said}");
        await Told(host, id, said);
        await Do(
            host,
            """
            update outbox set settled_at = now(), ending = 'done', attempt = 1
            where incident_id = $1 and id % 2 = 0
            """,
            id
        );
        var waits = host.Request("ben", $"{id} note {said}");
        await new PostgresEventStore(host.Source).Defer(waits, host.Clock.GetUtcNow(), CancellationToken.None);
    }

    // What outside systems said of the same, in the same words.
    private static async Task Told(PipelineHarness host, string id, string said)
    {
        await Do(
            host,
            """
            insert into delivery (kind, source, delivery_id, headers, body, received_at)
            values ('changes', 'generic', $1, '{}', convert_to($2, 'UTF8'), now())
            """,
            id,
            $$"""{"id":"{{id}}","what":"{{said}}","labels":["{{said}}"],"number":7}"""
        );
        await Do(
            host,
            """
            insert into known_change (id, revision, source, kind, what, status, is_way_back, at, seen_at, actor)
            values ($1, 1, 'generic', 'config', $2, 'succeeded', false, now(), now(), $2)
            """,
            id,
            said
        );
        await Do(
            host,
            """
            insert into alert (source, object, state, at, incident_id, rule, grp)
            values ('generic', $1, 'Firing', now(), $1, $2, $2)
            """,
            id,
            said
        );
    }

    private async Task Redact(PipelineHarness host, string id)
    {
        var facts = await new PostgresEventStore(host.Source).Read(id, CancellationToken.None);
        var entry = facts[_random.Next(facts.Count)];
        var earlier = facts
            .TakeWhile(fact => fact.Seq < entry.Seq)
            .Where(fact => fact.Fact is not ErasedFact)
            .SelectMany(fact => Tokens(FactJson.Write(fact.Fact)))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var own = Tokens(string.Join(' ', Redaction.TextsOf(entry.Fact)))
            .Except(earlier, StringComparer.OrdinalIgnoreCase);
        await host.Type("ben", $"{id} redact {entry.Seq} it names somebody"); // shows the entry, and is stored as an answer
        var outcome = await host.Type("ben", $"{id} redact {entry.Seq} it names somebody confirm: {entry.Seq}");
        if (outcome.Facts == 0)
            return;
        _gone.UnionWith(own);
        var timeline = (await host.Reader.Read(id, CancellationToken.None))!;
        Assert.Empty(HashChain.Faults([.. timeline.Entries.Where(one => !one.IsMessage)]));
    }

    // Every column that can hold words, of every table that is there: a new one is searched by itself.
    private async Task<(List<string> Found, int Tables, int Columns)> Search(NpgsqlDataSource source)
    {
        List<(string Table, string Column)> columns = [];
        await using (
            var names = source.CreateCommand(
                """
                select format('%I.%I', table_schema, table_name), quote_ident(column_name)
                from   information_schema.columns join information_schema.tables using (table_schema, table_name)
                where  table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                  and  data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY')
                """
            )
        )
        {
            await using var row = await names.ExecuteReaderAsync();
            while (await row.ReadAsync())
                columns.Add((row.GetString(0), row.GetString(1)));
        }

        List<string> found = [];
        foreach (var (table, column) in columns)
        {
            await using var all = source.CreateCommand(
                $"select {column}::text from {table} where {column} is not null"
            );
            await using var row = await all.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                var text = row.GetString(0);
                var readable = text.StartsWith(@"\x", StringComparison.Ordinal) ? FromHex(text) : text;
                found.AddRange(
                    Tokens(readable).Where(_gone.Contains).Select(token => $"{token} in {table}.{column}: {readable}")
                );
            }
        }

        return (found, columns.Select(one => one.Table).Distinct().Count(), columns.Count);
    }

    private static string FromHex(string text) => Encoding.UTF8.GetString(Convert.FromHexString(text[2..]));

    private static IEnumerable<string> Tokens(string text) =>
        Token().Matches(text).Select(match => match.Value.ToLowerInvariant()).Distinct();

    private static async Task Do(PipelineHarness host, string sql, params string[] values)
    {
        await using var command = host.Source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    private string Fill(string template) => Hole().Replace(template, _ => Phrase());

    private string Phrase() =>
        _random.Next(3) switch
        {
            0 => Word(),
            1 => $"{Word()} is {Word()}",
            _ => $"the {Word()} and “{Word()}” at https://{Word()}.test/{Word()}",
        };

    private string Word() => $"Zq{++_words}x";

    [GeneratedRegex(@"\{s\}")]
    private static partial Regex Hole();

    [GeneratedRegex("zq[0-9]+x", RegexOptions.IgnoreCase)]
    private static partial Regex Token();
}
