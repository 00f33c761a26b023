using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Host.Tests.Truth;

/// <summary>What an incident leaves behind, by words that people type in chat: a review that blames nobody, a ticket, a
/// drill of it.</summary>
public sealed class LearningTests(TruthRooms rooms) : IClassFixture<TruthRooms>
{
    private const StringComparison Words = StringComparison.OrdinalIgnoreCase;

    [Fact]
    [Trait("Requirement", "B27")]
    [Trait("Requirement", "B29")]
    public async Task A_blaming_sentence_is_kept_with_a_better_wording_and_a_nameless_note_asks_for_its_form()
    {
        var room = await rooms.Declare("past major checkout failed started: 3h ago ended: 2h ago");
        var answer = await room.Type("ana", "review lessons: Ben should have been more careful");
        Assert.Contains("reads as blame; say what would have shown or asked for it at that moment", answer, Words);
        Assert.Equal(1, await room.Count("review-section-written"));
        await room.Type("ben", "anonymous kind: confusion the two graphs look the same");
        Assert.DoesNotContain("the two graphs look the same", await room.Type("ana", "review"), Words);
    }

    [Fact]
    [Trait("Requirement", "C14")]
    public async Task A_minor_incident_is_asked_once_whether_it_was_reported_in_the_right_place()
    {
        var room = await rooms.Declare("minor the logo is blurred in the canteen");
        await room.Hears("was that the right way");
        var answer = await room.Press("ana", "ticket reporting right");
        Assert.Contains("right place", answer, Words);
        Assert.Equal(1, await room.Count("reporting-asked"));
        Assert.Equal(1, await room.Count("reporting-reviewed"));
    }

    [Fact]
    [Trait("Requirement", "B37")]
    public async Task A_famous_outage_and_an_incident_of_ours_are_played_from_chat()
    {
        var room = await rooms.Declare("past major payments failed in may started: 3h ago ended: 2h ago");
        Assert.Contains("famous-backbone", await room.Type("ana", "drill"), Words);
        var played = await rooms.Send(room.Channel, "ben", $"drill from {room.Id} tabletop");
        Assert.Contains("INC-", played.Text, Words);
        await room.Hears("There is no clock");
        var famous = await rooms.Send(room.Channel, "ben", "drill start famous-backbone");
        var drill = Regex.Match(famous.Text, @"INC-\d+").Value;
        await rooms.Send(room.Channel, "ben", $"{drill} impact who: all how-bad: whole-app ongoing: yes");
        var score = await rooms.Send(room.Channel, "ben", $"{drill} drill stop");
        Assert.Matches(@"Drill stopped: [1-9] of \d+ as hoped\.", score.Text);
        Assert.Contains("yes: Impact known", score.Text, Words);
    }
}
