using Microsoft.Playwright;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>What a newcomer sees in the local workspace: a deploy, an incident that an alert declares, a proven
/// recovery.</summary>
public sealed class OutsideWorldTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Hooks__Token"] = "local-hooks-token",
        ["Hooks__Secrets__github__0"] = "local-github-secret",
        ["Hooks__Secrets__launchdarkly__0"] = "local-launchdarkly-secret",
        ["Monitoring__Prometheus__Url"] = "{workspace}/prometheus",
        ["Monitoring__Interval"] = "00:00:01",
        ["Policy__HoldTime__Critical"] = "00:00:05",
    };

    [
        Theory,
        InlineData("outside-on-a-phone", 390, 844, ColorScheme.Light),
        InlineData("outside-in-the-dark", 390, 844, ColorScheme.Dark),
        Trait("Requirement", "A5"),
        Trait("Requirement", "A18"),
        Trait("Requirement", "B10")
    ]
    public async Task A_bad_deploy_an_alert_and_a_proven_recovery_are_seen_within_minutes(
        string name,
        int width,
        int height,
        ColorScheme scheme
    )
    {
        await using var world = await World.Start(name, Settings);
        var page = await browser.Open(width, height, scheme);
        var ana = new Person(page, world);
        await ana.Arrive();
        await Outside(page, "flag", "supplier", "bad-deploy");
        await Person.Expect(page.GetByTestId("outside-state")).ToContainTextAsync("fires");
        await ana.Picture("panel");
        await page.GetByTestId("controls-close").ClickAsync();

        await ana.Enter("inc-1");
        await ana.JoinIfAsked();
        await ana.Sees("is not in baseline: 30 % now, 0.1 % before");
        await ana.Picture("card");
        await ana.Type("changes");
        await ana.Sees("checkout 4.2");
        await ana.Sees("new-checkout");
        await ana.Picture("changes");
        await ana.Type("impact who: most how-bad: main-flow ongoing: yes");
        await ana.Type("rollback checkout to 4.1");
        await ana.Type("verify");
        await ana.Sees("not in baseline since");
        await ana.Picture("verify");
        await ana.Type("resolve rolled back to 4.1");
        await ana.Sees("not proven yet");

        await Outside(page, "rollback", "errors");
        await page.GetByTestId("controls-close").ClickAsync();
        await ana.Sees("Every check is in baseline");
        await page.GotoAsync(new Uri(world.PagesUrl, "/incidents/INC-1").ToString());
        await Person.Expect(page.GetByTestId("checks")).ToBeVisibleAsync();
        // In one step: the page renews itself while somebody looks at it.
        await page.EvaluateAsync("document.querySelector('[data-testid=checks]').scrollIntoView()");
        await Person.Expect(page.GetByTestId("checks").Locator("polyline").First).ToBeVisibleAsync();
        await ana.Picture("page");
        await Person.Expect(page.GetByTestId("phase")).ToHaveTextAsync("Resolved");
        await ana.Arrive();
        await ana.Enter("inc-1");
        await ana.Sees("Resolved: rolled back to 4.1");
        await ana.Picture("resolved");
    }

    private static async Task Outside(IPage page, params string[] acts)
    {
        await page.GetByTestId("controls-toggle").ClickAsync();
        foreach (var act in acts)
        {
            await page.GetByTestId($"outside-{act}").ClickAsync();
            await Person.Expect(page.GetByTestId($"outside-{act}")).ToBeEnabledAsync();
        }
    }
}
