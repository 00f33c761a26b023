using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>The timeline as it is read in chat, and asked for as a file.</summary>
[Trait("Requirement", "D4")]
public sealed class TimelineInChatTests
{
    [Fact]
    public void Its_lines_are_as_approved()
    {
        var story = Story.Of("cards fail").When("ana", "note first 502s at 13:58");
        var entry = story.Incident.Log.Last(line => line.Is<NoteTaken>()).Seq;
        story.When("ana", $"fix {entry} first 502s at 13:57 confirm: {entry}");
        story.When("ben", "note " + string.Join(' ', Enumerable.Repeat("a long line", 20)));
        story.When("ben", "note a slip").When("ben", "undo");
        story.When("ana", "impact who: most how-bad: main-flow ongoing: yes").When("ana", "timeline 20");
        Approved.Check("messages/timeline.txt", MessageText.Of(story.Last.Reply.Message!));
    }

    [Fact]
    public void It_shows_ten_lines_or_as_many_as_are_asked_for_up_to_fifty()
    {
        var story = Story.Of("cards fail");
        for (var n = 1; n <= 60; n++)
            story.When("ana", $"note line {n}");
        Assert.Equal(10, Lines(story.When("ana", "timeline")));
        Assert.Equal(1, Lines(story.When("ana", "timeline 1")));
        Assert.Equal(50, Lines(story.When("ana", "timeline 99")));
        foreach (var words in new[] { "timeline 0", "timeline -3", "timeline all" })
            story.When("ana", words).ThenRefused("usage", next: "/incident timeline");
    }

    [Fact]
    public void A_file_comes_into_the_room_or_to_whoever_asks_alone()
    {
        var story = Story.Of("cards fail").When("ana", "export md").ThenAnswers("uploaded into the room");
        var open = Assert.Single(story.Last.Effects.OfType<Effect.Upload>());
        Assert.Equal((Destination.Room, "md", "UANA", null), (open.To, open.Format, open.For, open.Alone));
        story
            .When("ana", "export format: .CSV", alone => alone with { IsAlone = true })
            .ThenAnswers("comes to you here");
        var alone = Assert.Single(story.Last.Effects.OfType<Effect.Upload>());
        Assert.Equal(("csv", "UANA", true), (alone.Format, alone.For, alone.Alone));
        Assert.NotEqual(open.Key, alone.Key);
        story
            .When("ana", "export canvas", alone => alone with { IsAlone = true })
            .ThenAnswers("the canvas of its room");
        Assert.Null(Assert.Single(story.Last.Effects.OfType<Effect.Upload>()).Alone);
    }

    [Theory]
    [InlineData("markdown", "md")]
    [InlineData("htm", "html")]
    [InlineData("Excel", "csv")]
    [InlineData(".pdf", "pdf")]
    public void A_format_is_understood_as_people_call_it(string typed, string format)
    {
        var story = Story.Of("cards fail").When("ana", $"export {typed}");
        Assert.Equal(format, Assert.Single(story.Last.Effects.OfType<Effect.Upload>()).Format);
    }

    [Fact]
    public void Without_a_format_the_usual_ones_are_offered_the_page_first()
    {
        var offered = Story.Of("cards fail").When("ana", "export").Last.Reply.Message!.Actions;
        Assert.Equal(["HTML", "MD", "PDF", "JSON", "CSV"], offered.Select(action => action.Label));
        Assert.Equal("export html", Assert.Single(offered, action => action.Style == ActionStyle.Primary).Command);
    }

    private static int Lines(Story story) => story.Last.Reply.Message!.Body.Split('\n').Length;
}
