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

    // Data that is damaged is damaged more each minute, whatever path was tapped.
    [Theory, Trait("Requirement", "B14")]
    [InlineData("corrupt", "read-only orders-db")]
    [InlineData("lost", "stop the nightly job")]
    [InlineData("exposed", "block the export")]
    public async Task What_stops_the_damage_to_data_waits_for_no_look_at_the_rollback_options(
        string data,
        string change
    )
    {
        var room = await rooms.Declare($"critical {data} rows", $"{Impact} data: {data}");
        Assert.Contains("Started #1", await room.Type("ana", $"mitigate {change}"), Words);
        await room.Type("ana", "outcome #1 worked");
        await room.Type("ana", "evidence https://backups.test/1 copy of the rows");
        var repair = await room.Type("ana", "mitigate restore orders-db confirm: orders-db");
        Assert.Contains("First look at the rollback options", repair, Words);
        await room.Type("ana", NoWayBack);
        Assert.Contains("| Order kept | 100 % |", await room.Report(), Words);
    }

    [Fact, Trait("Requirement", "B28")]
    [Trait("Fault", "U11")]
    public async Task The_report_begins_with_a_capital_and_names_what_helped_and_what_helped_in_part()
    {
        var room = await rooms.Declare("major nobody can pay", Impact, "rollback payments");
        await room.Type("ben", "outcome #1 partial fewer errors");
        Assert.Contains("What helped in part: rollback payments.", await room.Report(), Words);
        await room.Type("dev", "mitigate scale edge to 12");
        await room.Type("dev", "outcome #2 worked");
        var report = await room.Report();
        Assert.Contains("\nNobody can pay. Affected: ", report, StringComparison.Ordinal);
        Assert.Contains("What helped: scale edge to 12; in part: rollback payments.", report, Words);
    }

    // A sibling: nothing is left open in the report of what is over, and the last update says that it is.
    [Fact, Trait("Requirement", "B42")]
    public async Task The_report_of_what_is_over_leaves_no_step_open_and_the_last_update_says_resolved()
    {
        var room = await rooms.Declare("major iOS app fails", Impact, "wait Stripe");
        await room.Type("ana", "wait Stripe news: works");
        await room.Type("ana", "update what: cards fail impact: few can pay doing: we look next: 30m");
        await room.Type("ana", "override verified-recovery Ana saw it");
        await room.Type("ana", "resolve");
        await room.Hears("Major, Resolved");
        var report = await room.Report();
        Assert.Contains("\niOS app fails. ", report, StringComparison.Ordinal);
        Assert.Contains("not needed: Stripe made it work again", report, StringComparison.Ordinal);
        Assert.Contains("| not done |", report, StringComparison.Ordinal);
        Assert.DoesNotContain("| open |", report, StringComparison.Ordinal);
        Assert.Contains("Resolved: Stripe made it work again", report, StringComparison.Ordinal);
    }

    // The question of an hour ago: whoever taps its answer is told what is so now.
    [Fact, Trait("Requirement", "C28")]
    [Trait("Fault", "U12")]
    public async Task An_old_question_for_news_neither_begins_a_wait_again_nor_ends_what_is_over()
    {
        var room = await rooms.Declare("major cards fail", Impact, "wait Stripe");
        await room.Type("ana", "wait Stripe news: none");
        await room.Type("ben", "wait Stripe news: works");
        foreach (var late in (string[])["none", "works"])
        {
            Assert.Contains(
                "Nobody waits for Stripe any more",
                await room.Type("ana", $"wait Stripe news: {late}"),
                Words
            );
        }

        Assert.Equal(1, await room.Count("wait-ended"));
        Assert.Equal(2, await room.Count("wait-started"));
    }

    // Whoever sends an update has just written it, and reads it where it went.
    [Fact]
    [Trait("Fault", "U13")]
    public async Task An_updates_words_are_not_repeated_to_the_one_who_sent_it()
    {
        var room = await rooms.Declare("major lists fail", Impact);
        var sent = await room.Type("ana", "update what: lists are empty impact: few see it doing: we look next: 30m");
        Assert.Contains("Update 1 is sent. Next update", sent, Words);
        Assert.DoesNotContain("lists are empty", sent, Words);
        await room.Hears("lists are empty");
    }

    // What an answered message says is so: nobody does what has ended.
    [Fact]
    [Trait("Fault", "U23")]
    public async Task The_started_message_of_a_change_that_ended_tells_nobody_to_do_it()
    {
        var room = await rooms.Declare("major files fail", Impact, "rollback files to 4.1");
        await room.Hears("You do it now");
        await room.Type("ana", "outcome #1 worked");
        var answered = await rooms.Seen(
            0,
            call =>
                call.Method == "chat.update"
                && call.Text.Contains("files to 4.1", Words)
                && call.Text.Contains("✓ Worked", Words)
        );
        Assert.NotNull(answered);
        Assert.DoesNotContain("You do it now", answered.Text, Words);
    }
}
