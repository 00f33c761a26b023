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

    /// <summary>Goes to a channel whose name begins so. A list that renews itself may lose a click; people click
    /// again.</summary>
    public async Task Enter(string channel)
    {
        var place = page.GetByTestId("place-name");
        async Task<bool> IsThere() =>
            (await place.TextContentAsync())?.Contains(channel, StringComparison.Ordinal) == true;
        await Wait.Until(
            $"{channel} is open",
            async () =>
            {
                await OpenSide();
                await page.Locator($"[data-testid^='channel-{channel}']").First.ClickAsync();
                return await Wait.For(IsThere, TimeSpan.FromSeconds(10));
            }
        );
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
        await page.RunAndWaitForResponseAsync(
            () => page.GetByTestId("send").ClickAsync(),
            answer => answer.Url.EndsWith("/sim/say", StringComparison.Ordinal)
        );
        await Expect(page.GetByTestId("composer")).ToHaveValueAsync("");
    }

    /// <summary>The commands that were typed.</summary>
    public List<string> Typed { get; } = [];

    /// <summary>The forms that a tap opened: whose tap, which, and which form.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>How often something was tapped: a button, an option, the form's own button.</summary>
    public int Taps { get; private set; }

    /// <summary>Types a command's words.</summary>
    public Task Type(string words)
    {
        Typed.Add(words);
        return Say($"/incident {words}");
    }

    /// <summary>Joins the channel, if the page offers it.</summary>
    public async Task JoinIfAsked()
    {
        var (join, composer) = (page.GetByTestId("join"), page.GetByTestId("composer"));
        await Expect(join.Or(composer).First).ToBeVisibleAsync();
        if (await join.IsVisibleAsync())
            await join.ClickAsync();
        await Expect(composer).ToBeVisibleAsync();
    }

    /// <summary>Waits until so many messages with these words stand here.</summary>
    public Task SeesTimes(string words, int times) =>
        Expect(page.GetByTestId("messages").GetByTestId("msg").Filter(new() { HasText = words }))
            .ToHaveCountAsync(times);

    /// <summary>Waits until a message with these words is to be seen.</summary>
    public Task Sees(string words) =>
        Expect(page.GetByTestId("messages").GetByTestId("msg").Filter(new() { HasText = words }).Last)
            .ToBeVisibleAsync();

    /// <summary>Waits until no message here bears a button of that name.</summary>
    public Task SeesNoButton(string label) =>
        Expect(page.GetByTestId("messages").GetByRole(AriaRole.Button, new() { Name = label, Exact = true }))
            .ToHaveCountAsync(0);

    /// <summary>Presses the newest button of that name.</summary>
    public Task Press(string label)
    {
        Taps++;
        return page.GetByTestId("messages")
            .GetByRole(AriaRole.Button, new() { Name = label, Exact = true })
            .Last.ClickAsync();
    }

    /// <summary>Presses the newest button whose name begins so.</summary>
    public Task PressBeginning(string label)
    {
        Taps++;
        return page.GetByTestId("messages")
            .GetByRole(AriaRole.Button, new() { NameRegex = new($"^{label}") })
            .Last.ClickAsync();
    }

    /// <summary>Presses a button that opens a form of that title.</summary>
    public async Task PressForForm(string label, string title)
    {
        await Press(label);
        await SeesForm(title);
        Asked.Add($"{await page.GetByTestId("whoami").TextContentAsync()}: {label}, {title}");
    }

    /// <summary>Waits for a form of that title.</summary>
    public Task SeesForm(string title) => Expect(page.GetByTestId("modal-title")).ToContainTextAsync(title);

    /// <summary>Fills in a field of the form.</summary>
    public Task Fill(string field, string value) =>
        page.GetByTestId($"field-{field}").Locator("input, textarea").First.FillAsync(value);

    /// <summary>Taps an option of the form.</summary>
    public Task Tap(string field, string option)
    {
        Taps++;
        return page.GetByTestId($"field-{field}").GetByText(option).First.ClickAsync();
    }

    /// <summary>Chooses from a list of the form.</summary>
    public Task Choose(string field, string value)
    {
        Taps++;
        return page.GetByTestId($"field-{field}").Locator("select").SelectOptionAsync(value);
    }

    /// <summary>Sends the form and waits until it is gone.</summary>
    public async Task Submit()
    {
        Taps++;
        await page.GetByTestId("modal-submit").ClickAsync();
        await Expect(page.GetByTestId("modal")).ToBeHiddenAsync();
    }

    /// <summary>Sends the form, which asks for more under another title.</summary>
    public async Task SubmitForMore(string title)
    {
        Taps++;
        await page.GetByTestId("modal-submit").ClickAsync();
        await SeesForm(title);
    }

    /// <summary>Keeps a picture of the page.</summary>
    public Task Picture(string name) => Shot($"{++_shots:D2}-{name}.png");

    /// <summary>Keeps pictures of the page on a phone and on a desk, each by day and by night; without
    /// <c>TEST_PICTURES=all</c> the phone's by day, since four of each stage take time.</summary>
    public async Task Pictures(string name)
    {
        if (Environment.GetEnvironmentVariable("TEST_PICTURES") != "all")
        {
            await SeesNewest();
            await Picture($"{name}-phone-light");
            return;
        }

        var (held, number) = (page.ViewportSize!, ++_shots);
        foreach (var (size, width, height) in new[] { ("wide", 1280, 800), ("phone", held.Width, held.Height) })
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await SeesNewest();
                await Shot($"{number:D2}-{name}-{size}-{scheme.ToString().ToLowerInvariant()}.png");
            }
        }
    }

    // A tap on the card moves the page up to it; a picture shows what has come of it.
    private Task SeesNewest() =>
        page.GetByTestId("messages")
            .GetByTestId("msg")
            .Last.EvaluateAsync("newest => newest.scrollIntoView({ block: 'end', behavior: 'instant' })");

    /// <summary>Assertions that wait.</summary>
    public static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private Task<byte[]> Shot(string file) =>
        page.ScreenshotAsync(
            new() { Path = Path.Combine(world.Output, file), Animations = ScreenshotAnimations.Disabled }
        );

    // On a phone the list of channels is a drawer, which slides.
    private async Task OpenSide()
    {
        var toggle = page.GetByTestId("drawer-toggle");
        if (!await toggle.IsVisibleAsync())
            return;
        if (await toggle.GetAttributeAsync("aria-expanded") != "true")
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
