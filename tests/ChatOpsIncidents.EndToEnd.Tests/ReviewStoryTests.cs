using Microsoft.Playwright;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>After the all-clear: rest, the report, the review on a phone, what is changed by whom, and the end.</summary>
public sealed class ReviewStoryTests(Browser browser) : IClassFixture<Browser>
{
    [
        Fact,
        Trait("Requirement", "A19"),
        Trait("Requirement", "B30"),
        Trait("Requirement", "B31"),
        Trait("Requirement", "B32"),
        Trait("Requirement", "C27"),
        Trait("Requirement", "C32"),
        Trait("Requirement", "C33")
    ]
    public async Task From_the_all_clear_to_the_end()
    {
        await using var world = await World.Start("review");
        var ana = new Person(await browser.Open(390, 844, ColorScheme.Light), world);
        await ana.Arrive();
        await Resolve(ana, world);
        await Write(ana);
        await Act(ana);
        await Share(ana);
        await Close(ana, world);
    }

    private static async Task Resolve(Person ana, World world)
    {
        await ana.Become("ana");
        await ana.Enter("payments");
        await ana.Type("declare major checkout fails for EU cards");
        await ana.Enter("inc-1-");
        await ana.Sees("INC-1 checkout fails for EU cards");
        await ana.Type("review");
        await ana.Sees("The review comes after recovery, at leisure.");
        await ana.Type("impact who: most how-bad: main-flow ongoing: yes");
        await ana.Type("rollback payments to 4.1");
        await ana.Type("outcome worked errors are down");
        await ana.Type("verify manual https://grafana.example.com/d/1 error ratio 0.1 %, as before");
        await ana.Type("resolve");
        await world.Act("clock", new { forwardSeconds = 900 });
        await ana.Sees("Look once more");
        await ana.Press("Still 0.1 %: resolve");
        await ana.Sees("Issue report: INC-1");
        await ana.Picture("report");
    }

    private static async Task Write(Person ana)
    {
        await ana.Type("review");
        await ana.Sees("Names are here to ask, not to blame.");
        await ana.Picture("review");
        await ana.Press("Fill it in");
        await ana.SeesForm("Review of INC-1");
        await ana.Fill("root-cause", "the release gate has no load test");
        await ana.Fill("went-poorly", "nobody knew who owns the gate");
        await ana.Fill("lessons", "a rollback that is rehearsed takes two minutes");
        await ana.Picture("form");
        await ana.Submit();
    }

    private static async Task Act(Person ana)
    {
        await ana.Type("action @ben improve the gate by 14d");
        await ana.Sees("does not say when it is done");
        await ana.Type("action @ben a load test in the release gate by 14d");
        await ana.Sees("action #1");
        await ana.Type("close");
        await ana.Sees("the tracker item of action #1");
        await ana.Picture("not-complete");
        await ana.Press("Link action #1");
        await ana.SeesForm("Action #1");
        await ana.Fill("link", "https://tracker.example.com/PAY-12");
        await ana.Submit();
    }

    private static async Task Share(Person ana)
    {
        await ana.Type("share");
        await ana.Sees("Shared by");
        await ana.Become("ben");
        await ana.Enter("inc-1-");
        await ana.JoinIfAsked();
        await ana.Press("I have read it");
        await ana.Sees("it is noted that you have read the report");
        await ana.Become("ana");
        await ana.Enter("inc-1-");
        await ana.Type("session 24h");
        await ana.Sees("A couple of days to think it over end");
        await ana.Type("session 3d https://meet.example.com/weekly");
        await ana.Sees("We talk over INC-1");
        await ana.Picture("session");
    }

    private static async Task Close(Person ana, World world)
    {
        await ana.Type("close");
        await ana.Sees("Closed, with its review");
        await ana.Type("note more");
        await ana.Sees("is closed; nothing more is recorded there");
        await ana.Picture("closed");
        var review = (await world.Timeline("INC-1"))["review"]!;
        Assert.Equal("https://tracker.example.com/PAY-12", review["actions"]![0]!["link"]!.GetValue<string>());
        Assert.Single(review["readers"]!.AsArray());
        Assert.All(review["sections"]!.AsArray(), section => Assert.True(section!["written"]!.GetValue<bool>()));
        await ana.Page.GotoAsync(new Uri(world.PagesUrl, "/incidents/INC-1").ToString());
        await Person.Expect(ana.Page.GetByTestId("phase")).ToHaveTextAsync("Closed");
        await Person
            .Expect(ana.Page.GetByTestId("review"))
            .ToContainTextAsync("a rollback that is rehearsed takes two minutes");
        await Person.Expect(ana.Page.GetByTestId("actions")).ToContainTextAsync("a load test in the release gate");
        await ana.Page.ScreenshotAsync(new() { Path = Path.Combine(world.Output, "page.png"), FullPage = true });
    }
}
