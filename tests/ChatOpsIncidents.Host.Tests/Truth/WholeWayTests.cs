namespace ChatOpsIncidents.Host.Tests.Truth;

/// <summary>From the declaration to the closed review, and what people do together on the way: typed and pressed over
/// signed HTTP, and read in the exported file.</summary>
public sealed class WholeWayTests(TruthRooms rooms) : IClassFixture<TruthRooms>
{
    private const StringComparison Words = StringComparison.OrdinalIgnoreCase;
    private const string Impact = "impact who: most how-bad: main-flow ongoing: yes";
    private const string Few = "impact who: some how-bad: main-flow ongoing: yes";
    private const string Ben = "<@U0BENMAIER|ben>";
    private const string Dev = "<@U0DEVMEHTA|dev>";

    [Fact]
    [Trait("Requirement", "A13")]
    [Trait("Requirement", "B1")]
    [Trait("Requirement", "B42.1")]
    [Trait("Requirement", "B42.6")]
    [Trait("Requirement", "B42.8")]
    [Trait("Requirement", "B42.9")]
    [Trait("Requirement", "C1")]
    [Trait("Requirement", "C2")]
    [Trait("Requirement", "C26")]
    [Trait("Requirement", "C30")]
    public async Task Each_step_of_an_incident_stands_in_its_report_with_its_time()
    {
        var room = await rooms.Declare("major tickets cannot be printed", Impact);
        Assert.Contains("lead", await room.Type("ana", "roles"), Words);
        await room.Type("ana", "severity major the gates are closed");
        await room.Type("ana", "started 55m ago");
        await room.Type("ben", "rollback tickets to 7.1");
        await room.Type("ben", "note the pool is empty server: lb-2 build-from: 7.2 build-to: 7.1");
        await room.Type("ana", "update what: no tickets impact: queues at the gates doing: going back next: 30m");
        await room.Type("ben", "outcome worked tickets are printed");
        await Resolved(room, "0.3 %");
        await room.Hears("rest now");
        var report = await room.Report();
        foreach (var goal in (string[])["Service restored safely", "People informed", "Something learnt"])
            Assert.Contains($"- **{goal}:**", report, Words);
        Assert.Contains("Noticed 5", report, Words);
        Assert.Contains("Order kept | 100 %", report, Words);
        Assert.Contains("server lb-2, build from 7.2, build to 7.1", report, Words);
        foreach (var step in (string[])["lead", "rollback", "update", "note", "verify"])
            Assert.Matches($"`/incident {step}` \\| 20..-", report);
        Assert.All(rooms.Calls.Where(call => call.Method == "chat.postMessage"), call => IsCalm(call.Text));
    }

    [Fact]
    [Trait("Requirement", "A6")]
    [Trait("Requirement", "A23")]
    [Trait("Requirement", "B27")]
    [Trait("Requirement", "B35")]
    [Trait("Requirement", "B36")]
    [Trait("Requirement", "B42.10")]
    [Trait("Requirement", "C29")]
    [Trait("Requirement", "C34")]
    [Trait("Requirement", "C35")]
    public async Task What_was_learnt_becomes_actions_and_a_session_before_it_is_closed()
    {
        var room = await rooms.Declare("major parcels have no label", Impact, "rollback labels to 3.0");
        await room.Type("ana", "finding runbook-gap none for the printers");
        await room.Type("ana", "finding ownership-gap nobody owns the printers");
        await room.Type("ana", "outcome worked labels are back");
        await Resolved(room, "0.4 %");
        Assert.Contains("a runbook for what had none", await room.Report(), Words); // within two days
        await room.Type("ben", "gap no alert on the label queue");
        await room.Press("ben", "action finding 3");
        Assert.Contains("Close the gap: no alert on the label queue", await room.Report(), Words);
        Assert.Contains("not to blame", await room.Type("ana", "review"), Words);
        Assert.Contains("reads as blame", await room.Type("ana", "factor process Ben ignored the alert"), Words);
        await room.Type("ana", "review summary: a b well: c d poorly: e f lessons: g h");
        Assert.Contains("factor 1", await room.Type("ana", "close"), Words);
        await room.Type("ana", "share");
        await room.Type("ana", "session in 3 days https://meet.acme.test/weekly");
        await room.Hears("https://meet.acme.test/weekly");
        await room.Type("ben", "session prepared");
        Assert.Equal(1, await room.Count("session-prepared"));
        var report = await room.Report();
        foreach (var part in (string[])["Findings", "nobody owns the printers", "Lessons", "Factor 1"])
            Assert.Contains(part, report, Words);
    }

    [Fact]
    [Trait("Requirement", "A11")]
    [Trait("Requirement", "C21")]
    [Trait("Requirement", "C22")]
    public async Task Going_back_is_offered_first_and_to_leave_it_needs_a_reason()
    {
        var room = await rooms.Declare("major payments are refused service: payments", Impact);
        var ways = await room.Type("ana", "rollback");
        Assert.Contains("Going back is often faster and safer", ways, Words);
        Assert.True(ways.IndexOf("to the build before", Words) < ways.IndexOf("Fail over", Words), ways);
        Assert.Contains("look at the rollback options", await room.Type("ana", "mitigate scale payments to 12"), Words);
        Assert.Contains("why", await room.Type("ana", "rollback no payments"), Words);
        Assert.Equal(0, await room.Count("mitigation-started"));
        await room.Type("ana", "rollback no payments the schema was migrated");
        Assert.Equal(1, await room.Count("mitigation-started"));
        Assert.Contains("the schema was migrated", await room.Report(), Words);
    }

    [Fact]
    [Trait("Requirement", "C16")]
    [Trait("Requirement", "C17")]
    [Trait("Requirement", "C19")]
    [Trait("Requirement", "C24")]
    public async Task People_are_asked_given_tasks_and_heard_at_once()
    {
        var room = await rooms.Declare("major the site does not open", Few, "rollback site to 2.0");
        await room.Type("ana", $"ask does it open for you? {Ben} {Dev}");
        await room.Hears("does it open for you?");
        await room.Press("ben", "answer 1 no");
        await room.Press("dev", "answer 1 no");
        Assert.Equal(2, await room.Count("question-answered"));
        await room.Hears("impact who: all", "chat.update");
        await room.Press("ana", "impact who: all");
        Assert.True(await Wait.For(async () => (await room.Report()).Contains("all users", Words)));
        Assert.Contains("task #1", await room.Type("ana", $"task {Ben} look at the database in 10m"), Words);
        await room.Type("ana", $"task {Dev} trace the slow requests in 10m");
        var tasks = await room.Type("ana", "tasks");
        foreach (var words in (string[])["Ben", "look at the database", "Dev", "trace the slow requests"])
            Assert.Contains(words, tasks, Words);
        await room.Type("dev", "found the index is missing since noon");
        await room.Hears("the index is missing since noon");
    }

    // A value of its own: what others were asked is not taken for it.
    private static async Task Resolved(TruthRoom room, string now)
    {
        await room.Type("ana", $"verify manual https://grafana.test/d/1 error ratio {now} before: {now}");
        await room.Type("ana", "resolve as it was");
        await room.Hears($"Still {now}");
        await room.Press("ana", "verify still");
        Assert.True(await Wait.For(async () => await room.Count("incident-resolved") == 1), await room.Status());
    }

    // Nobody is shouted at.
    private static void IsCalm(string text)
    {
        Assert.DoesNotContain("!", text.Replace("<!", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotMatch("[A-Z]{5,} [A-Z]{5,}", text);
    }
}
