using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Platforms.Slack;

namespace ChatOpsIncidents.Host.Tests.Slack;

public sealed class SlackTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 14, 10, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d")]
    [InlineData(
        "<!channel> <!here|x> <!subteam^S1> <@U1><!here>",
        "&lt;!channel&gt; &lt;!here|x&gt; &lt;!subteam^S1&gt; <@U1>&lt;!here&gt;"
    )]
    [InlineData(
        "ask <@U012AB|ben> in <#C9X|ops>, see <https://x.test/a|the \"page\">",
        "ask <@U012AB> in <#C9X>, see <https://x.test/a|the \"page\">"
    )]
    [InlineData("⟦@U012AB⟧ in ⟦#C9X⟧", "<@U012AB> in <#C9X>")]
    [InlineData("⟦@SGROUP1⟧", "<!subteam^SGROUP1>")]
    [InlineData("⟦@!channel⟧ ⟦@U1|x⟧ ⟦#> <!here⟧", "@!channel @U1|x #&gt; &lt;!here")]
    [InlineData("⟦b:very *bold*⟧ and ⟦c:`rm` -rf⟧", "*very ∗bold∗* and `'rm' -rf`")]
    [InlineData("⟦l:https://x.test/?a=1&b=<2>|see | it > here⟧", "<https://x.test/?a=1&amp;b=%3C2%3E|see ¦ it › here>")]
    [InlineData("⟦l:javascript:alert(1)|click⟧", "click")]
    [InlineData("see https://x.test/a?b=1&c=2, please", "see <https://x.test/a?b=1&amp;c=2>, please")]
    [InlineData("⟦t:2026-11-21T14:05:00Z⟧", "<!date^1795269900^{time}|14:05 UTC>")]
    [InlineData("⟦t:2026-11-12T14:05:00Z⟧", "<!date^1794492300^{date_short_pretty} {time}|2026-11-12 14:05 UTC>")]
    [InlineData("⟦b:unclosed", "⟦b:unclosed")]
    public void Marks_become_Slacks_and_words_are_escaped(string text, string expected) =>
        Assert.Equal(expected, SlackText.Fit(text, 3_000, Now));

    [Theory]
    [InlineData("ab&cd", 5, "ab…")]
    [InlineData("ab&cd", 9, "ab&amp;cd")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("abcde", 5, "abcde")]
    [InlineData("ab👩‍🚒cd", 5, "ab…")]
    [InlineData("hi ⟦@U0123456789⟧ there", 10, "hi …")]
    public void Cuts_by_whole_characters_after_escaping(string text, int max, string expected) =>
        Assert.Equal(expected, SlackText.Fit(text, max, Now));

    [Fact]
    public void A_long_body_is_broken_at_line_ends()
    {
        var text = string.Join('\n', Enumerable.Range(1, 10).Select(i => $"line {i} & more"));
        var pieces = SlackText.Pieces(text, 60, 3, Now);
        Assert.Equal(3, pieces.Count);
        Assert.All(pieces, p => Assert.InRange(p.Length, 1, 60));
        Assert.Equal("line 1 &amp; more\nline 2 &amp; more\nline 3 &amp; more", pieces[0]);
        Assert.EndsWith("\n…", pieces[2]);
    }

    [Fact]
    public void A_quotation_keeps_its_mark_and_nothing_else_does() =>
        Assert.Equal(
            ["> he said &gt; 5\nplain &gt; text\n> • item"],
            SlackText.Pieces("> he said > 5\nplain > text\n> • item", 3_000, 5, Now)
        );

    [Fact]
    public void Blank_lines_between_paragraphs_stay() =>
        Assert.Equal(["one\n\ntwo"], SlackText.Pieces("one\n\ntwo", 3_000, 5, Now));

    [Fact]
    public void A_mark_over_two_lines_is_shown_in_one() =>
        Assert.Equal(["*a b*\nc"], SlackText.Pieces(Markup.Bold("a\nb") + "\nc", 3_000, 5, Now));
}
