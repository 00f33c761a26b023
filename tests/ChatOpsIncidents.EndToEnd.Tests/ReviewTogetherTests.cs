using System.Globalization;
using Microsoft.Playwright;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>Three people write one review on its page at the same time; the network of one of them drops.</summary>
public sealed class ReviewTogetherTests(Browser browser) : IClassFixture<Browser>
{
    [Fact, Trait("Requirement", "B30"), Trait("Requirement", "B40"), Trait("Requirement", "B28")]
    public async Task No_word_is_lost()
    {
        await using var world = await World.Start("review-together");
        await Past(world);
        var (ana, ben, cai) = (
            await Open(world, "Ana", 1280, 900, ColorScheme.Light),
            await Open(world, "Ben", 390, 844, ColorScheme.Dark),
            await Open(world, "Cai", 1280, 900, ColorScheme.Dark)
        );
        await Expect(ana.GetByTestId("text-summary"))
            .ToHaveValueAsync(new System.Text.RegularExpressions.Regex("checkout was down"));
        await Expect(ana.GetByTestId("chain")).ToContainTextAsync("No action prevents it yet.");
        await Picture(ana, world, "wide-light");
        await ana.Locator("#timeline").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(ana.GetByTestId("standing-timeline")).ToHaveTextAsync("Written by Ana");

        await Write(ana, "lessons", "Ana: rehearse the way back");
        await Expect(ben.GetByTestId("writing-lessons")).ToHaveTextAsync("Ana writing");
        await ben.Context.SetOfflineAsync(true);
        await Write(ben, "went-well", "Ben: the way back took two minutes");
        await Write(ben, "lessons", "Ben: a gate needs a load test");
        await Keep(ben, "lessons");
        await Expect(ben.GetByTestId("standing-lessons")).ToContainTextAsync("kept on this device");
        await Write(cai, "lessons", "Cai: ask the supplier for its window");
        await Keep(ana, "lessons");
        await Expect(ana.GetByTestId("standing-lessons")).ToHaveTextAsync("Written by Ana");
        await Keep(cai, "lessons");
        await Expect(cai.GetByTestId("answer-lessons")).ToContainTextAsync("Ana wrote Lessons at the same time");
        await Picture(ben, world, "phone-offline");
        await ben.Context.SetOfflineAsync(false);
        await Expect(ben.GetByTestId("standing-lessons")).ToHaveTextAsync("Written by Ben");
        await Expect(ben.GetByTestId("standing-went-well")).ToHaveTextAsync("Written by Ben");
        const string all =
            "Ana: rehearse the way back\nCai: ask the supplier for its window\nBen: a gate needs a load test";
        foreach (var page in new[] { ana, ben, cai })
            await Expect(page.GetByTestId("text-lessons")).ToHaveValueAsync(all);
        await Reloaded(cai, all);
        await Finish(ana, world);
    }

    // What is not sent yet is there again after the browser was closed.
    private static async Task Reloaded(IPage cai, string all)
    {
        await cai.Context.SetOfflineAsync(true);
        await Write(cai, "lessons", all + "\nCai: and one more");
        await cai.Context.SetOfflineAsync(false);
        await cai.ReloadAsync();
        await Expect(cai.GetByTestId("text-lessons")).ToHaveValueAsync(all + "\nCai: and one more");
        await Expect(cai.GetByTestId("standing-lessons")).ToHaveTextAsync("Written by Cai");
    }

    private static async Task Finish(IPage ana, World world)
    {
        await Write(ana, "went-poorly", "Ben should have known; it was human error");
        await Keep(ana, "went-poorly");
        await Expect(ana.GetByTestId("blame-went-poorly"))
            .ToContainTextAsync("“human error” reads as blame; say which step");
        await ana.GetByTestId("share").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(ana.GetByTestId("share").Locator("output"))
            .ToContainTextAsync("The review has empty sections: summary");
        await ana.GetByTestId("action").Locator("xpath=..").Locator("summary").ClickAsync();
        await ana.GetByLabel("What will be there then?").FillAsync("a load test in the release gate");
        await ana.GetByLabel("Owner").FillAsync("me");
        await ana.GetByLabel("By when").FillAsync("14d");
        await ana.GetByLabel("Which factor does it prevent?").SelectOptionAsync("1");
        await ana.GetByTestId("action").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(ana.GetByTestId("chain"))
            .ToContainTextAsync("Prevented by action #1: a load test in the release gate (Ana)");
        await ana.GetByTestId("facts-root-cause").Locator("summary").ClickAsync();
        await Picture(ana, world, "written");
        await ana.GetByTestId("facts-root-cause").GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(ana.Locator("li:target")).ToContainTextAsync("the gate has no load test");
    }

    private static async Task Past(World world)
    {
        var slack = new SlackCaller(world);
        var ended = TimeProvider.System.GetUtcNow().AddMinutes(-30);
        var started = ended.AddMinutes(-20);
        using var declared = await slack.Command(
            $"declare past major checkout was down started: {Iso(started)} ended: {Iso(ended)} service: checkout",
            Rooms.Payments
        );
        using var factor = await slack.Command("INC-1 factor process the gate has no load test", Rooms.Payments);
        using var supplier = await slack.Command("INC-1 factor supplier the bank was slow, too", Rooms.Payments);
    }

    private static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private async Task<IPage> Open(World world, string name, int width, int height, ColorScheme scheme)
    {
        var page = await browser.Open(width, height, scheme);
        await page.GotoAsync(new Uri(world.PagesUrl, "/incidents/INC-1/review").ToString());
        await page.GetByTestId("name").FillAsync(name);
        return page;
    }

    private static async Task Write(IPage page, string section, string text)
    {
        await page.GetByTestId($"text-{section}").FillAsync(text);
        await Expect(page.GetByTestId($"standing-{section}")).ToContainTextAsync("kept on this device");
    }

    private static Task Keep(IPage page, string section) => page.GetByTestId($"text-{section}").BlurAsync();

    private static Task Picture(IPage page, World world, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(world.Output, $"{name}.png"), FullPage = true });

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
