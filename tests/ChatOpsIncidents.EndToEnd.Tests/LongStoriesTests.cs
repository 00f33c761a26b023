using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>Whole incidents on a phone, typed and clicked only: fewer than ten typed lines each, and nobody is nagged
/// twice in five minutes.</summary>
public sealed class LongStoriesTests(Browser browser) : IClassFixture<Browser>
{
    private const int Minute = 60;

    [Fact, Trait("Requirement", "B39"), Trait("Requirement", "A1")]
    public async Task A_bad_deploy_that_was_rolled_back_before_it_was_declared()
    {
        await using var world = await World.Start("rolled-back-first");
        var phone = await Phone(world);
        await Declare(phone, world, "major checkout fails since payments 4.2");
        await phone.Become("ben");
        await phone.Enter("inc-1-");
        await phone.JoinIfAsked();
        await phone.Type("rollback payments to 4.1 10m ago");
        await phone.Sees("payments to 4.1");
        await phone.Picture("already-rolled-back");
        await phone.Become("ana");
        await phone.Enter("inc-1-");
        await phone.Type("impact");
        await phone.SeesForm("Impact");
        await FillImpact(phone, "Most", "A main flow", "No");
        await phone.Picture("impact-known");
        await phone.Type("outcome worked errors down to 0.1 %");
        await phone.Sees("worked: errors down to 0.1 %");
        await phone.Picture("worked");
        await Prove(phone, world, "error ratio 0.1 %, as before", "payments 4.2 rolled back");
        await Calm(phone, world);
        var entries = (await world.Timeline("INC-1"))["entries"]!.AsArray();
        Assert.DoesNotContain(entries, entry => entry!["kind"]!.ToString() == "gate-overridden.v1");
    }

    [Fact, Trait("Requirement", "C28"), Trait("Requirement", "B17")]
    public async Task A_suppliers_outage_of_three_hours_with_nothing_to_roll_back()
    {
        await using var world = await World.Start("supplier");
        var phone = await Phone(world);
        await Declare(phone, world, "major card payments time out");
        await Impact(phone, "Most", "A main flow", "Yes");
        await phone.Type("rollback none because nothing of ours changed");
        await phone.Sees("nothing of ours changed");
        await phone.Type("wait Stripe https://status.stripe.com check 1h");
        await phone.Sees("Waiting for Stripe");
        await phone.Picture("waiting");
        await phone.Type(
            "update what: cards time out at our supplier impact: most customers cannot pay by card"
                + " doing: the supplier is working on it next: 3h30m"
        );
        await phone.Sees("most customers cannot pay by card");
        for (var hour = 1; hour <= 3; hour++)
        {
            await Forward(world, 61 * Minute);
            await phone.SeesTimes("any news from Stripe", hour);
            await phone.Picture($"hour-{hour}");
            if (hour == 3)
                break;
            await phone.Press("Still waiting");
            await phone.SeesTimes("Still waiting for Stripe", hour);
        }

        await phone.Press("It works again");
        await phone.Picture("works-again");
        await phone.Sees("No longer waiting for Stripe");
        await Prove(phone, world, "success 99.2 %, baseline 99.3 %", "the supplier has fixed it");
        await Calm(phone, world);
    }

    [Fact, Trait("Requirement", "A16"), Trait("Requirement", "B14")]
    public async Task Corrupt_data_at_ten_past_three_with_one_sleepy_engineer()
    {
        await using var world = await World.Start("corrupt-data");
        await Forward(world, UntilTenPastThree());
        var phone = await Phone(world, ColorScheme.Dark);
        await Declare(phone, world, "critical orders show the wrong totals");
        await phone.Type("mitigate read-only orders-db");
        await phone.SeesForm("Impact");
        await phone.Picture("impact-first");
        await FillImpact(phone, "All", "A main flow", "Yes");
        await phone.Type("rollback none because the migration cannot be undone");
        await phone.Sees("read-only orders-db");
        await phone.Picture("read-only");
        await Forward(world, 6 * Minute);
        await phone.Type("evidence https://backups.test/orders-0315 snapshot of the corrupt state");
        await phone.Type("mitigate restore orders-db from 02:00 confirm: orders-db both: writing has stopped");
        await phone.Sees("restore orders-db");
        await phone.Picture("restore");
        await Forward(world, 29 * Minute);
        await phone.Type("outcome #2 worked totals match the ledger");
        await phone.Sees("worked: totals match the ledger");
        await Prove(phone, world, "mismatches 0, baseline 0", "restored orders-db");
        await Calm(phone, world);
    }

    private async Task<Person> Phone(World world, ColorScheme scheme = ColorScheme.Light)
    {
        var phone = new Person(await browser.Open(390, 844, scheme), world);
        await phone.Arrive();
        return phone;
    }

    private static async Task Declare(Person phone, World world, string words)
    {
        await phone.Become("ana");
        await phone.Enter("payments");
        await phone.Type($"declare {words}");
        await World.Until(
            "the room",
            async () =>
                (await world.Read($"state?as={Rooms.Ana}"))["channels"]!
                    .AsArray()
                    .FirstOrDefault(c => c!["name"]!.GetValue<string>().StartsWith("inc-1-", StringComparison.Ordinal))
        );
        await phone.Enter("inc-1-");
        await phone.Sees("captured into the incident's timeline");
        await phone.Picture("declared");
    }

    private static async Task Impact(Person phone, string who, string howBad, string ongoing)
    {
        await phone.Press("Impact");
        await phone.SeesForm("Impact");
        await FillImpact(phone, who, howBad, ongoing);
    }

    private static async Task FillImpact(Person phone, string who, string howBad, string ongoing)
    {
        await phone.Tap("who", who);
        await phone.Tap("how-bad", howBad);
        await phone.Tap("ongoing", ongoing);
        await phone.Submit();
        await phone.Sees("a main flow");
    }

    private static async Task Prove(Person phone, World world, string value, string how)
    {
        await phone.Type($"resolve {how}");
        await phone.SeesForm("Proof");
        await phone.Fill("link", "https://grafana.test/d/board");
        await phone.Fill("rest", value);
        await phone.Submit();
        await phone.Sees(value);
        await phone.Picture("proven");
        await Forward(world, 16 * Minute);
        await phone.Sees("Resolved");
        foreach (var format in new[] { "md", "html", "json", "csv" })
            await Person.Expect(phone.Page.GetByTestId($"file-inc-1-timeline.{format}").First).ToBeVisibleAsync();
        await phone.Picture("resolved");
    }

    // Fewer than ten typed lines; no two nags within five minutes; nothing raw in what people read afterwards.
    private static async Task Calm(Person phone, World world)
    {
        Assert.InRange(phone.Typed, 1, 9);
        var timeline = await world.Timeline("INC-1");
        Assert.Equal("Resolved", timeline["incident"]!["phase"]!.GetValue<string>());
        Assert.DoesNotContain(
            timeline["entries"]!.AsArray(),
            e => e!["text"]!.ToString().Contains("<@", StringComparison.Ordinal)
        );
        foreach (var person in new[] { Rooms.Ana, Rooms.Ben })
        {
            var times = await ToldAlone(world, person);
            for (var i = 1; i < times.Length; i++)
                Assert.True(
                    times[i] - times[i - 1] >= TimeSpan.FromMinutes(5),
                    $"{person} heard twice by {times[i]:HH:mm:ss}."
                );
        }
    }

    // What the bot sent to one person unasked: its direct messages, and what only that person sees and no command of
    // theirs brought about.
    private static async Task<DateTimeOffset[]> ToldAlone(World world, string person)
    {
        var state = await world.Read($"state?as={person}");
        var places = state["dms"]!
            .AsArray()
            .Concat(state["channels"]!.AsArray())
            .Select(place => place!["id"]!.ToString());
        List<DateTimeOffset> told = [];
        foreach (var place in places)
        {
            var messages = await world.Messages(place, person);
            told.AddRange(messages.Where(IsNag).Select(m => At(m["ts"]!.ToString())));
        }

        return [.. told.Order()];
    }

    // What the bot says unasked begins with the incident's id; an answer to a command does not.
    private static bool IsNag(JsonNode message) =>
        message["user"]?.ToString() == "U0INCBOT01"
        && message["ephemeral"]?.GetValue<bool>() is true
        && message["text"]?.ToString().StartsWith("INC-1:", StringComparison.Ordinal) is true;

    private static DateTimeOffset At(string ts) =>
        DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(ts, CultureInfo.InvariantCulture));

    private static Task Forward(World world, int seconds) => world.Act("clock", new { forwardSeconds = seconds });

    private static int UntilTenPastThree()
    {
        var now = TimeProvider.System.GetUtcNow().TimeOfDay;
        var wait = TimeSpan.FromMinutes(190) - now;
        return (int)(wait < TimeSpan.Zero ? wait + TimeSpan.FromDays(1) : wait).TotalSeconds;
    }
}
