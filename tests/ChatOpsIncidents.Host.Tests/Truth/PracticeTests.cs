namespace ChatOpsIncidents.Host.Tests.Truth;

/// <summary>What people promised themselves for incidents, done as they do it: typed and pressed over signed
/// HTTP.</summary>
public sealed class PracticeTests(TruthRooms rooms) : IClassFixture<TruthRooms>
{
    private const StringComparison Words = StringComparison.OrdinalIgnoreCase;
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";
    private const string NoWayBack = "rollback none because nothing was deployed";

    [Fact]
    [Trait("Requirement", "A17")]
    [Trait("Requirement", "B2")]
    [Trait("Requirement", "B5")]
    [Trait("Requirement", "B6")]
    [Trait("Requirement", "B8")]
    [Trait("Requirement", "B9")]
    [Trait("Requirement", "B11")]
    [Trait("Requirement", "C3")]
    [Trait("Requirement", "C13")]
    public async Task First_it_is_asked_what_is_seen_since_when_and_how_far_it_reaches()
    {
        var room = await rooms.Declare("major badges do not open doors");
        var first = await room.Status();
        foreach (var question in (string[])["What changed?", "What is broken, what works?", "How far does it reach?"])
            Assert.Contains(question, first, Words);
        await room.Type("ben", "pause");
        await room.Hears("Let's gather signals, form one hypothesis, test it, and reassess.");
        Assert.Contains("UTC", await room.Type("ana", "started 20m ago"), Words);
        var impact = await room.Type(
            "ana",
            "impact who: some how-bad: secondary ongoing: yes working: \"the main gate\" scope: \"north wing\""
        );
        Assert.Contains("some users", impact, Words);
        Assert.Contains("That speaks for Minor", impact, Words);
        var status = await room.Status();
        Assert.Contains("the main gate", status, Words);
        Assert.Contains("north wing", status, Words);
        await room.Type("ana", "detected-by customer");
        Assert.Equal(1, await room.Count("finding-recorded"));
        var help = await room.Type("ana", "help all");
        foreach (var group in (string[])["Prepare", "Detect and analyse", "Contain and recover", "Review"])
            Assert.Contains(group, help, Words);
    }

    [Fact]
    [Trait("Requirement", "B15")]
    [Trait("Requirement", "B16")]
    [Trait("Requirement", "C8")]
    [Trait("Requirement", "C14")]
    [Trait("Requirement", "C18")]
    public async Task News_comes_by_mail_with_links_a_plan_and_no_page_for_what_is_minor()
    {
        var room = await rooms.Declare(
            "minor the logo is blurred service: payments source: email reported-by: ops@acme.test"
        );
        Assert.Contains("https://grafana.example.com/d/payments", await room.Status(), Words);
        Assert.Equal(0, await room.Count("people-paged"));
        var plan = await room.Type("ana", "plan");
        Assert.Contains("how people are kept informed", plan, Words);
        Assert.Contains("no regular updates (Minor)", plan, Words);
        await room.Type("ana", "severity critical it is the whole shop");
        Assert.Contains("every 30m (Critical)", await room.Type("ana", "plan"), Words);
    }

    [Fact]
    [Trait("Requirement", "A2")]
    [Trait("Requirement", "B7")]
    [Trait("Requirement", "B12")]
    [Trait("Requirement", "B42.4")]
    [Trait("Requirement", "B42.5")]
    public async Task One_theory_is_tested_with_evidence_for_and_against_it()
    {
        var room = await rooms.Declare("major mails are late", Impact, NoWayBack, "mitigate none because we cannot");
        await room.Type("ana", "hypothesis the pool is empty");
        Assert.Contains("a guess so far", await room.Status(), Words);
        Assert.Contains("One theory at a time", await room.Type("ben", "hypothesis the disk is full"), Words);
        await room.Type("ben", "evidence against https://grafana.test/d/pool 40 %");
        Assert.DoesNotContain("a guess so far", await room.Status(), Words);
        await room.Type("ana", "test compare the pools of both zones");
        Assert.Equal(1, await room.Count("test-started"));
        Assert.Contains("refuted", await room.Type("ana", "verdict #1 refuted it was never over 40 %"), Words);
    }
}
