namespace ChatOpsIncidents.Host.Tests.Stories;

/// <summary>What time alone brings about, by requests as Slack signs them and a turned clock.</summary>
public sealed class TurnedClockTests
{
    [Fact, Trait("Requirement", "D3"), Trait("Requirement", "C20")]
    public async Task An_update_is_asked_for_until_it_is_sent_and_a_task_until_somebody_says_how_it_goes()
    {
        await using var chat = (SlackStoryDoor)await SlackStoryDoor.Open();
        await chat.Declare("ana", "critical nobody can log in");
        await chat.Say("ben", "I am here");
        await chat.Type("ana", $"role comms {chat.Mention("ben")}");
        await chat.Press("ben", "Accept");
        await chat.Type("ana", $"task {chat.Mention("chloe")} look at the sessions in 10m");
        await chat.Forward(minutes: 11);
        Assert.True(chat.IsTold("chloe", "look at the sessions"), "Nobody asked Chloe how it goes.");
        await chat.Forward(minutes: 15);
        Assert.True(chat.IsTold("ben", "update"), "Ben got no draft.");
        await chat.Forward(minutes: 5);
        await chat.Forward(minutes: 5);
        Assert.True(chat.IsTold("ana", "update"), "The next person was not asked.");
        await chat.Forward(minutes: 5);
        await chat.Forward(minutes: 5);
        var facts = await chat.Facts();
        Assert.Contains(facts, fact => fact.StartsWith("holding-update-sent", StringComparison.Ordinal));
        Assert.True(chat.IsToldOutside("late"), "Those outside did not hear that it is late.");
        await chat.Type("ben", "update what: no log-in impact: nobody can log in doing: going back next: 30m");
        Assert.True(chat.IsToldOutside("nobody can log in"), "Those outside did not read the update.");
    }

    // The page said "overdue since", the card and the tab still "by".
    [Fact, Trait("Requirement", "B4")]
    [Trait("Fault", "U20")]
    public async Task A_step_that_is_overdue_says_so_on_card_tab_and_page()
    {
        const string Overdue = "overdue since";
        await using var chat = (SlackStoryDoor)await SlackStoryDoor.Open();
        await chat.Declare("ana", "critical nobody can log in");
        Assert.DoesNotContain(Overdue, chat.Shown("chat.update", "Record #"), StringComparison.Ordinal);
        await chat.Forward(minutes: 6);
        Assert.Contains(Overdue, chat.Shown("chat.update", "Record #"), StringComparison.Ordinal);
        Assert.Contains(Overdue, chat.Shown("views.publish", "Your roles"), StringComparison.Ordinal);
        var page = await chat.Host.Http.GetStringAsync(new Uri(chat.Host.Pages, "/incidents/INC-1"));
        Assert.Contains(Overdue, page, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "B37")]
    public async Task A_drill_is_played_to_its_score()
    {
        await using var chat = await SlackStoryDoor.Open();
        await chat.Type("ana", "drill start bad-config");
        await Minutes(chat, 4);
        await chat.Type("ana", "impact who: most how-bad: main-flow ongoing: yes");
        await Minutes(chat, 3);
        await chat.Type("ana", "drill answer 6 1");
        await chat.Type("ana", "rollback payments to 4.1");
        await Minutes(chat, 4);
        await chat.Type("ana", "outcome worked error ratio 0.1 %");
        await chat.Type("ana", "update what: slow impact: some cannot pay doing: rolled back next: 30m");
        await chat.Type("ana", "resolve rolled back payments");
        await Minutes(chat, 7);
        Assert.Contains(chat.Posts(), post => post.Contains("The drill is over: 8 of 8", StringComparison.Ordinal));
    }

    private static async Task Minutes(StoryDoor chat, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
            await chat.Forward(minutes: 1);
    }
}
