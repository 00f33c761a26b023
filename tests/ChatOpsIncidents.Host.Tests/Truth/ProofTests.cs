namespace ChatOpsIncidents.Host.Tests.Truth;

/// <summary>What was proven, and what became of changes and of data, is said truly; over signed HTTP.</summary>
public sealed class ProofTests(TruthRooms rooms) : IClassFixture<TruthRooms>
{
    private const StringComparison Words = StringComparison.OrdinalIgnoreCase;
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";
    private const string Url = "https://grafana.test/d/pay";

    private Task<TruthRoom> Mitigated(string title, string more = "") =>
        rooms.Declare($"major {title}", Impact + more, $"rollback {title.Split(' ')[0]} to 4.1", "outcome #1 worked");

    // A7, B42.7
    [Fact, Trait("Requirement", "A7"), Trait("Requirement", "C25"), Trait("Requirement", "B42.7")]
    public async Task A_proof_is_the_value_now_and_the_value_before_and_no_worse()
    {
        var room = await Mitigated("payments fail");
        Assert.Contains("is no value", await room.Type("ana", $"verify manual {Url} ok"), Words);
        Assert.Contains("A link alone is no value", await room.Type("ana", $"verify manual {Url}"), Words);
        Assert.Contains("what was it before", await room.Type("ana", $"verify manual {Url} errors 40 %"), Words);
        Assert.Contains(
            "40 % now against 0.1 % before",
            await room.Type("ana", $"verify manual {Url} errors 40 % before: 0.1 %"),
            Words
        );
        Assert.Contains(
            "92 % now against 99.3 % before",
            await room.Type("ana", $"verify manual {Url} success rate 92 %, baseline 99.3 %"),
            Words
        );
        Assert.Contains(
            "Recovery seen: success rate 99.2 %, before the incident 99.3 %",
            await room.Type("ana", $"verify manual {Url} success rate 99.2 %, baseline 99.3 %"),
            Words
        );
    }

    [Fact]
    [Trait("Fault", "U40")]
    public async Task What_a_sentence_leaves_behind_is_no_part_of_the_value()
    {
        var room = await Mitigated("invoices fail");
        var said = await room.Type("ana", $"verify manual {Url} error ratio is at 0.1 % on before: 0.1 %,");
        Assert.Contains("Recovery seen: error ratio is at 0.1 %, before the incident 0.1 % (", said, Words);
    }

    [Fact, Trait("Requirement", "A12")]
    [Trait("Fault", "U10")]
    public async Task Armed_on_a_typed_proof_it_asks_for_a_second_look_and_never_resolves_on_silence()
    {
        var room = await Mitigated("orders fail");
        Assert.Contains("Recovery is not proven yet", await room.Type("ana", "resolve rolled back"), Words);
        await room.Type("ana", $"verify manual {Url} error ratio 0.1 %, as before");
        await room.Hears("Look once more: is it still error ratio 0.1 %?");
        Assert.Equal(0, await room.Count("incident-resolved"));
        await room.Press("ben", "verify still");
        Assert.Equal(1, await room.Count("incident-resolved"));
        await room.Hears("*Resolved*: rolled back");
    }

    // A sibling: what was seen is gone.
    [Fact, Trait("Requirement", "A12")]
    [Trait("Fault", "U10")]
    public async Task Not_any_more_brings_it_back_and_nothing_resolves()
    {
        var room = await rooms.Declare("critical logins fail", Impact, "rollback logins to 4.1", "outcome #1 worked");
        await room.Type("ana", $"verify manual {Url} error ratio 0.2 %, as before");
        await room.Hears("is it still error ratio 0.2 %?");
        Assert.Contains("not as before any more", await room.Press("ben", "verify gone"), Words);
        Assert.Contains("Recovery is not proven yet", await room.Type("ana", "resolve"), Words);
    }

    [Fact]
    [Trait("Fault", "U21")]
    public async Task A_resolve_by_mistake_is_disarmed_and_derails_nothing()
    {
        var room = await rooms.Declare("major uploads fail");
        await room.Type("ana", "resolve");
        Assert.Contains("disarm", room.Buttons);
        var status = await room.Status();
        Assert.Contains("Say who is hit", status, Words);
        Assert.Contains("armed by Ana", status, Words);
        Assert.Contains("Resolve disarmed", await room.Press("ana", "disarm"), Words);
        Assert.DoesNotContain("armed by", await room.Status(), Words);
    }

    [Fact] // A sibling: once disarmed, a proof resolves nothing
    [Trait("Fault", "U21")]
    public async Task What_was_disarmed_is_not_resolved_by_a_later_proof()
    {
        var room = await Mitigated("downloads fail");
        await room.Type("ana", "resolve");
        await room.Press("ana", "disarm");
        await room.Type("ana", $"verify manual {Url} error ratio 0.4 %, as before");
        await room.Hears("is it still error ratio 0.4 %?");
        await room.Press("ben", "verify still");
        Assert.Equal(0, await room.Count("incident-resolved"));
        Assert.Contains("Recovery is proven", await room.Type("ana", "verify"), Words);
    }

    [Fact]
    [Trait("Fault", "K2")]
    public async Task A_check_of_several_words_is_accepted_and_an_unknown_one_is_refused_with_the_list()
    {
        var room = await Mitigated("checkout fails");
        Assert.Contains(
            "No recovery check is known",
            await room.Type("ana", "verify accept error ratio it lags"),
            Words
        );
        await room.Type("ana", "service checkout");
        var unknown = await room.Type("ana", "verify accept moon phase it is full");
        Assert.Contains("is no check", unknown, Words);
        Assert.Contains("error ratio", unknown, Words);
        Assert.Contains(
            "error ratio need not be waited for: it lags an hour",
            await room.Type("ana", "verify accept error ratio because it lags an hour"),
            Words
        );
    }

    [Fact]
    [Trait("Fault", "U9")]
    public async Task Damaged_data_lowers_nothing_says_what_comes_next_and_holds_back_the_end()
    {
        var room = await rooms.Declare("critical rows are wrong");
        var impact = await room.Type("ana", "impact who: some how-bad: main-flow ongoing: yes data: corrupt");
        Assert.DoesNotContain("severity major", string.Join(' ', room.Buttons), Words);
        Assert.DoesNotContain("That speaks for Major", impact, Words);
        await room.Type("ana", "path data");
        Assert.Contains("stop the writes first", await room.Status(), Words);
        await room.Type("ana", "mitigate read-only orders-db");
        await room.Type("ana", "outcome #1 worked");
        Assert.Contains("Keep a copy", await room.Status(), Words);
        await room.Type("ana", "evidence https://backups.test/1 copy");
        Assert.Contains("Repair or restore", await room.Status(), Words);
        await room.Type("ana", "rollback none because the rows are written");
        await room.Type("ana", "mitigate restore orders-db both: writing has stopped confirm: orders-db");
        Assert.Contains("Say what came of #2", await room.Status(), Words);
        await room.Type("ana", "outcome #2 worked");
        Assert.Contains("Reconcile", await room.Status(), Words);
        await room.Type("ana", "override verified-recovery it is a test");
        Assert.Contains("Data is corrupt", await room.Type("ana", "resolve restored"), Words);
        await room.Type("ana", "data repaired totals match the ledger");
        await room.Type("ana", "resolve restored");
        var status = await room.Status();
        Assert.DoesNotContain("going on", status, Words);
        Assert.Contains("repaired: totals match the ledger", status, Words);
    }

    // A sibling: exposed data, accepted because.
    [Fact]
    [Trait("Fault", "U9")]
    public async Task Exposed_data_is_accepted_only_with_a_reason()
    {
        var room = await rooms.Declare("minor a list was public", "data exposed");
        Assert.Contains("Data is exposed", await room.Type("ana", "resolve taken down"), Words);
        await room.Type("ana", "data accepted because it was public before");
        Assert.Contains("Resolved", await room.Type("ana", "resolve taken down"), Words);
    }
}
