using Microsoft.Playwright;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>Somebody at the local workspace's page: types and clicks, nothing else.</summary>
public sealed class Person(IPage page, World world)
{
    private int _shots;

    /// <summary>The page.</summary>
    public IPage Page => page;

    /// <summary>Opens the workspace.</summary>
    public async Task Arrive()
    {
        await page.GotoAsync(world.WorkspaceUrl.ToString());
        await Expect(page.GetByTestId("place-name")).ToBeVisibleAsync();
    }

    /// <summary>Acts as somebody else.</summary>
    public async Task Become(string name)
    {
        await OpenSide();
        await page.GetByTestId("whoami").ClickAsync();
        await page.GetByTestId($"person-{name}").ClickAsync();
        await Expect(page.GetByTestId("whoami")).ToContainTextAsync(name, new() { IgnoreCase = true });
        await CloseSide();
    }

    /// <summary>Goes to a channel whose name begins so.</summary>
    public async Task Enter(string channel)
    {
        await OpenSide();
        await page.Locator($"[data-testid^='channel-{channel}']").First.ClickAsync();
        await Expect(page.GetByTestId("place-name")).ToContainTextAsync(channel);
        await CloseSide();
    }

    /// <summary>Opens an entry of the list at the side by its test id.</summary>
    public async Task Open(string entry)
    {
        await OpenSide();
        await page.GetByTestId(entry).ClickAsync();
        await CloseSide();
    }

    /// <summary>Types a line and sends it.</summary>
    public async Task Say(string words)
    {
        await page.GetByTestId("composer").FillAsync(words);
        await page.GetByTestId("composer").PressAsync("Escape");
        await page.GetByTestId("send").ClickAsync();
        await Expect(page.GetByTestId("composer")).ToHaveValueAsync("");
    }

    /// <summary>How many commands were typed.</summary>
    public int Typed { get; private set; }

    /// <summary>Types a command's words.</summary>
    public Task Type(string words)
    {
        Typed++;
        return Say($"/incident {words}");
    }

    /// <summary>Joins the channel, if the page offers it.</summary>
    public async Task JoinIfAsked()
    {
        var join = page.GetByTestId("join");
        if (await join.IsVisibleAsync())
            await join.ClickAsync();
    }

    /// <summary>Waits until so many messages with these words stand here.</summary>
    public Task SeesTimes(string words, int times) =>
        Expect(page.GetByTestId("messages").GetByTestId("msg").Filter(new() { HasText = words }))
            .ToHaveCountAsync(times);

    /// <summary>Waits until a message with these words is to be seen.</summary>
    public Task Sees(string words) =>
        Expect(page.GetByTestId("messages").GetByTestId("msg").Filter(new() { HasText = words }).Last)
            .ToBeVisibleAsync();

    /// <summary>Presses the newest button of that name.</summary>
    public Task Press(string label) =>
        page.GetByTestId("messages").GetByRole(AriaRole.Button, new() { Name = label, Exact = true }).Last.ClickAsync();

    /// <summary>Waits for a form of that title.</summary>
    public Task SeesForm(string title) => Expect(page.GetByTestId("modal-title")).ToContainTextAsync(title);

    /// <summary>Fills in a field of the form.</summary>
    public Task Fill(string field, string value) =>
        page.GetByTestId($"field-{field}").Locator("input, textarea").First.FillAsync(value);

    /// <summary>Taps an option of the form.</summary>
    public Task Tap(string field, string option) =>
        page.GetByTestId($"field-{field}").GetByText(option).First.ClickAsync();

    /// <summary>Sends the form and waits until it is gone.</summary>
    public async Task Submit()
    {
        await page.GetByTestId("modal-submit").ClickAsync();
        await Expect(page.GetByTestId("modal")).ToBeHiddenAsync();
    }

    /// <summary>Keeps a picture of the page.</summary>
    public async Task Picture(string name)
    {
        await page.WaitForTimeoutAsync(250);
        await page.ScreenshotAsync(new() { Path = Path.Combine(world.Output, $"{++_shots:D2}-{name}.png") });
    }

    /// <summary>Assertions that wait.</summary>
    public static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    // On a phone the list of channels is a drawer, which slides.
    private async Task OpenSide()
    {
        var toggle = page.GetByTestId("drawer-toggle");
        if (!await toggle.IsVisibleAsync())
            return;
        await toggle.ClickAsync();
        await Expect(page.GetByTestId("whoami")).ToBeInViewportAsync();
    }

    private async Task CloseSide()
    {
        if (!await page.GetByTestId("drawer-toggle").IsVisibleAsync())
            return;
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("whoami")).Not.ToBeInViewportAsync();
    }
}
