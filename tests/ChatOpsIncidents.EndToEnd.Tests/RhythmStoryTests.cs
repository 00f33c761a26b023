using Microsoft.Playwright;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>One next step on the card, the ten steps on the page, and a home tab that follows what happens, typed and
/// clicked only.</summary>
public sealed class RhythmStoryTests(Browser browser) : IClassFixture<Browser>
{
    [Theory, Trait("Requirement", "B4"), Trait("Requirement", "B42")]
    [InlineData("rhythm", 1280, 900)]
    [InlineData("rhythm-on-a-phone", 390, 844)]
    public async Task The_card_asks_one_thing_and_the_page_shows_the_ten_steps(string name, int width, int height)
    {
        await using var world = await World.Start(name);
        var ana = new Person(await browser.Open(width, height), world);
        await ana.Arrive();
        await ana.Enter("general");
        await ana.Type("declare major checkout fails for EU cards service: checkout");
        await ana.Enter("inc-1-");
        await ana.Sees("Say who is hit, how badly, and whether it is still happening");
        await ana.Type("impact who: most how-bad: main-flow ongoing: yes");
        await ana.Sees("What does it look like?");
        await Card(ana, "card");
        await TaskOnHomeTab(ana);
        await ana.Type("freeze checkout");
        await ana.Type("rollback checkout to 4.1");
        await ana.Sees("say what came of #1");
        await ana.Type("outcome #1 worked error rate falls");
        await ana.Sees("Prove recovery with a value from monitoring");
        await Card(ana, "card-rolled-back");
        await Page(ana, world);
    }

    private static async Task TaskOnHomeTab(Person ana)
    {
        await ana.Become("ben");
        await ana.Enter("inc-1-");
        await ana.JoinIfAsked();
        await ana.Type("join");
        await ana.Type("task me trace the slow queries in: 10m");
        await ana.Sees("trace the slow queries");
        await ana.Open("bot-home");
        await ana.Page.GetByTestId("tab-home").ClickAsync(); // who joined was written to
        var home = ana.Page.GetByTestId("home");
        await Person.Expect(home).ToContainTextAsync("#1 trace the slow queries");
        await Both(ana, "home");
        await home.GetByRole(AriaRole.Button, new() { Name = "Done", Exact = true }).First.ClickAsync();
        await Person.Expect(home).Not.ToContainTextAsync("#1 trace the slow queries");
        await ana.Become("ana");
        await ana.Enter("inc-1-");
    }

    private static async Task Page(Person ana, World world)
    {
        await ana.Page.GotoAsync(new Uri(world.PagesUrl, "/incidents/INC-1").ToString());
        var steps = ana.Page.GetByTestId("rhythm").Locator("li");
        await Person.Expect(steps).ToHaveCountAsync(10);
        await Person.Expect(steps.Nth(1)).ToContainTextAsync("/incident freeze");
        await Person.Expect(steps.Nth(3).Locator("time")).ToBeVisibleAsync();
        await Person.Expect(steps.Nth(4)).ToContainTextAsync("not needed: rolled back");
        await Person.Expect(steps.Nth(5)).ToContainTextAsync("not needed: rolled back");
        await Person.Expect(ana.Page.Locator("[aria-current=step]").Last).ToContainTextAsync("Verify recovery");
        var tooWide = await ana.Page.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        );
        Assert.False(tooWide, "The page is wider than the window.");
        await Both(ana, "page");
        // In one step: the page renews itself while somebody looks at it.
        await ana.Page.EvaluateAsync("document.querySelector('[data-testid=rhythm]').scrollIntoView()");
        await Both(ana, "page-rhythm");
    }

    private static async Task Card(Person person, string name)
    {
        await person
            .Page.GetByTestId("messages")
            .GetByText("Next:")
            .First.EvaluateAsync("line => line.scrollIntoView({ block: 'center' })");
        await Both(person, name);
    }

    private static async Task Both(Person person, string name)
    {
        await person.Picture(name);
        await person.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await person.Picture(name + "-dark");
        await person.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
