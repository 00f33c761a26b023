using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

public sealed class GrammarTests
{
    [Theory]
    [InlineData("impact who: most how-bad: main-flow")]
    [InlineData("impact Who: most How Bad: main-flow")]
    [InlineData("impact WHO: most howbad: main-flow")]
    [InlineData("impact who: “most” how–bad: “main-flow”")]
    [InlineData("impact\u00A0who:\u00A0most, how bad: main-flow")]
    [InlineData("  IMPACT  who:most\nhow-bad:main-flow ")]
    [InlineData("INC-7 impact who: \"most\" how-bad: \"main-flow\"")]
    public void Keys_are_read_as_phones_write_them(string text)
    {
        var line = Vocabulary.Cut(text);
        Assert.Equal(("impact", "", "main-flow"), (line.Verb, line.Rest, line["how-bad"]));
        Assert.Equal("most", line["who"]!.TrimEnd(','));
    }

    [Theory]
    [InlineData("impact scope: 15\" screens who: most", "scope", "15\" screens")]
    [InlineData("impact scope: \"says who: nobody\" who: most", "scope", "says who: nobody")]
    [InlineData("impact scope: https://x.test/who: who: most", "scope", "https://x.test/who:")]
    [InlineData("impact scope: R&amp;D who: most", "scope", "R&D")]
    [InlineData("impact scope: a&amp;lt;b who: most", "scope", "a&lt;b")]
    [InlineData("impact scope: the reason who: most", "scope", "the reason")]
    [InlineData("impact scope: x-who: y who: most", "scope", "x-who: y")]
    public void A_value_runs_to_the_next_known_key(string text, string key, string value)
    {
        var line = Vocabulary.Cut(text);
        Assert.Equal((value, "most"), (line[key], line["who"]));
        Assert.Equal(line.Keys, Vocabulary.Cut(line.ToWords()).Keys);
    }

    [Fact]
    public void Text_of_a_form_that_looks_like_keys_stays_text()
    {
        var line = Vocabulary.Find("impact")!.Line("the \"who: x\" and who: y & &lt; \"") with
        {
            Keys = Vocabulary.Cut("impact scope: a").Keys.SetItem("scope", "\"a\" \"b"),
        };
        var again = Vocabulary.Cut(line.ToWords());
        Assert.Equal((line.Rest, line["scope"]), (again.Rest, again["scope"]));
    }

    [Theory]
    [InlineData("INC-12 status", "INC-12", "status")]
    [InlineData("inc12 Status", "INC-12", "status")]
    [InlineData("inc-0012 status", "INC-12", "status")]
    [InlineData("incident status", null, "incident")]
    [InlineData("INC-7 INC-12 join", "INC-12", "join")]
    public void An_id_may_come_first(string text, string? id, string verb) =>
        Assert.Equal((id, verb), (Vocabulary.Cut(text).IncidentId, Vocabulary.Cut(text).Verb));

    [Fact]
    public void A_near_miss_is_named() =>
        Story
            .Of("x")
            .When("ana", "impcat most")
            .ThenRefused("unknown-command", next: "/incident impact most")
            .When("ana", "lsit")
            .ThenRefused("unknown-command", next: "/incident list")
            .When("ana", "xyzzyplugh")
            .ThenRefused("unknown-command", next: "/incident help");

    [Theory]
    [InlineData("<@UBEN|ben> look", "Ben", "look")]
    [InlineData("<@UBEN> look", "Ben", "look")]
    [InlineData("@ben, look", "Ben", "look")]
    [InlineData("<at>ben</at> look", "Ben", "look")]
    [InlineData("<at id=\"0\">ben</at> look", "Ben", "look")]
    [InlineData("me look", "Ana", "look")]
    [InlineData("@me look", "Ana", "look")]
    public void People_are_found_as_they_are_written(string text, string name, string rest)
    {
        var (person, after) = People.First(text, Story.ContextFor("ana"));
        Assert.Equal((name, rest), (person?.Name, after));
    }
}
