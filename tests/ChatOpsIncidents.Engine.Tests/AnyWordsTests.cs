using System.Text;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Whatever people type: nothing throws, every "no" says what to do, and a line that is written reads back as
/// itself.</summary>
public sealed class AnyWordsTests
{
    private const int Lines = 100_000;

    private static readonly string[] Bits =
    [
        "who:",
        "how bad:",
        "how-bad:",
        "HowBad:",
        "ongoing:",
        "scope:",
        "service:",
        "why:",
        "at:",
        "in",
        "at",
        "by",
        "until",
        "14:05",
        "25:61",
        "14:05Z",
        "10m ago",
        "2026-11-21T14:05Z",
        "9999-12-31",
        "15m",
        "1h30m",
        "#1",
        "#99999999999",
        "@ben",
        "<@UBEN|ben>",
        "<@>",
        "<at>Ben</at>",
        "<at>",
        "me",
        "most",
        "all",
        "yes",
        "no",
        "unknown",
        "critical",
        "sev1",
        "lead",
        "ops",
        "\"",
        "“",
        "”",
        "'",
        "’",
        "–",
        "—",
        "\u00A0",
        "\u200B",
        "&amp;",
        "&lt;",
        "&gt;",
        "&amp;lt;",
        "&quot;",
        "&#58;",
        "&nbsp;",
        "&",
        ";",
        ",",
        ":",
        "://",
        "https://x.test/a:b",
        "\n",
        "\0",
        "⟦b:x⟧",
        "⟦",
        "😀",
        "\uD800",
        "\uDC00",
        "١٤:٠٥",
        "İ",
        "ß",
        "INC-12",
        "inc7",
        "-",
        "worked",
        "none",
        "because",
        "the database is slow",
        "15\" screens",
        "x",
    ];

    [Fact]
    public void Every_line_reads_back_as_itself_and_every_no_has_a_next_step()
    {
        var random = new Random(20261121);
        var context = Story.ContextFor("ana");
        for (var i = 0; i < Lines; i++)
        {
            var text = Line(random);
            var line = Vocabulary.Cut(text);
            var again = Vocabulary.Cut(line.ToWords());
            Assert.True(Same(line, again), $"{i}: {Show(text)} → {Show(line.ToWords())} → {Show(again.ToWords())}");
            var parsed = CommandReader.Read(line, context);
            Assert.True((parsed.Command is null) != (parsed.Refusal is null), Show(text));
            if (parsed.Refusal is { } no)
                Assert.True(no.Next.Count > 0 && no.Because.Length > 0, Show(text));
            Assert.DoesNotContain('\0', line.Rest);
        }
    }

    [Fact]
    public void Every_line_can_be_decided()
    {
        var random = new Random(7);
        var story = Story
            .Of("checkout fails")
            .When("ben", "join")
            .When("ana", "impact some main-flow yes")
            .When("ana", "task @ben look");
        var context = Story.ContextFor("ben") with { Now = story.Now };
        for (var i = 0; i < Lines / 10; i++)
        {
            var text = Line(random);
            if (CommandReader.Read(text, context).Command is not { Access: not Access.System } command)
                continue;
            var verdict = Decider.Run(story.Incident, command, context);
            if (verdict.Refusal is { } no)
                Assert.True(no.Next.Count > 0, Show(text));
            foreach (var fact in verdict.Facts)
                Assert.NotEmpty(Markup.Plain(fact.Fact.Describe()));
        }
    }

    // A pattern that goes astray on such a line ends by its own limit of time, and throws.
    [
        Theory,
        InlineData("\"a "),
        InlineData("who: "),
        InlineData("a"),
        InlineData(":"),
        InlineData(" "),
        InlineData("&amp;"),
        InlineData("<at>"),
        InlineData("@a "),
        InlineData("how "),
        InlineData("ago "),
        InlineData("\" \"")
    ]
    public void A_long_line_is_read_without_going_astray(string bit)
    {
        var context = Story.ContextFor("ana");
        foreach (var verb in (string[])["impact", "note", "task", "ask", "update", "away"])
        {
            var parsed = CommandReader.Read($"{verb} {string.Concat(Enumerable.Repeat(bit, 10_000))}", context);
            Assert.True((parsed.Command is null) != (parsed.Refusal is null));
        }
    }

    private static string Line(Random random)
    {
        var words = Vocabulary.Commands;
        var text = new StringBuilder(random.Next(20) == 0 ? "" : words[random.Next(words.Count)].Verb);
        var keys = words[random.Next(words.Count)].Keys;
        for (var n = random.Next(8); n > 0; n--)
        {
            if (random.Next(4) > 0)
                text.Append(' ');
            text.Append(
                random.Next(6) switch
                {
                    0 when keys.Count > 0 => keys[random.Next(keys.Count)] + ":",
                    1 => ((char)random.Next(0x20, 0x2FF)).ToString(),
                    _ => Bits[random.Next(Bits.Length)],
                }
            );
        }

        return text.ToString();
    }

    private static bool Same(CommandLine a, CommandLine b) =>
        a.Verb == b.Verb && a.Rest == b.Rest && a.Keys.SequenceEqual(b.Keys);

    private static string Show(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
