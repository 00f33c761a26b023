using Xunit.Abstractions;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>Whole incidents on a phone, typed and tapped only, each within its budget: few typed commands, one set of
/// buttons a question, a quiet room, nobody nagged twice in five minutes.</summary>
public sealed class FourStoriesTests(Browser browser, StoryBook book, ITestOutputHelper output)
    : IClassFixture<Browser>,
        IClassFixture<StoryBook>
{
    private const int Minute = 60;

    [Fact, Trait("Requirement", "B39"), Trait("Requirement", "A1")]
    public async Task A_bad_deploy_that_was_rolled_back_before_it_was_declared()
    {
        await using var world = await World.Start("a-rolled-back-first");
        var phone = await Phone(world);
        await Declare(phone, world, "major checkout fails since payments 4.2");
        await phone.Become("ben");
        await phone.Enter("inc-1-");
        await phone.JoinIfAsked();
        await phone.Say("I rolled back payments to 4.1 10m ago already");
        await phone.PressBeginning("Record rollback");
        await phone.Sees("payments to 4.1");
        await phone.Pictures("already-rolled-back");
        await phone.Become("ana");
        await phone.Enter("inc-1-");
        await Impact(phone, "Most", "A main flow", "No");
        await Look(phone, world, "impact-known");
        await phone.Press("Worked");
        await phone.Sees("✓ Worked");
        await Look(phone, world, "worked");
        await Prove(phone, world, "error ratio", "0.1 %", "0.1 %");
        await Calm(phone, world, typed: 1);
        var entries = (await world.Timeline("INC-1"))["entries"]!.AsArray();
        Assert.DoesNotContain(entries, entry => entry!["kind"]!.ToString() == "gate-overridden.v1");
    }

    [Fact, Trait("Requirement", "C28"), Trait("Requirement", "B17")]
    public async Task A_suppliers_outage_of_three_hours_with_nothing_to_roll_back()
    {
        await using var world = await World.Start("b-supplier");
        var phone = await Phone(world);
        await Declare(phone, world, "major card payments time out");
        await Impact(phone, "Most", "A main flow", "Yes");
        await Look(phone, world, "paths");
        await phone.PressForForm("A supplier", "Wait");
        await phone.Fill("rest", "Stripe");
        await phone.Fill("link", "https://status.stripe.com");
        await phone.Tap("check", "1 hour");
        await phone.Submit();
        await phone.Sees("Waiting for Stripe");
        await Look(phone, world, "waiting");
        await phone.PressForForm("Tell people", "Update");
        await phone.Fill("what", "cards time out at our supplier");
        await phone.Fill("impact", "most customers cannot pay by card");
        await phone.Fill("doing", "the supplier is working on it");
        await phone.Choose("next", "4h");
        await phone.Submit();
        await phone.Sees("most customers cannot pay by card");
        await Look(phone, world, "told");
        for (var hour = 1; hour <= 3; hour++)
        {
            await Forward(world, 61 * Minute);
            await OpenDirectMessages(phone); // a reminder reaches a locked phone
            await phone.SeesTimes("any news from Stripe", hour);
            await phone.Picture($"hour-{hour}");
            if (hour == 3)
                break;
            await phone.Press("Still waiting");
            await Waited(world, hour);
            await phone.Enter("inc-1-");
        }

        await phone.Press("It works again");
        await phone.SeesNoButton("Still waiting"); // one question has one set of buttons, and this one is answered
        await phone.Enter("inc-1-");
        await phone.Sees("No longer waiting for Stripe");
        await Look(phone, world, "works-again");
        await Prove(phone, world, "success", "99.2 %", "99.3 %");
        await Calm(phone, world, typed: 1);
    }

    [Fact, Trait("Requirement", "A16"), Trait("Requirement", "B14")]
    public async Task Corrupt_data_at_ten_past_three_with_one_sleepy_engineer()
    {
        await using var world = await World.Start("c-corrupt-data");
        await Forward(world, UntilTenPastThree());
        var phone = await Phone(world);
        await Declare(phone, world, "critical orders show the wrong totals");
        await Impact(phone, "All", "A main flow", "Yes", "Corrupt");
        await Look(phone, world, "impact");
        await phone.PressForForm("Stop writes", "Stop the bleeding");
        await phone.Fill("rest", "orders-db");
        await phone.Submit();
        await phone.Sees("Started #1");
        await Look(phone, world, "read-only");
        await Forward(world, 6 * Minute);
        await phone.Press("Worked");
        await phone.PressForForm("Copy is kept", "Evidence");
        await phone.Fill("rest", "https://backups.test/orders-0315 snapshot of the corrupt state");
        await phone.Submit();
        await phone.Sees("Evidence: ");
        await phone.PressForForm("Restore", "Stop the bleeding");
        await phone.Fill("rest", "orders-db from 02:00");
        await phone.Submit();
        await phone.Sees("First look at the rollback options");
        await Look(phone, world, "held");
        await phone.PressForForm("None possible", "No rollback possible");
        await phone.Fill("rest", "the migration cannot be undone");
        await phone.Submit();
        await Look(phone, world, "still-missing");
        await phone.PressForForm("Name the target", "What will be changed?");
        await phone.Pictures("guard");
        await phone.Fill("confirm", "orders-db");
        await phone.Submit();
        await Look(phone, world, "restore");
        await phone.Sees("restore: orders-db");
        await Forward(world, 29 * Minute);
        await phone.Press("Worked");
        await phone.PressForForm("It is repaired", "What became of the data?");
        await phone.Fill("rest", "restored from 02:00; totals match the ledger");
        await phone.Submit();
        await phone.Sees("totals match the ledger");
        await Prove(phone, world, "mismatches", "0", "0");
        await Calm(phone, world, typed: 3);
    }

    [Fact, Trait("Requirement", "B42.6"), Trait("Requirement", "B3"), Trait("Fault", "U6")]
    public async Task A_busy_critical_of_four_people_in_two_and_twenty_minutes()
    {
        await using var world = await World.Start("d-busy-critical");
        var phone = await Phone(world);
        await Declare(phone, world, "critical nobody can pay service: payments");
        await Join(phone, "chloe", "support has twelve calls about it");
        await Join(phone, "ben", "I am here");
        await Join(phone, "dev", "I look at the edge");
        await Look(phone, world, "four-people");
        await Back(phone, "ana");
        await Impact(phone, "All", "A main flow", "Yes");
        await phone.Press("A deploy or change");
        await phone.Sees("Rollback options");
        await Look(phone, world, "ways-back");
        await phone.Press("Roll back payments");
        await phone.Sees("Started #1");
        await Back(phone, "dev");
        await phone.Type("mitigate scale edge to 12");
        await phone.Sees("is still running");
        await Look(phone, world, "held");
        await Forward(world, 8 * Minute);
        await Back(phone, "ben");
        await phone.Press("Partly");
        await Back(phone, "dev");
        await phone.Sees("is free to start");
        await Look(phone, world, "offered-back");
        await phone.Press("Start it now");
        await phone.Sees("Started #2");
        await Back(phone, "chloe");
        await Look(phone, world, "second-change");
        await phone.Type("update");
        await phone.SeesForm("Update");
        await phone.Fill("impact", "most customers cannot pay by card");
        await phone.Choose("next", "1h");
        await phone.Submit();
        await phone.Sees("most customers cannot pay by card");
        await Forward(world, 6 * Minute);
        await Back(phone, "dev");
        await phone.Press("Worked");
        await phone.Sees("✓ Worked");
        await Look(phone, world, "worked");
        await Back(phone, "ana");
        await Prove(phone, world, "error ratio", "0.1 %", "0.1 %");
        await Calm(phone, world, typed: 3);
    }

    private static async Task OpenDirectMessages(Person phone)
    {
        await phone.Open("bot-home");
        await phone.Page.GetByTestId("tab-messages").ClickAsync();
    }

    private static Task<string> Waited(World world, int times) =>
        World.Until(
            $"waited {times} times",
            async () =>
            {
                var entries = (await world.Timeline("INC-1"))["entries"]!.AsArray();
                var again = entries.Count(entry =>
                    entry!["text"]!.ToString().StartsWith("Still waiting", StringComparison.Ordinal)
                );
                return again == times ? "" : null;
            }
        );

    private async Task<Person> Phone(World world)
    {
        var phone = new Person(await browser.Open(390, 844), world);
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
        await phone.Sees("captured into the timeline");
        await phone.Pictures("declared");
    }

    // Who comes in reads what is up, and says a word.
    private static async Task Join(Person phone, string name, string words)
    {
        await Back(phone, name);
        await phone.JoinIfAsked();
        await phone.Say(words);
        await phone.Sees(words);
    }

    private static async Task Back(Person phone, string name)
    {
        await phone.Become(name);
        await phone.Enter("inc-1-");
    }

    private static async Task Impact(Person phone, string who, string howBad, string ongoing, string? data = null)
    {
        await phone.PressForForm("Impact", "Impact");
        await phone.Tap("who", who);
        await phone.Tap("how-bad", howBad);
        await phone.Tap("ongoing", ongoing);
        if (data is not null)
            await phone.Tap("data", data);
        await phone.Submit();
        await phone.Sees("Impact: ");
    }

    private static async Task Prove(Person phone, World world, string what, string now, string before)
    {
        await phone.PressForForm("Resolve", "Proof");
        await phone.Fill("link", "https://grafana.test/d/board");
        await phone.Fill("rest", $"{what} {now}");
        await phone.Fill("before", before);
        await phone.Submit();
        await phone.Sees($"{what} {now}, before the incident {before}");
        await Look(phone, world, "proven");
        await Forward(world, 16 * Minute);
        await phone.Sees("The answers stand on the card");
        await Look(phone, world, "second-look");
        await phone.Press($"Still {now}: resolve");
        await phone.Sees("Resolved");
        foreach (var format in new[] { "md", "html", "json", "csv" })
            await Person.Expect(phone.Page.GetByTestId($"file-inc-1-timeline.{format}").First).ToBeVisibleAsync();
        await Look(phone, world, "resolved");
    }

    // Pictures, and what every moment has to keep.
    private static async Task Look(Person phone, World world, string name)
    {
        await phone.Pictures(name);
        await StoryTally.Look(world);
    }

    private async Task Calm(Person phone, World world, int typed)
    {
        var tally = await StoryTally.Of(world, phone);
        output.WriteLine(book.Add(tally));
        await CalmStory.KeepReports(world);
        await CalmStory.Check(world, phone, tally, typed);
    }

    // What was said before the clock is turned stands in the room at its own time: a room takes one word a second.
    private static async Task Forward(World world, int seconds)
    {
        await Wait.For(async () => (await world.Http.GetStringAsync(Health(world))).Contains(NothingWaits), Patience);
        await world.Act("clock", new { forwardSeconds = seconds });
    }

    private static Uri Health(World world) => new(world.PagesUrl, "/ops");

    private const string NothingWaits = "<dt>Effects waiting</dt><dd>0</dd>";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static int UntilTenPastThree()
    {
        var now = TimeProvider.System.GetUtcNow().TimeOfDay;
        var wait = TimeSpan.FromMinutes(190) - now;
        return (int)(wait < TimeSpan.Zero ? wait + TimeSpan.FromDays(1) : wait).TotalSeconds;
    }
}
