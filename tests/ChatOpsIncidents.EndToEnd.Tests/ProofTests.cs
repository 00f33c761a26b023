using System.Diagnostics;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Exports;
using Microsoft.Playwright;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>Forged exports: each forgery is found offline by verify-export, and by the page itself in a browser; what was
/// not touched passes both.</summary>
[Trait("Requirement", "A9")]
public sealed class ProofTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private static readonly Dictionary<string, (Action<JsonNode> Forge, string Offline, string InBrowser)> Forgeries =
        new()
        {
            ["actor"] = (
                export => Note(export)["actor"]!["name"] = "Eve",
                "its actor is not the one in its content",
                "the actor of entry"
            ),
            ["time"] = (
                export => Note(export)["observedAt"] = "2026-11-21T14:01:00.000Z",
                "its observedAt is not the one in its content",
                "the observedAt of entry"
            ),
            ["sentence"] = (
                export => Note(export)["text"] = "Note: all is well",
                "its text is not the sentence in its content",
                "the sentence of entry"
            ),
            ["corrected sentence"] = (
                export =>
                    Entry(export, e => e["text"]!.ToString() == "first 502s at 13:58")["text"] = "first 502s at 15:58",
                "its text is not the sentence in its content",
                "the sentence of entry"
            ),
            ["link"] = (
                export => Note(export)["link"] = "https://evil.test/",
                "its link is not the one in its content",
                "the link of entry"
            ),
            ["source"] = (
                export => Note(export)["source"] = "web",
                "its source is not the one in its content",
                "the source of entry"
            ),
            ["severity of the incident"] = (
                export => export["incident"]!["severity"] = "Minor",
                "incident: its severity is not what the facts say",
                "the incident's severity is not what the facts say"
            ),
            ["title of the incident"] = (
                export => export["incident"]!["title"] = "nothing fails",
                "incident: its title is not what the facts say",
                "the incident's title is not what the facts say"
            ),
            ["content"] = (
                export => Note(export)["content"] = Note(export)["content"]!.ToString().Replace("Ben", "Eve"),
                "the content was changed",
                "the content of entry"
            ),
            ["a fact left out"] = (
                export => Entries(export).Remove(Note(export)),
                "is missing",
                "is missing or doubled"
            ),
            ["a content taken away"] = (
                export =>
                {
                    var note = Note(export).AsObject();
                    (note["content"], note["salt"], note["erased"], note["text"]) = (null, null, true, "Erased");
                },
                "no redaction in the chain says so",
                "no redaction says so"
            ),
            ["actor of an erased entry"] = (
                export => Entry(export, e => e["erased"] is not null)["actor"]!["name"] = "Eve",
                "its actor is not the one in its content",
                "the actor of entry"
            ),
            ["words of a message"] = (
                export => Message(export)["text"] = "I deleted the database",
                "its text is not the one in its content",
                "the text of a message"
            ),
            ["speaker of a message"] = (
                export => Message(export)["actor"]!["name"] = "Eve",
                "its actor is not the one in its content",
                "the actor of a message"
            ),
            ["a message left out"] = (
                export => Entries(export).Remove(Message(export)),
                "a message sealed by entry",
                "1 sealed message(s) are missing"
            ),
            ["a message twice"] = (
                export => Entries(export).Add(Message(export).DeepClone()),
                "it stands twice",
                "stands twice"
            ),
        };

    private readonly string _folder = Directory.CreateTempSubdirectory("proof-").FullName;

    public static TheoryData<string> Names => [.. Forgeries.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_not_touched_passes_offline_and_in_the_browser()
    {
        var (code, words) = await Offline(Json());
        Assert.Equal((0, ""), (code, string.Join('\n', words.Split('\n').Where(line => line.StartsWith("WRONG")))));
        Assert.Contains("proved     actor, time, source, link and sentence of", words);
        var (look, said) = await InBrowser(Page());
        Assert.StartsWith("✓ Checked here in your browser", said);
        Assert.Equal("good", look);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_forgery_is_found_offline_and_in_the_browser(string name)
    {
        var (forge, offline, inBrowser) = Forgeries[name];
        var forged = Json();
        forge(forged);
        var (code, words) = await Offline(forged);
        Assert.Contains(offline, words);
        Assert.Equal(1, code);

        var (look, said) = await InBrowser(WithData(Page(), forged));
        Assert.Contains(inBrowser, said);
        Assert.Equal("bad", look);
    }

    [Fact]
    public async Task A_message_that_was_put_in_is_not_vouched_for()
    {
        var forged = Json();
        var added = ProofStory.Message(14, 3, "ben", "I, Ben, deleted the database");
        Entries(forged)
            .Add(
                JsonNode.Parse(TimelineJson.Write(ProofStory.Of(added)))!["entries"]!
                    .AsArray()
                    .Single(entry => entry!["contentDigest"]!.ToString() == added.ContentDigest)!
                    .DeepClone()
            );
        var (code, words) = await Offline(forged);
        Assert.Contains("not vouched for: 1 captured messages that no fact seals", words);
        Assert.Equal(3, code);

        var (look, said) = await InBrowser(TimelineHtml.Write(ProofStory.Of(added)));
        Assert.Contains("not vouched for: 1 message that no fact seals", said);
        Assert.DoesNotContain("✓", said);
        Assert.Equal("open", look);
    }

    [Theory]
    [InlineData("Note: Ben saw first 502s", "Note: Ben saw nothing", "says something else than the entry")]
    [InlineData("<h1>checkout fails</h1>", "<h1>all is well</h1>", "the title above is another")]
    [InlineData("id=\"severity\">Critical", "id=\"severity\">Minor", "the severity above is another")]
    public async Task A_page_that_shows_something_else_than_its_data_says_so(string was, string forged, string found)
    {
        var page = Page();
        Assert.Contains(was, page);
        var data = page.IndexOf("<script type=\"application/json\"", StringComparison.Ordinal);
        var (look, said) = await InBrowser(page[..data].Replace(was, forged, StringComparison.Ordinal) + page[data..]);
        Assert.Contains(found, said);
        Assert.Equal("bad", look);
    }

    [Fact]
    public async Task A_line_taken_out_of_the_page_is_missed()
    {
        var page = Page();
        var from = page.IndexOf("<li data-kind=\"note-taken.v1\"", StringComparison.Ordinal);
        var to = page.IndexOf("</li>", from, StringComparison.Ordinal) + "</li>".Length;
        var (look, said) = await InBrowser(page.Remove(from, to - from));
        Assert.Contains("has no line above", said);
        Assert.Equal("bad", look);
    }

    [Fact]
    public async Task Facts_of_the_earlier_style_hold_and_are_said_to_be_so()
    {
        var document = ProofStory.Of(earlierStyle: 3);
        var (code, words) = await Offline(JsonNode.Parse(TimelineJson.Write(document))!);
        Assert.Contains(
            "not proved actor, time, source, link and sentence of 3 facts, stored in the earlier style",
            words
        );
        Assert.Equal(0, code);
        var (look, said) = await InBrowser(TimelineHtml.Write(document));
        Assert.Contains("not proved: who, when, where and the sentence of 3 facts", said);
        Assert.Equal("good", look);
    }

    private static JsonNode Json() => JsonNode.Parse(TimelineJson.Write(ProofStory.Of()))!;

    private static string Page() => TimelineHtml.Write(ProofStory.Of());

    private static JsonArray Entries(JsonNode export) => export["entries"]!.AsArray();

    private static JsonNode Entry(JsonNode export, Func<JsonNode, bool> fits) =>
        Entries(export).First(entry => fits(entry!))!;

    private static JsonNode Note(JsonNode export) =>
        Entry(export, entry => entry["text"]!.ToString() == "Note: Ben saw first 502s");

    private static JsonNode Message(JsonNode export) => Entry(export, entry => entry["kind"]!.ToString() == "message");

    // The forger is no fool: the page's data are changed as the JSON export's.
    private static string WithData(string page, JsonNode data)
    {
        const string Opening = "<script type=\"application/json\" id=\"timeline\">";
        var from = page.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        var to = page.IndexOf("</script>", from, StringComparison.Ordinal);
        return page[..from] + data.ToJsonString() + page[to..];
    }

    private async Task<(string? Look, string Said)> InBrowser(string html)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, html);
        var page = await browser.Open(1200, 900);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        var proof = page.Locator("#proof");
        await Assertions.Expect(proof).Not.ToContainTextAsync("is checked where this page may");
        var (look, said) = (await proof.GetAttributeAsync("class"), await proof.TextContentAsync());
        await page.Context.CloseAsync();
        return (look, said!);
    }

    private async Task<(int Code, string Words)> Offline(JsonNode export)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, export.ToJsonString());
        using var process = Process.Start(
            new ProcessStartInfo("python3", [Path.Combine(World.Root, "deploy", "verify-export"), file])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var words = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, words);
    }
}
