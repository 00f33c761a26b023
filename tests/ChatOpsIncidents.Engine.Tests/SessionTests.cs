using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>The session about a review in people's calendars, and what it talks over.</summary>
public sealed class SessionTests
{
    [Fact, Trait("Requirement", "B38"), Trait("Requirement", "C35")]
    public void A_meeting_of_its_own_comes_into_each_calendar_and_into_the_room_with_three_questions()
    {
        var story = Shared().When("ana", "session 2026-11-27 15:00 where: room 3").Then("session-planned");
        var invited = Invitations(story);
        Assert.Equal(["UANA", "UBEN"], invited.Select(one => one.Person).Order());
        Assert.All(invited, one => Assert.Equal((0, "room 3", null), (one.Number, one.Where, one.OffBecause)));
        Assert.Contains(
            story.Last.Effects,
            effect => effect is Effect.Upload { Format: Effect.Upload.CalendarFormat } up && up.To == Destination.Room
        );
        var direct = Assert.Single(story.Last.Effects.OfType<Effect.Direct>());
        Approved.Check("messages/session.txt", MessageText.Of(direct.Message));
        story.When("ana", "review").ThenAnswers("Communication: what would have told people faster?");
    }

    [Fact, Trait("Requirement", "C35")]
    public void One_that_is_moved_or_called_off_is_so_in_calendars_too()
    {
        var story = Shared().When("ana", "session 2026-11-27 15:00").When("ana", "session 2026-11-30 10:00");
        Assert.All(Invitations(story), one => Assert.Equal((1, null), (one.Number, one.OffBecause)));
        story.When("ben", "session cancel half of us are ill").Then("session-cancelled");
        Assert.All(Invitations(story), one => Assert.Equal((2, "half of us are ill"), (one.Number, one.OffBecause)));
        Assert.Contains(story.Last.Effects, effect => effect is Effect.Direct { Person: "UANA" });
        Assert.Null(story.Incident.Session);
        Assert.DoesNotContain("session", story.Incident.Deadlines.Keys);
        story.When("ana", "session off").ThenRefused("no-session");
        story.When("ana", "session 2026-12-01 10:00");
        Assert.All(Invitations(story), one => Assert.Equal((3, null), (one.Number, one.OffBecause)));
    }

    [Fact, Trait("Requirement", "C34")]
    public void An_item_of_another_meeting_is_in_no_calendar_twice()
    {
        var story = Shared().When("ana", "session 2026-11-27 15:00 https://meet.example.com/weekly");
        Assert.Empty(Invitations(story));
        Assert.DoesNotContain(story.Last.Effects, effect => effect is Effect.Upload);
        story.ThenRoomHears("as an item of");
        story = Shared().When("ana", "session 2026-11-27 15:00");
        story.When("ana", "session 2026-11-27 16:00 https://meet.example.com/weekly");
        Assert.All(Invitations(story), one => Assert.Equal("it is an item of another meeting", one.OffBecause));
        story.When("ana", "session 2026-11-30 16:00 where: room 3");
        Assert.All(Invitations(story), one => Assert.Null(one.OffBecause));
    }

    [Fact]
    public void What_is_reopened_has_no_session_any_more_and_whoever_was_asked_to_it_hears_so()
    {
        var story = Shared().When("ana", "session 2026-11-27 15:00").When("ana", "reopen the errors are back");
        Assert.Contains(story.Last.Facts, fact => fact.Fact is SessionCancelled);
        Assert.All(Invitations(story), one => Assert.Equal("the incident was reopened", one.OffBecause));
        Assert.NotEmpty(Invitations(story));
    }

    [Fact]
    public void The_title_of_a_private_incident_stands_in_no_mail()
    {
        var story = Story.Nothing().When("ana", "declare private medium keys leaked").When("ana", "note one");
        story.When("ana", "override verified-recovery they are new").When("ana", "resolve they are new");
        story.When("ana", "share").When("ana", "session 2026-11-27 15:00").Then("session-planned");
        Assert.Equal("", Assert.Single(Invitations(story)).Title);
    }

    // Ben writes something just before: nobody is interrupted, and those invited are asked together.
    [Fact, Trait("Requirement", "C35")]
    public void Who_is_in_the_middle_of_something_has_the_reminder_of_a_session_wait()
    {
        var story = Shared().When("ana", "session 2026-11-27 15:00");
        var reminder = new DateTimeOffset(2026, 11, 26, 15, 0, 0, TimeSpan.Zero);
        var busy = TimeSpan.FromSeconds(30);
        story.After(reminder - TimeSpan.FromSeconds(10) - story.Now).When("ben", "note the queue is empty");
        story.After(busy - TimeSpan.FromSeconds(1));
        Assert.Empty(Reminders(story));
        story.After(TimeSpan.FromSeconds(1));
        var reminded = Assert.Single(Reminders(story));
        Assert.Equal(["UANA", "UBEN"], reminded.People.Select(person => person.Id).Order());
    }

    private static IEnumerable<SessionReminded> Reminders(Story story) =>
        story.Steps.SelectMany(step => step.Verdict.Facts).Select(fact => fact.Fact).OfType<SessionReminded>();

    private static Story Shared() => ReviewStory.Resolved().When("ana", "share");

    private static List<Effect.Invitation> Invitations(Story story) =>
        [.. story.Last.Effects.OfType<Effect.Invitation>()];
}
