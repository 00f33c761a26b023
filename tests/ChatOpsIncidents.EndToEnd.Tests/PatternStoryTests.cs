using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>The pattern as the field knows it: a deploy, latency, a wrong suspicion, the rollback, recovery proven.
/// Typed and clicked only.</summary>
public sealed class PatternStoryTests(Browser browser) : IClassFixture<Browser>
{
    [
        Theory,
        Trait("Requirement", "D1"),
        Trait("Requirement", "D2"),
        Trait("Requirement", "D4"),
        Trait("Requirement", "D5"),
        Trait("Requirement", "A16")
    ]
    [InlineData("story", 1280, 900, ColorScheme.Light)]
    [InlineData("story-on-a-phone", 390, 844, ColorScheme.Dark)]
    public async Task From_declare_to_the_exported_timeline(string name, int width, int height, ColorScheme scheme)
    {
        await using var world = await World.Start(name);
        var ana = new Person(await browser.Open(width, height, scheme), world);
        await ana.Arrive();
        await Declare(ana);
        await SuspectTheDatabase(ana);
        await Contain(ana);
        await TellPeople(ana);
        await ProveAndResolve(ana, world);
        await Exported(ana, world);
    }

    private static async Task Declare(Person ana)
    {
        await ana.Become("ana");
        await ana.Enter("payments");
        await ana.Say("payments 4.2 went out at 13:40, and now the checkout is slow");
        await ana.Say("/incident declare");
        await ana.SeesForm("Declare");
        await ana.Picture("declare");
        await ana.Fill("title", "checkout fails for EU cards");
        await ana.Tap("severity", "Major");
        await ana.Choose("service", "checkout");
        await ana.Submit();
        await ana.Enter("inc-1-");
        await ana.Sees("INC-1 checkout fails for EU cards");
        await ana.Sees("captured into the timeline");
        await ana.Picture("room");
    }

    private static async Task SuspectTheDatabase(Person ana)
    {
        await ana.Become("ben");
        await ana.Enter("inc-1-");
        await ana.JoinIfAsked();
        await ana.Say("/incident join");
        await ana.Say("the database looks busy to me");
        await ana.Say("/incident hypothesis it's the database");
        await ana.SeesForm("Impact");
        await ana.Picture("parked-impact-first");
        await ana.Tap("who", "Most");
        await ana.Tap("how-bad", "A main flow");
        await ana.Tap("ongoing", "Yes");
        await ana.Picture("impact");
        await ana.Submit();
        await ana.Sees("What does it look like?");
        await ana.Become("ana");
        await ana.Enter("inc-1-");
        await ana.Picture("parked");
    }

    private static async Task Contain(Person ana)
    {
        await ana.Say("/incident mitigate flag-off the new payment form");
        await ana.Sees("It starts at once when you give the last of this");
        await ana.Picture("held");
        await ana.Say("/incident rollback");
        await ana.Sees("Rollback options");
        await ana.Picture("ways-back");
        await ana.Say("/incident rollback checkout to 4.1");
        await ana.Sees("rollback: checkout to 4.1");
        await ana.Say("/incident outcome #1 worked error rate falls");
        await ana.Sees("worked: error rate falls");
        await ana.Picture("mitigated");
    }

    private static async Task TellPeople(Person ana)
    {
        await ana.Say(
            "/incident update what: payments 4.2 broke EU cards impact: EU customers could not pay doing: "
                + "rolled back to 4.1 next: 30m"
        );
        await ana.Sees("EU customers could not pay");
        await ana.Picture("update");
    }

    private static async Task ProveAndResolve(Person ana, World world)
    {
        await ana.Say("/incident resolve rolled back payments to 4.1");
        await ana.SeesForm("Proof");
        await ana.Fill("link", "https://grafana.example.com/d/checkout");
        await ana.Fill("rest", "error rate 0.1 %");
        await ana.Fill("before", "0.1 %");
        await ana.Picture("proof");
        await ana.Submit();
        await ana.Sees("error rate 0.1 %, before the incident 0.1 %");
        await ana.Picture("armed");
        await world.Act("clock", new { forwardSeconds = 900 });
        await ana.Sees("Look once more");
        await ana.Press("Still 0.1 %: resolve");
        await ana.Sees("Resolved");
        await ana.Picture("resolved");
    }

    private static async Task Exported(Person ana, World world)
    {
        foreach (var format in new[] { "md", "html", "json", "csv" })
            await Person.Expect(ana.Page.GetByTestId($"file-inc-1-timeline.{format}").First).ToBeVisibleAsync();
        await ana.Picture("exported");

        var timeline = await world.Timeline("INC-1");
        Assert.Equal("chatops-incidents/timeline@2", timeline["schema"]!.GetValue<string>());
        Assert.Equal("Resolved", timeline["incident"]!["phase"]!.GetValue<string>());
        Assert.Contains(
            timeline["entries"]!.AsArray(),
            e =>
                e!["kind"]!.ToString() == "message"
                && e["text"]!.ToString().Contains("looks busy", StringComparison.Ordinal)
        );
        Assert.Contains(timeline["entries"]!.AsArray(), e => e!["kind"]!.ToString() == "messages-sealed.v1");
        await Verified(world, timeline);
        await ana.Page.GotoAsync(new Uri(world.PagesUrl, "/incidents/INC-1").ToString());
        await Person.Expect(ana.Page.GetByTestId("phase")).ToHaveTextAsync("Resolved");
        await ana.Picture("page");
    }

    // The chain is checked by a script that knows nothing of the product; one changed byte is found.
    private static async Task Verified(World world, JsonNode timeline)
    {
        var file = Path.Combine(world.Output, "timeline.json");
        await File.WriteAllTextAsync(file, timeline.ToJsonString());
        Assert.Contains(await Verify(file), new[] { 0, 3 }); // 3: it holds, and the latest messages are not sealed yet
        var fact = timeline["entries"]!.AsArray().First(e => e!["kind"]!.ToString() == "incident-declared.v1")!;
        fact["content"] = fact["content"]!
            .ToString()
            .Replace("checkout fails", "checkout Fails", StringComparison.Ordinal);
        var changed = Path.Combine(world.Output, "timeline-changed.json");
        await File.WriteAllTextAsync(changed, timeline.ToJsonString());
        Assert.Equal(1, await Verify(changed));
    }

    private static async Task<int> Verify(string file)
    {
        var script = Path.Combine(World.Root, "deploy", "verify-export");
        using var process = Process.Start(
            new ProcessStartInfo("python3", [script, file]) { UseShellExecute = false, RedirectStandardOutput = true }
        )!;
        _ = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
