using System.Diagnostics;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Host.Tests.Deploy;

/// <summary>The offline check, which shares no line with the product, agrees with the product's own export.</summary>
[Trait("Requirement", "A9")]
public sealed class VerifyExportTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 14, 0, 0, 7, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("verify-export-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_whole_chain_holds()
    {
        var (code, words) = Verify(Sample());

        Assert.StartsWith("The chain holds: 6 entries, 2 captured messages, 1 erased. Head hash " + HeadHash(), words);
        Assert.Contains("not proved actor, time, source, link and sentence of 6 facts", words);
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("content", "entry 2 (note-taken.v1): its content does not match its contentDigest")]
    [InlineData("salt", "entry 2 (note-taken.v1): its content does not match its contentDigest")]
    [InlineData("kind", "its hash is wrong")]
    [InlineData("recordedAt", "entry 2 (note-taken.v1): its hash is wrong")]
    [InlineData("contentDigest", "entry 2 (note-taken.v1): its hash is wrong")]
    [InlineData("previousHash", "entry 2 (note-taken.v1): previousHash is not the hash of the entry before it")]
    [InlineData("hash", "entry 3 (note-taken.v1): previousHash is not the hash of the entry before it")]
    [Trait("Fault", "K13")]
    public void One_changed_byte_is_found_and_its_entry_named(string field, string expected)
    {
        var sample = Sample();
        var entry = Entry(sample, 2);
        var value = entry[field]!.GetValue<string>();
        var last = value[^2] == '1' ? '2' : '1';
        entry[field] = value[..^2] + last + value[^1];

        var (code, words) = Verify(sample);

        Assert.Contains(expected, words);
        Assert.Equal(1, code);
    }

    [Fact]
    public void An_entry_left_out_is_found()
    {
        var sample = Sample();
        Entries(sample).Remove(Entry(sample, 2));

        Assert.Contains("entry 3 (note-taken.v1): before it, 2 is missing", Verify(sample).Words);
    }

    [Fact]
    public void A_sealed_message_that_was_changed_or_left_out_is_found()
    {
        var changed = Sample();
        var message = Entries(changed).First(entry => entry!["kind"]!.GetValue<string>() == "message")!;
        var other = Message("we never said that");
        (message["content"], message["salt"], message["contentDigest"]) = (
            other.Content,
            other.Salt,
            other.ContentDigest
        );
        Assert.Contains("a message sealed by entry 4 is missing or was changed", Verify(changed).Words);

        var shortened = Sample();
        Entries(shortened).Remove(Entries(shortened).First(entry => entry!["seq"] is null));
        Assert.Contains("a message sealed by entry 4 is missing or was changed", Verify(shortened).Words);
    }

    [Fact]
    public void Entries_cut_off_at_the_end_are_found_by_the_head_hash_that_was_posted()
    {
        var head = HeadHash();
        Assert.Equal(0, Verify(Sample(), "--head", head[..12]).Code);

        var cut = Sample();
        Entries(cut).Remove(Entry(cut, 6));
        var (code, words) = Verify(cut, "--head", head);

        Assert.Contains("entries were cut off", words);
        Assert.Equal(1, code);
    }

    [Fact]
    public void A_file_that_is_no_export_is_said_to_be_none()
    {
        var (code, words) = Verify(new JsonObject { ["schema"] = "other" });

        Assert.Contains("is no readable export", words);
        Assert.Equal(2, code);
    }

    private static JsonNode Sample()
    {
        var messages = new[] { Message("is it down for you?"), Message("yes – since 14:00 🔥") };
        var digests = string.Join("\",\"", messages.Select(message => message.ContentDigest));
        var facts = new List<TimelineEntry>();
        Add(
            facts,
            "incident-declared.v1",
            """{"type":"incident-declared.v1","title":"Checkout fails <é> 1","severity":"Major"}"""
        );
        Add(facts, "note-taken.v1", """{"type":"note-taken.v1","text":"a \"quoted\" note"}""");
        Add(facts, "note-taken.v1", """{"type":"note-taken.v1","text":"private"}""");
        Add(facts, "messages-sealed.v1", $$"""{"type":"messages-sealed.v1","digests":["{{digests}}"]}""");
        Add(
            facts,
            "entry-redacted.v1",
            """{"type":"entry-redacted.v1","entry":3,"remains":{"type":"note-taken.v1","text":"[redacted]"}}"""
        );
        Add(facts, "note-taken.v1", """{"type":"note-taken.v1","text":"the last"}""");
        facts[2] = facts[2] with { Content = null, Salt = null, Erased = true, Text = "Erased" };
        var document = TimelineDocument.Of(Incident.None("INC-7"), [.. facts, .. messages], Start);
        var export = JsonNode.Parse(TimelineJson.Write(document))!;
        (export["incident"]!["title"], export["incident"]!["severity"]) = ("Checkout fails <é> 1", "Major");
        export["incident"]!["declaredAt"] = FactHash.Utc(facts[0].ObservedAt);
        return export;
    }

    private static void Add(List<TimelineEntry> facts, string kind, string content)
    {
        var seq = facts.Count + 1;
        var previous = facts.Count == 0 ? FactHash.First : facts[^1].Hash!;
        var at = Start.AddMinutes(seq);
        var salt = Enumerable.Range(seq, 16).Select(number => (byte)number).ToArray();
        var digest = FactHash.ContentDigest(salt, content);
        facts.Add(
            Message(content) with
            {
                Seq = seq,
                Kind = kind,
                ObservedAt = at,
                RecordedAt = at,
                Content = content,
                Salt = Convert.ToHexStringLower(salt),
                ContentDigest = digest,
                Hash = FactHash.Hash(previous, seq, kind, at, digest),
                PreviousHash = previous,
            }
        );
    }

    private static TimelineEntry Message(string words)
    {
        var salt = new byte[16];
        return new TimelineEntry
        {
            Kind = "message",
            ObservedAt = Start,
            RecordedAt = Start,
            Actor = new Person("U1", "Ana"),
            Source = "slack",
            Text = words,
            Content = words,
            Salt = Convert.ToHexStringLower(salt),
            ContentDigest = FactHash.ContentDigest(salt, words),
        };
    }

    private static string HeadHash() => Entry(Sample(), 6)["hash"]!.GetValue<string>();

    private static JsonArray Entries(JsonNode sample) => sample["entries"]!.AsArray();

    private static JsonNode Entry(JsonNode sample, int seq) =>
        Entries(sample).Single(entry => entry!["seq"]?.GetValue<long>() == seq)!;

    private (int Code, string Words) Verify(JsonNode export, params string[] options)
    {
        var path = Path.Combine(folder, "INC-7.json");
        File.WriteAllText(path, export.ToJsonString());
        var start = new ProcessStartInfo("python3", [Script(), path, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var words = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal("", error.GetAwaiter().GetResult());
        return (process.ExitCode, words);
    }

    private static string Script()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "ChatOpsIncidents.sln")))
            at = at.Parent!;
        return Path.Combine(at.FullName, "deploy", "verify-export");
    }
}
