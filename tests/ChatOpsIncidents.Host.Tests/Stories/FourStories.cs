namespace ChatOpsIncidents.Host.Tests.Stories;

/// <summary>Four whole incidents, told once for every platform.</summary>
internal static class FourStories
{
    /// <summary>All of them by name.</summary>
    public static readonly IReadOnlyDictionary<string, Func<StoryDoor, Task>> All = new Dictionary<
        string,
        Func<StoryDoor, Task>
    >
    {
        ["rolled back before it was declared"] = RolledBackFirst,
        ["a supplier's outage"] = Supplier,
        ["corrupt data at night"] = CorruptData,
        ["a cause that had to be found"] = Cause,
    };

    private static async Task RolledBackFirst(StoryDoor chat)
    {
        await chat.Declare("ana", "major checkout fails since payments 4.2");
        await chat.Say("ben", "that was payments 4.2, I have it");
        await chat.Type("ben", "rollback payments to 4.1 10m ago");
        await Impact(chat, "most", "no");
        await chat.Type("ben", "outcome worked errors down to 0.1 %");
        await Prove(chat, "payments 4.2 rolled back", "error ratio", "0.1 %", "0.1 %");
    }

    private static async Task Supplier(StoryDoor chat)
    {
        await chat.Declare("ana", "major card payments time out");
        await Impact(chat, "most", "yes");
        await chat.Type("ana", "rollback none because nothing of ours changed");
        await chat.Type("ana", "wait Stripe https://status.stripe.com check 1h");
        await chat.Type(
            "ana",
            "update what: cards time out at our supplier impact: most customers cannot pay by card"
                + " doing: the supplier is working on it next: 3h30m"
        );
        await chat.Forward(minutes: 61);
        await chat.Press("ana", "Still waiting");
        await chat.Forward(minutes: 61);
        await chat.Press("ana", "It works again");
        await Prove(chat, "the supplier has fixed it", "success", "99.2 %", "99.3 %");
    }

    private static async Task CorruptData(StoryDoor chat)
    {
        await chat.Declare("ana", "critical orders show the wrong totals");
        await chat.Type("ana", "mitigate read-only orders-db"); // held: what is hit comes first
        await chat.Submit("ana", ("who", "all"), ("how-bad", "main-flow"), ("ongoing", "yes"), ("data", "corrupt"));
        await chat.Type("ana", "rollback none because the migration cannot be undone");
        await chat.Forward(minutes: 6);
        await chat.Type("ana", "evidence https://backups.test/orders-0315 snapshot of the corrupt state");
        await chat.Type("ana", "mitigate restore orders-db from 02:00 confirm: orders-db both: writing has stopped");
        await chat.Forward(minutes: 29);
        await chat.Type("ana", "outcome #2 worked totals match the ledger");
        await chat.Type("ana", "data repaired totals match the ledger");
        await Prove(chat, "restored orders-db", "mismatches", "0", "0");
    }

    private static async Task Cause(StoryDoor chat)
    {
        await chat.Declare("ana", "critical search is down");
        await chat.Say("ben", "I am here");
        await chat.Type("ana", $"role ops {chat.Mention("ben")}");
        await Impact(chat, "all", "yes");
        await chat.Type("ben", "rollback none because nothing was deployed for a week");
        await chat.Type("ben", "mitigate scale search to 12 nodes");
        await chat.Type("ben", "hypothesis the index was dropped by the nightly job");
        await chat.Type("ben", "outcome #1 no-effect still timing out");
        await chat.Forward(minutes: 31);
        await chat.Type("ana", "task " + chat.Mention("ben") + " look at the job's log");
        await chat.Type("ben", "done #1 the job dropped the index at 02:00");
        await chat.Type("ana", "note we build the index anew");
        await Prove(chat, "the index is built anew", "errors", "0", "0");
    }

    private static async Task Impact(StoryDoor chat, string who, string ongoing)
    {
        await chat.Press("ana", "Impact");
        await chat.Submit("ana", ("who", who), ("how-bad", "main-flow"), ("ongoing", ongoing));
    }

    private static async Task Prove(StoryDoor chat, string how, string what, string now, string before)
    {
        await chat.Type("ana", $"resolve {how}");
        await chat.Submit(
            "ana",
            ("link", "https://grafana.test/d/board"),
            ("rest", $"{what} {now}"),
            ("before", before)
        );
        await chat.Forward(minutes: 16);
        await chat.Press("ana", $"Still {now}: resolve");
    }
}
