using Microsoft.Playwright;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>Ana Sousa at the Playground, who clicks and types and nothing else.</summary>
public sealed class TeamsUser(IPage page, Playground playground)
{
    private const string Bot = "Incidents";

    private int _shots;

    /// <summary>The page.</summary>
    public IPage Page => page;

    private ILocator Posts => page.Locator(".fui-Card[role=group]");

    private ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    /// <summary>Opens the Playground. Once: it forgets what it showed when it is opened again.</summary>
    public async Task Arrive()
    {
        // The page waits long for fonts of the internet, which are not fetched here.
        await page.Context.RouteAsync(
            address => !address.Contains("127.0.0.1", StringComparison.Ordinal),
            route => route.AbortAsync()
        );
        await page.GotoAsync(playground.Url.ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Expect(Place("Personal Chat")).ToBeVisibleAsync();
    }

    /// <summary>Goes to the chat with us alone.</summary>
    public Task EnterChat() => Place("Personal Chat").ClickAsync();

    /// <summary>Goes to a channel of the team.</summary>
    public async Task Enter(string channel)
    {
        await Place($"Payments - {channel}").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Writes a post of her own.</summary>
    public async Task Post(string words, bool mention = true)
    {
        await Type(page.Locator("[data-lexical-editor=true][role=textbox]").First, words, mention);
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
    }

    /// <summary>Answers below a post, with a mention of us.</summary>
    public async Task Answer(ILocator post, string words)
    {
        await Type(post.Locator("[data-lexical-editor=true]").Last, words, mention: true);
        await post.GetByRole(AriaRole.Button, new() { Name = "Send Message" }).ClickAsync();
    }

    /// <summary>The post with these words, and its thread.</summary>
    public ILocator Thread(string words) => Posts.Filter(new() { HasText = words }).First;

    /// <summary>The newest post: what stands on it may change.</summary>
    public ILocator Newest => Posts.Nth(1);

    /// <summary>The newest card with these words.</summary>
    public ILocator Card(string words, ILocator? within = null) =>
        (within ?? page.Locator("body")).Locator(".ac-adaptiveCard").Filter(new() { HasText = words }).Last;

    /// <summary>The card of a dialog.</summary>
    public ILocator DialogCard => Dialog.Locator(".ac-adaptiveCard");

    /// <summary>Waits until a card shows these words.</summary>
    public async Task<ILocator> Sees(string words, ILocator? within = null)
    {
        var card = Card(words, within);
        await Expect(card).ToBeVisibleAsync();
        return card;
    }

    /// <summary>Presses a button of a card.</summary>
    public static Task Press(ILocator card, string label) => Button(card, label).ClickAsync();

    /// <summary>Waits until a button is there.</summary>
    public static Task SeesButton(ILocator card, string label) => Expect(Button(card, label)).ToBeVisibleAsync();

    /// <summary>Taps an option.</summary>
    public static Task Tap(ILocator card, string question, string option) =>
        card.GetByRole(AriaRole.Radiogroup, new() { Name = question })
            .GetByRole(AriaRole.Radio, new() { Name = option, Exact = true })
            .CheckAsync();

    /// <summary>Fills in a card that stands there and sends it. A card that is drawn anew meanwhile may lose what was
    /// typed; people type it again.</summary>
    public static Task Send(ILocator card, string label, params (string Field, string Value)[] values) =>
        Wait.Until(
            $"the form is sent: {label}",
            async () =>
            {
                foreach (var (field, value) in values)
                    await card.GetByLabel(field).FillAsync(value, new() { Timeout = 5_000 });
                await Press(card, label);
                return await Wait.For(async () => await Button(card, label).CountAsync() == 0, TimeSpan.FromSeconds(5));
            }
        );

    /// <summary>Chooses a command of the app from where she writes.</summary>
    public async Task Extend(string command)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Trigger Message Extension App" }).First.ClickAsync();
        await Choose(command);
    }

    /// <summary>Chooses a command of the app on a message.</summary>
    public async Task Extend(ILocator message, string command)
    {
        await message.HoverAsync();
        await message.GetByRole(AriaRole.Button, new() { Name = "Show more information" }).First.ClickAsync();
        await Choose(command);
    }

    /// <summary>Closes the dialog.</summary>
    public async Task CloseDialog()
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(Dialog).ToHaveCountAsync(0);
    }

    /// <summary>Keeps a picture of a part of the page.</summary>
    public Task Picture(string name, ILocator shown) => Shot($"{++_shots:D2}-{name}.png", shown);

    /// <summary>Keeps pictures of it on a desk and on a phone. What was typed there is lost: it is drawn anew.</summary>
    public async Task Pictures(string name, ILocator shown)
    {
        var held = page.ViewportSize!;
        await Picture(name, shown);
        await page.SetViewportSizeAsync(390, 844);
        await Shot($"{_shots:D2}-{name}-phone.png", shown);
        await page.SetViewportSizeAsync(held.Width, held.Height);
    }

    /// <summary>Assertions that wait.</summary>
    public static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private Task<byte[]> Shot(string file, ILocator shown) =>
        shown.ScreenshotAsync(
            new() { Path = Path.Combine(playground.World.Output, file), Animations = ScreenshotAnimations.Disabled }
        );

    private static ILocator Button(ILocator card, string label) =>
        card.GetByRole(AriaRole.Button, new() { Name = label, Exact = true });

    private ILocator Place(string name) => page.GetByRole(AriaRole.Treeitem, new() { Name = name });

    private async Task Choose(string command)
    {
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Action Command" }).ClickAsync();
        await Dialog.GetByPlaceholder("Input command id or leave blanks").FillAsync(command);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
    }

    private async Task Type(ILocator editor, string words, bool mention)
    {
        await editor.ClickAsync();
        if (mention)
        {
            await page.Keyboard.TypeAsync("@Inc");
            await page.Locator("#typeahead-menu").GetByRole(AriaRole.Menuitem, new() { Name = Bot }).ClickAsync();
            words = " " + words;
        }

        await page.Keyboard.TypeAsync(words);
    }
}
