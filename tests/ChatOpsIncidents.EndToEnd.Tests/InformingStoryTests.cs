using Microsoft.Playwright;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>How people are kept informed, as whoever writes it sees it: the plan, and the four readers side by
/// side.</summary>
public sealed class InformingStoryTests(Browser browser) : IClassFixture<Browser>
{
    [Theory, Trait("Requirement", "B16"), Trait("Requirement", "B21")]
    [InlineData("informing", 1280, 900)]
    [InlineData("informing-on-a-phone", 390, 844)]
    public async Task The_plan_and_what_each_reads_before_it_is_sent(string name, int width, int height)
    {
        await using var world = await World.Start(name);
        var ana = new Person(await browser.Open(width, height), world);
        await ana.Arrive();
        await ana.Enter("general");
        await ana.Type("declare critical checkout fails for EU cards service: checkout");
        await ana.Enter("inc-1-");
        await ana.Type("impact who: most how-bad: main-flow ongoing: yes");
        await ana.Type("plan support every: 20m where: here");
        await ana.Sees("support hears every 20m");
        await ana.Type("plan");
        await Looks(ana, "how people are kept informed", "plan");
        await ana.Type(
            "update what: checkout declines EU cards impact: most EU customers cannot pay by card "
                + "doing: checkout is rolled back to 4.1 next: 30m preview: yes"
        );
        await Looks(ana, "as each reads it", "preview");
        await ana.Press("Send it");
        await ana.Sees("On its way to support");
        await Looks(ana, "Update 1", "sent");
        await ana.Type("declare minor the logo is blurred even-so: yes");
        await ana.Enter("inc-2-");
        await ana.Type("plan");
        await Looks(ana, "whether it is still happening is asked", "plan-minor");
    }

    private static async Task Looks(Person person, string words, string name)
    {
        await person.Sees(words);
        var message = person.Page.GetByTestId("messages").GetByTestId("msg").Filter(new() { HasText = words }).Last;
        await message.EvaluateAsync("one => one.scrollIntoView({ block: 'start' })");
        var tooWide = await message.EvaluateAsync<bool>("one => one.scrollWidth > one.clientWidth");
        Assert.False(tooWide, $"{name} is wider than the window.");
        await person.Picture(name);
        await person.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await person.Picture(name + "-dark");
        await person.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
