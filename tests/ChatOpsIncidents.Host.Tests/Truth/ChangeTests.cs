namespace ChatOpsIncidents.Host.Tests.Truth;

/// <summary>What is said of changes, and of the end, is true; over signed HTTP.</summary>
public sealed class ChangeTests(TruthRooms rooms) : IClassFixture<TruthRooms>
{
    private const StringComparison Words = StringComparison.OrdinalIgnoreCase;
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";
    private const string NoWayBack = "rollback none because nothing was deployed";

    [Fact]
    [Trait("Fault", "U12")]
    public async Task An_answered_message_says_the_answer_and_loses_its_buttons_and_a_turn_is_confirmed()
    {
        var room = await rooms.Declare("major payments fail", Impact, "rollback payments to 4.1");
        await room.Hears("Started #1, rollback: payments to 4.1");
        await room.Press("ana", "outcome #1 worked");
        await room.Hears("✓ Worked · Ana", "chat.update");
        var turn = await room.Press("ben", "outcome #1 failed");
        Assert.Contains("Is that wrong, and it had no effect?", turn, Words);
        Assert.Contains("worked", await room.Status(), Words);
        Assert.Contains(
            "had no effect (corrected; it said that it worked)",
            await room.Type("ben", "outcome #1 failed turned: yes"),
            Words
        );
        await room.Hears("✗ No effect · Ben", "chat.update");
    }

    [Fact]
    [Trait("Fault", "U6")]
    public async Task Without_a_number_it_asks_which_change_is_meant()
    {
        var room = await rooms.Declare("major search fails", Impact, "rollback search to 7.0");
        await room.Type("dev", "mitigate scale search to 8 both: they do not touch");
        Assert.Contains("Which change worked?", await room.Type("ben", "outcome worked error rate 0.4 %"), Words);
        Assert.Contains("outcome #1 worked observed: \"error rate 0.4 %\"", room.Buttons);
        await room.Press("ben", "outcome #1 worked observed: \"error rate 0.4 %\"");
        Assert.Contains("Which change had no effect?", await room.Type("ben", "outcome failed no change"), Words);
    }

    [Fact, Trait("Requirement", "B14")]
    [Trait("Fault", "U5")]
    public async Task The_target_is_what_is_changed_and_never_a_word_of_the_work()
    {
        var room = await rooms.Declare("minor totals are wrong", "evidence https://backups.test/1 copy");
        await room.Type("ana", "mitigate data rerun totals job for orders");
        Assert.Contains(
            "is not the target",
            await room.Type("ana", "mitigate data rerun totals job for orders confirm: rerun"),
            Words
        );
        Assert.Contains(
            "Started #1",
            await room.Type("ana", "mitigate data rerun totals job for orders confirm: orders"),
            Words
        );
    }

    // A sibling: its words hold no name, so what was typed is repeated before anything is lost.
    [Fact, Trait("Requirement", "B14")]
    [Trait("Fault", "U5")]
    public async Task A_target_that_the_words_do_not_hold_is_repeated_first()
    {
        var room = await rooms.Declare("minor rows are wrong", "evidence https://backups.test/1 copy");
        Assert.Contains("which service, table or host", await room.Type("ana", "mitigate data rerun 2 4"), Words);
        Assert.Contains(
            "You will change invoices",
            (await room.Type("ana", "mitigate data rerun 2 4 confirm: invoices")).Replace("*", ""),
            Words
        );
        var yes = room.Buttons.Single(button => button.Contains("target: \"invoices\"", Words));
        Assert.Contains("(target: invoices)", await room.Press("ana", yes), Words);
    }

    // B14
    [Theory, Trait("Requirement", "B14")]
    [InlineData("other drop table orders_tmp")]
    [InlineData("other rm -rf /var/cache")]
    [InlineData("scale purge the queue and grow it")]
    public async Task Words_that_destroy_are_seen_in_every_kind(string change)
    {
        var room = await rooms.Declare($"major {change.Split(' ')[1]} it", Impact, NoWayBack);
        Assert.Contains("destroys state", await room.Type("ana", $"mitigate {change}"), Words);
        Assert.Equal(0, await room.Count("mitigation-started"));
    }

    // B14
    [Fact, Trait("Requirement", "B14")]
    public async Task A_typed_scope_of_all_is_asked_once()
    {
        var room = await rooms.Declare("major edge is slow", Impact, NoWayBack);
        Assert.Contains("Smaller first?", await room.Type("ana", "mitigate scale edge to 12 scope: all"), Words);
        var all = room.Buttons.Single(button => button.Contains("smaller: \"no\"", Words));
        Assert.Contains("Started #1", await room.Press("ana", all), Words);
    }

    // A15
    [Fact, Trait("Requirement", "A15")]
    public async Task An_early_all_clear_is_questioned_with_a_true_wording_and_sent_only_by_the_lead_as_an_override()
    {
        const string Update = "update what: we are resolved impact: all clear doing: resting next: 30m";
        var room = await rooms.Declare("critical mail is down");
        Assert.Contains("says that it is over", await room.Type("ben", Update), Words);
        Assert.Contains(room.Buttons, button => button.StartsWith("update what:", Words) || button.Contains("doing:"));
        Assert.Contains("Only the lead", await room.Type("ben", $"{Update} anyway: yes"), Words);
        Assert.Equal(0, await room.Count("stakeholder-update-sent"));
        await room.Type("ana", $"{Update} anyway: yes");
        await room.Hears("Override of verified-recovery");
    }

    // A15, a sibling: what is denied or hoped for says nothing of the kind.
    [Fact]
    public async Task What_is_not_said_to_be_over_goes_out_at_once()
    {
        var room = await rooms.Declare("critical chat is down", Impact);
        var said = await room.Type(
            "ana",
            "update what: chat is down impact: not resolved yet doing: we stay until it is fixed next: 30m"
        );
        Assert.Contains("Update 1", said, Words);
    }

    [Fact, Trait("Requirement", "C23")]
    [Trait("Fault", "U23")]
    public async Task The_started_message_says_that_you_do_it_now_and_how()
    {
        var room = await rooms.Declare("major checkout fails service: checkout", Impact, "rollback checkout to 4.1");
        await room.Hears("You do it now: `kubectl rollout undo deploy/checkout`");
        await room.Type("ana", "mitigate flag-off the banner both: it does not touch it");
        await room.Hears("You do it now; here it is only recorded.");
    }

    [Fact, Trait("Requirement", "C12")]
    [Trait("Fault", "U24")]
    public async Task Quick_or_permanent_is_asked_only_when_the_ways_back_were_looked_at()
    {
        var room = await rooms.Declare("major reports fail", Impact);
        Assert.Equal(0, await room.Count("approach-asked"));
        await room.Type("ana", NoWayBack);
        Assert.Equal(1, await room.Count("approach-asked"));
        await room.Hears("Quick or permanent?");
    }
}
