using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class ExportTests
{
    // Paper runs no script: "is being checked" stood there for ever.
    [Fact, Trait("Requirement", "D5")]
    public void What_is_printed_was_checked_and_says_what_the_check_showed()
    {
        var story = Story.Of("checkout fails").When("ana", "note the pool is empty");
        var document = TimelineDocument.Of(story.Incident, Chronicle.Of(story), story.Now);
        Assert.Contains("the chain of hashes holds", Proof(document), StringComparison.Ordinal);
        var forged = document with { Entries = [.. document.Entries.Skip(1)] };
        Assert.Contains("Entry 1 is missing", Proof(forged), StringComparison.Ordinal);
        Assert.DoesNotContain("the chain of hashes holds", Proof(forged), StringComparison.Ordinal);
        var page = TimelineExport.Render(document, "html").Text;
        Assert.Contains("is checked where this page may run its script", page, StringComparison.Ordinal);
    }

    private static string Proof(TimelineDocument document)
    {
        var page = TimelineExport.Printable(document).Text;
        return page[
            page.IndexOf("<p id=\"proof\"", StringComparison.Ordinal)..page.IndexOf(
                "<footer>",
                StringComparison.Ordinal
            )
        ];
    }

    [Fact, Trait("Requirement", "A9")]
    public void The_hashes_are_those_of_the_documentation()
    {
        const string Content = """{"type":"note-taken.v1","text":"é"}""";
        byte[] salt = [1, 2, 255];
        var digest = Hex([1, 2, 255, .. Encoding.UTF8.GetBytes(Content)]);
        Assert.Equal(digest, FactHash.ContentDigest(salt, Content));
        var at = new DateTimeOffset(2026, 11, 21, 15, 5, 0, 7, TimeSpan.FromHours(1));
        Assert.Equal("2026-11-21T14:05:00.007Z", FactHash.Utc(at));
        var line = $"{new string('0', 64)}\n1\nnote-taken.v1\n2026-11-21T14:05:00.007Z\n{digest}";
        Assert.Equal(Hex(Encoding.UTF8.GetBytes(line)), FactHash.Hash(FactHash.First, 1, "note-taken.v1", at, digest));
    }

    [Fact, Trait("Requirement", "D5")]
    [Trait("Fault", "K12")]
    public void The_json_export_has_the_documented_names_and_a_chain_that_anyone_can_check()
    {
        using var json = JsonDocument.Parse(TimelineExport.Render(Document(), "json").Text);
        var root = json.RootElement;
        Assert.Equal("chatops-incidents/timeline@2", root.GetProperty("schema").GetString());
        Assert.Equal(
            [
                "id",
                "title",
                "severity",
                "phase",
                "lead",
                "roles",
                "services",
                "impact",
                "startedAt",
                "declaredAt",
                "mitigatedAt",
                "endedAt",
                "resolvedAt",
            ],
            root.GetProperty("incident").EnumerateObject().Select(p => p.Name)
        );
        var previous = new string('0', 64);
        foreach (
            var entry in root.GetProperty("entries")
                .EnumerateArray()
                .Where(e => e.GetProperty("seq").ValueKind == JsonValueKind.Number)
                .OrderBy(e => e.GetProperty("seq").GetInt64())
        )
        {
            var digest = entry.GetProperty("contentDigest").GetString()!;
            if (!entry.TryGetProperty("erased", out _))
                Assert.Equal(
                    digest,
                    Hex([
                        .. Convert.FromHexString(Text(entry, "salt")),
                        .. Encoding.UTF8.GetBytes(Text(entry, "content")),
                    ])
                );
            Assert.Equal(previous, Text(entry, "previousHash"));
            previous = Hex(
                Encoding.UTF8.GetBytes(
                    $"{previous}\n{entry.GetProperty("seq")}\n{Text(entry, "kind")}\n{Text(entry, "recordedAt")}\n{digest}"
                )
            );
            Assert.Equal(previous, Text(entry, "hash"));
        }

        var observed = root.GetProperty("entries").EnumerateArray().Select(e => Text(e, "observedAt")).ToList();
        Assert.Equal(observed.Order(StringComparer.Ordinal), observed);
    }

    [Fact]
    [Trait("Fault", "K13")]
    public void What_was_changed_left_out_or_put_in_is_found()
    {
        var entries = Document().Entries;
        Assert.Empty(HashChain.Faults(entries));
        Assert.NotEmpty(HashChain.Faults([.. entries.Where(e => e.Seq != 3)]));
        Assert.NotEmpty(
            HashChain.Faults([.. entries.Select(e => e.Seq == 4 ? e with { Content = e.Content + " " } : e)])
        );
        Assert.NotEmpty(HashChain.Faults([.. entries.Select(e => e.Seq == 4 ? e with { Kind = "other.v1" } : e)]));
        Assert.NotEmpty(HashChain.Faults([.. entries.Where(e => !e.IsMessage)]));
        Assert.Empty(
            HashChain.Faults([
                .. entries.Select(e => e.Seq == 4 ? e with { Content = null, Salt = null, Erased = true } : e),
            ])
        );
    }

    [Fact, Trait("Requirement", "C31")]
    public void A_late_entry_keeps_both_times_and_says_so()
    {
        var late = Document().Entries.Single(e => e.Text.Contains("502s", StringComparison.Ordinal));
        Assert.Equal("2026-11-21T14:02:00.000Z", FactHash.Utc(late.ObservedAt));
        Assert.Equal(["late"], late.Marks);
        Assert.Contains("*(late)*", TimelineExport.Render(Document(), "md").Text, StringComparison.Ordinal);
        Assert.Contains("<b>late</b>", TimelineExport.Render(Document(), "html").Text, StringComparison.Ordinal);
    }

    [Theory, InlineData("=1+1"), InlineData("+1"), InlineData("-1"), InlineData("@SUM(A1)")]
    public void A_spreadsheet_takes_no_words_for_a_formula(string words)
    {
        var entries = new[] { Chronicle.Message(new(2026, 11, 21, 14, 0, 0, TimeSpan.Zero), "eve", words) };
        var csv = TimelineCsv.Write(TimelineDocument.Of(Incident.None("INC-7"), entries, default));
        Assert.Contains($",'{words},", csv, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "U42")]
    [Trait("Fault", "U33")]
    public void A_page_begins_with_the_report_and_offers_no_kind_that_only_serves_the_room()
    {
        var html = TimelineHtml.Write(Document());
        Assert.True(
            html.IndexOf("id=\"proof\"", StringComparison.Ordinal)
                > html.IndexOf("id=\"entries\"", StringComparison.Ordinal)
        );
        Assert.Contains("Decisions only", html, StringComparison.Ordinal);
        var kinds = html.Split("<option value=\"").Skip(2).Select(part => part[..part.IndexOf('"')]).ToList();
        Assert.NotEmpty(kinds);
        Assert.DoesNotContain(kinds, Vocabulary.IsAboutTheRoom);
    }

    [Fact] // A sibling: on paper and in a narrow column
    [Trait("Fault", "U42")]
    public void A_page_breaks_no_time_and_leaves_no_heading_alone()
    {
        var html = TimelineHtml.Write(Document());
        Assert.Contains("time { white-space: nowrap;", html, StringComparison.Ordinal);
        Assert.Contains("h2, h3 { break-after: avoid; }", html, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "K12")]
    public void The_schema_names_the_review_the_marks_and_every_word_of_an_impact()
    {
        var schema = File.ReadAllText(Path.Combine(RequirementTable.Root(), "deploy", "timeline.schema.json"));
        Assert.Contains("\"review\"", schema, StringComparison.Ordinal);
        foreach (var kind in new[] { "reaction-added", "reaction-removed", "pinned", "unpinned" })
            Assert.Contains(kind, schema, StringComparison.Ordinal);
        foreach (var word in Enum.GetNames<Reach>().Concat(Enum.GetNames<Loss>()))
            Assert.Contains($"\"{word}\"", schema, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_escapes_what_people_typed_and_loads_nothing()
    {
        const string Evil = "</script><img src=x onerror=alert(1)>";
        var said = Chronicle.Message(new(2026, 11, 21, 14, 0, 0, TimeSpan.Zero), "eve", Evil);
        var entries = new[] { said with { Link = "javascript:alert(1)" } };
        var document = TimelineDocument.Of(Incident.None("INC-7"), entries, default);
        var html = TimelineHtml.Write(document);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("</script>").Length - 1);
        Assert.DoesNotContain("<img", TimelineMarkdown.Write(document), StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "D5"), Trait("Requirement", "A23")]
    public void Every_format_is_written_and_named()
    {
        foreach (var format in ExportFormats.OfTimeline.Where(f => f != "pdf"))
        {
            var file = TimelineExport.Render(Document(), format);
            Assert.Equal($"inc-7-timeline.{format}", file.Name);
            Assert.Contains("checkout fails", file.Text, StringComparison.Ordinal);
        }
    }

    internal static TimelineDocument Document()
    {
        var message = Chronicle.Message(
            new(2026, 11, 21, 14, 3, 0, TimeSpan.Zero),
            "ben",
            "payments was deployed at 13:55"
        );
        var story = Story
            .Of("checkout fails for EU cards")
            .At("14:04")
            .When(new SealMessages([message.ContentDigest]))
            .Then("messages-sealed")
            .At("14:10")
            .When("ana", "note first 502s at 14:02")
            .When("ben", "sev critical all cards");
        return TimelineDocument.Of(story.Incident, [.. Chronicle.Of(story), message], story.Now);
    }

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString()!;

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
