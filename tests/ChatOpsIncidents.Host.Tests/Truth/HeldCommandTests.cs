namespace ChatOpsIncidents.Host.Tests.Truth;

/// <summary>What waits says what it waits for, and starts only when the one who makes it has given the last of it; over
/// signed HTTP.</summary>
public sealed class HeldCommandTests(TruthRooms rooms) : IClassFixture<TruthRooms>
{
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";
    private const string NoWayBack = "rollback none because nothing was deployed";

    [Fact, Trait("Requirement", "B3")]
    [Trait("Fault", "U6")]
    public async Task A_change_that_another_ones_end_sets_free_is_offered_back_and_never_started()
    {
        var room = await rooms.Declare("major payments fail", Impact, "rollback payments to 4.1");
        Assert.Contains("is still running", await room.Type("dev", "mitigate scale edge to 12"), Words);
        await room.Type("ben", "outcome #1 partial still falling");
        await room.Hears("mitigate scale edge to 12 is free to start");
        Assert.Equal(1, await room.Count("mitigation-started"));
        Assert.Contains("Started #2, scale: edge to 12", await room.Press("dev", "mitigate scale edge to 12"), Words);
    }

    // What only the asker saw outlives the answer that somebody else gave: its buttons say what is so now.
    [Fact, Trait("Requirement", "B3")]
    [Trait("Fault", "U12")]
    public async Task A_private_question_that_somebody_else_has_answered_says_so_when_it_is_tapped()
    {
        var room = await rooms.Declare("major invoices fail", Impact, "rollback invoices to 4.1");
        Assert.Contains("is still running", await room.Type("dev", "mitigate scale edge to 12"), Words);
        var worked = room.Buttons.Single(button => button.StartsWith("outcome #1 worked", Words));
        var both = room.Buttons.Single(button => button.EndsWith("both:", Words));
        await room.Type("ben", "outcome #1 partial still falling");
        var tapped = await rooms.Press(room.Channel, "dev", $"{room.Id} {worked}");
        Assert.Contains("helped in part (Ben", tapped, Words);
        Assert.Contains("Is it otherwise now: it worked?", tapped, Words);
        Assert.Equal(1, await room.Count("outcome-recorded"));
        var start = await rooms.Press(room.Channel, "dev", $"{room.Id} {both}");
        Assert.Contains("No other change is running any more", start, Words);
        Assert.Contains("Started #2", await room.Type("dev", "mitigate scale edge to 12 both: we hurry"), Words);
        Assert.DoesNotContain("beside another change", await room.Report(), Words);
    }

    // A sibling: who reports the end of the other change is the one whose own waits.
    [Fact]
    [Trait("Fault", "U6")]
    [Trait("Fault", "K4")]
    public async Task Ones_own_report_of_an_end_starts_nothing_either()
    {
        var room = await rooms.Declare("major search fails", Impact, "rollback search to 7.0");
        await room.Type("ana", "mitigate flag-off new-search");
        var answer = await room.Type("ana", "outcome #1 failed no change");
        Assert.Contains("is free to start; nothing was started", answer, Words);
        Assert.Contains("mitigate flag-off new-search", room.Buttons);
        Assert.Contains("Dropped what was waiting", await room.Press("ana", "drop #1"), Words);
    }

    [Fact, Trait("Requirement", "A3")]
    [Trait("Fault", "U7")]
    [Trait("Fault", "K3")]
    public async Task All_that_is_missing_stands_on_one_card_and_each_answer_says_what_is_left()
    {
        var room = await rooms.Declare("major totals are wrong", Impact, NoWayBack, "mitigate stop the nightly run");
        await room.Type("ana", "outcome #1 worked no new ones");
        var held = await room.Type("ana", "mitigate data rerun totals job for orders");
        foreach (var lack in (string[])["○ the cause that it rests on", "○ evidence", "○ the target's name"])
            Assert.Contains(lack, held, Words);
        Assert.Contains("hypothesis", room.Buttons);
        Assert.Contains("evidence", room.Buttons);
        IReadOnlyList<string> first = room.Buttons;
        await room.Type("ana", "mitigate data rerun totals job for orders");
        Assert.Equal(first, room.Buttons);

        var afterCause = await room.Type("ana", "hypothesis the night job read the rows twice");
        Assert.Contains("✓ the cause that it rests on", afterCause, Words);
        Assert.Contains("○ evidence", afterCause, Words);
        var afterEvidence = await room.Type("ana", "evidence https://backups.test/1 copy of the rows");
        Assert.Contains("✓ evidence", afterEvidence, Words);
        Assert.Contains("○ the target's name", afterEvidence, Words);
        Assert.Contains("drop #1", room.Buttons);
        Assert.Contains(
            "Started #2, data: rerun totals job for orders",
            await room.Type("ana", "mitigate data rerun totals job for orders confirm: orders"),
            Words
        );
        Assert.DoesNotContain("waits for", await room.Status(), Words);
    }

    [Fact]
    [Trait("Fault", "K3")]
    [Trait("Fault", "U7")]
    public async Task Card_and_status_name_what_is_missing_now_and_every_change_that_runs()
    {
        var room = await rooms.Declare("major cards fail");
        await room.Type("ben", "mitigate flag-off eu-cards");
        Assert.Contains("waits for the impact, a look at the rollback options (Ben", await room.Status(), Words);
        await room.Type("ana", Impact);
        var status = await room.Status();
        Assert.Contains("waits for a look at the rollback options", status, Words);
        Assert.DoesNotContain("the impact,", status, Words);
        await room.Type("ana", "rollback cards to 3.1");
        await room.Type("ben", "mitigate scale cards to 8 both: they do not touch");
        var both = await room.Status();
        Assert.Contains("#1 rollback cards to 3.1", both, Words);
        Assert.Contains("#2 scale cards to 8", both, Words);
    }

    [Fact, Trait("Requirement", "B3")]
    [Trait("Fault", "K4")]
    public async Task Of_two_that_wait_none_starts_after_the_other_without_a_new_look()
    {
        var room = await rooms.Declare("major maps fail", Impact, "rollback maps to 2.0");
        await room.Type("ben", "mitigate scale maps to 9");
        await room.Type("dev", "mitigate flag-off new-maps");
        await room.Type("ana", "outcome #1 failed no change");
        await room.Hears("mitigate scale maps to 9 is free to start");
        await room.Hears("mitigate flag-off new-maps is free to start");
        await room.Press("ben", "mitigate scale maps to 9");
        Assert.Contains(
            "#2 scale maps to 9 is still running",
            await room.Press("dev", "mitigate flag-off new-maps"),
            Words
        );
        await room.Type("ben", "outcome #2 failed worse");
        Assert.Equal(2, await room.Count("mitigation-started"));
    }

    private const StringComparison Words = StringComparison.OrdinalIgnoreCase;
}
