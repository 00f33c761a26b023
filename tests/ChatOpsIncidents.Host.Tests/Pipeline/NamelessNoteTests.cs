using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Jobs;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Pipeline;

/// <summary>A note without a name: whoever has the database and the log in hand looks for its author.</summary>
[Trait("Requirement", "B29")]
public sealed class NamelessNoteTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Words = "I did not know which of the two dashboards was the right one";

    [Fact]
    public async Task Nobody_can_be_found_behind_a_note()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare major checkout fails");
        await Note(harness, "cai", "the first note");
        var before = await Rows(harness);
        harness.Clock.Advance(TimeSpan.FromMinutes(7));
        var outcome = await Note(harness, "dev", Words);
        Assert.Contains("Nobody can look up who wrote it", outcome.Reply.Message!.Body, StringComparison.Ordinal);
        var added = (await Rows(harness)).Except(before).ToList();
        Assert.Equal(2, added.Count); // This one, and the earlier one written anew.
        Assert.All(added, row => Assert.StartsWith("nameless_note ", row, StringComparison.Ordinal));
        Assert.DoesNotContain(added, row => row.Contains("U0DEV", StringComparison.Ordinal));
        Assert.Single(await Rows(harness), row => row.Contains(Words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Neither_a_time_nor_an_order_tells_when_it_came()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare major checkout fails");
        for (var n = 0; n < 20; n++)
            await Note(harness, $"n{n}", $"note {n:D2}");
        Assert.Equal("1", await harness.Text("select count(distinct xmin::text)::text from nameless_note"));
        Assert.Equal(
            "0",
            await harness.Text(
                "select count(*)::text from information_schema.columns where table_name = 'nameless_note' "
                    + "and data_type ~ 'time|date|int|numeric'"
            )
        );
        var lying = await harness.Text("select string_agg(text, ',' order by ctid) from nameless_note");
        var read = await harness.Text("select string_agg(text, ',' order by id) from nameless_note");
        // Of more than 10^18 orders one is the one in which they came.
        var came = string.Join(',', Enumerable.Range(0, 20).Select(n => $"note {n:D2}"));
        Assert.NotEqual(came, lying);
        Assert.NotEqual(came, read);
    }

    // Whoever reads files and transactions learns the hour at most, also of the newest.
    [Fact]
    public async Task After_the_hours_shuffle_all_notes_are_of_one_transaction_and_the_old_file_is_gone()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare major checkout fails");
        for (var n = 0; n < 20; n++)
            await Note(harness, $"n{n}", $"note {n:D2}");
        await harness.Type("ana", "declare major search is empty", channel: "C0OTHER");
        await harness.Pipeline.Run(Filled(harness, "dev", Words) with { IncidentId = "INC-2" }, CancellationToken.None);
        const string when = "select string_agg(distinct xmin::text, ',') from nameless_note";
        const string file = "select pg_relation_filenode('nameless_note')::text";
        const string texts = "select string_agg(incident_id || kind || text, ',' order by text) from nameless_note";
        var (came, lay, said) = (await harness.Text(when), await harness.Text(file), await harness.Text(texts));
        Assert.Equal(2, came.Split(',').Length);
        await new NoteShuffling(harness.Source).ShuffleOnce(CancellationToken.None);
        var now = await harness.Text(when);
        Assert.DoesNotContain(now, came.Split(','));
        Assert.DoesNotContain(",", now, StringComparison.Ordinal);
        Assert.NotEqual(lay, await harness.Text(file));
        Assert.Equal(said, await harness.Text(texts));
        await new NoteShuffling(harness.Source).ShuffleOnce(CancellationToken.None);
        Assert.NotEqual(now, await harness.Text(when));
    }

    [Fact]
    public async Task The_log_has_no_line_of_it()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare major checkout fails");
        var lines = new LogLines();
        using var factory = LoggerFactory.Create(log => log.AddProvider(lines).SetMinimumLevel(LogLevel.Trace));
        var pipeline = harness.AnotherHost(factory.CreateLogger<Host.Pipeline.CommandPipeline>());
        await pipeline.Run(Filled(harness, "dev", Words), CancellationToken.None);
        Assert.Empty(lines.Of(LogLevel.Trace));
        await pipeline.Run(harness.Request("ana", "INC-1 status"), CancellationToken.None);
        Assert.NotEmpty(lines.Of(LogLevel.Trace));
    }

    [Fact]
    public async Task What_is_typed_where_others_read_is_not_taken_and_a_form_opens()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare major checkout fails");
        var outcome = await harness.Type("ben", $"INC-1 anonymous kind: confusion {Words}");
        Assert.Equal("anonymous", outcome.Reply.Form?.Verb);
        Assert.DoesNotContain(outcome.Reply.Form!.Fields, field => field.Value?.Length > 0);
        Assert.DoesNotContain(await Rows(harness), row => row.Contains(Words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_kept_once_and_stands_in_the_review_for_those_who_may_see_the_incident()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare past private major keys leaked started: 30m ago ended: 10m ago");
        await Note(harness, "ana", Words);
        await Note(harness, "ana", Words);
        Assert.Equal("1", await harness.Text("select count(*)::text from nameless_note"));
        var stranger = await Note(harness, "stranger", "I am not in it");
        Assert.NotNull(stranger.Refusal);
        Assert.Equal("1", await harness.Text("select count(*)::text from nameless_note"));
        var review = await harness.Type("ana", "INC-1 review");
        Assert.Contains(Words, review.Reply.Message!.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lead_takes_one_out_and_no_word_of_it_is_left_anywhere()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare past major checkout failed started: 30m ago ended: 10m ago");
        await Note(harness, "dev", Words);
        await Note(harness, "cai", "the pager stayed silent");
        await harness.Type("ana", "INC-1 review");
        var listed = (await harness.Type("ana", "INC-1 redact note")).Reply.Message!;
        var which = listed.Body.Split('\n').ToList().FindIndex(line => line.Contains(Words, StringComparison.Ordinal));
        var shown = (await harness.Type("ana", "INC-1 " + listed.Actions[which].Command)).Reply.Message!;
        Assert.Contains(Words, shown.Body, StringComparison.Ordinal);
        Assert.Equal("2", await harness.Text("select count(*)::text from nameless_note"));
        var done = await harness.Type("ana", "INC-1 " + shown.Actions[0].Command);
        Assert.Equal(1, done.Facts);
        Assert.DoesNotContain(
            await Rows(harness),
            row => row.Contains("dashboards", StringComparison.Ordinal) || row.Contains(Words, StringComparison.Ordinal)
        );
        var review = (await harness.Type("ana", "INC-1 review")).Reply.Message!.Body;
        Assert.DoesNotContain("dashboards", review, StringComparison.Ordinal);
        Assert.Contains("the pager stayed silent", review, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_who_leads_takes_one_out_and_a_wrong_one_stays()
    {
        await using var harness = await PipelineHarness.Start(postgres);
        await harness.Type("ana", "declare major checkout fails");
        await Note(harness, "dev", Words);
        await harness.Type("ben", "INC-1 join");
        Assert.Equal("lead-only", (await harness.Type("ben", "INC-1 redact note")).Refusal);
        var only = (await harness.Type("ana", "INC-1 redact note")).Reply.Message!.Actions[0].Command;
        Assert.Equal("no-such-note", (await harness.Type("ana", "INC-1 redact note 000000 confirm: 000000")).Refusal);
        Assert.Equal("no-such-note", (await harness.Type("ana", $"INC-1 {only} confirm: 000000")).Refusal);
        Assert.Equal("1", await harness.Text("select count(*)::text from nameless_note"));
    }

    private static Task<Outcome> Note(PipelineHarness harness, string who, string words) =>
        harness.Pipeline.Run(Filled(harness, who, words), CancellationToken.None);

    private static VerifiedRequest Filled(PipelineHarness harness, string who, string words) =>
        harness.Request(who, "") with
        {
            Input = new RequestInput.Filled(
                "anonymous",
                "",
                new Dictionary<string, string> { ["kind"] = "confusion", ["rest"] = words }
            ),
            IncidentId = "INC-1",
        };

    // Each row of each table, with its table's name in front.
    private static async Task<List<string>> Rows(PipelineHarness harness)
    {
        List<string> rows = [];
        var tables = await harness.Text(
            "select string_agg(tablename, ',') from pg_tables where schemaname = current_schema()"
        );
        foreach (var table in tables.Split(','))
        {
            var all = await harness.Text(
                $"select coalesce(string_agg('{table} ' || one::text, e'\\x01'), '') from \"{table}\" one"
            );
            rows.AddRange(all.Split('\u0001', StringSplitOptions.RemoveEmptyEntries));
        }

        return rows;
    }
}
