using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Tests.Platforms.Teams;
using Microsoft.Playwright;
using static ChatOpsIncidents.EndToEnd.Tests.TeamsUser;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>An incident from its declaration to its report, clicked and typed in Microsoft's own Playground.</summary>
public sealed partial class PlaygroundTests(Browser browser) : IClassFixture<Browser>
{
    private const int Minute = 60;

    [Fact, Trait("Requirement", "D1"), Trait("Requirement", "A10"), Trait("Requirement", "D5")]
    public async Task An_incident_is_run_in_Teams_from_a_mention_to_its_report()
    {
        await using var playground = await Playground.Start("teams-playground");
        var ana = new TeamsUser(await browser.Open(1280, 900), playground);
        await ana.Arrive();
        await ana.Enter("Incidents");
        await ana.Post("declare major checkout fails service: checkout");
        await ana.Sees("INC-1 checkout fails", ana.Newest);
        await ThreeTaps(ana);
        await Refused(ana);
        await RoleTaken(ana, playground);
        await Extended(ana, playground.World);
        await Resolved(ana, playground.World);
        await Exported(ana, playground.World);
    }

    // The form stands where the card stood, for her alone; what is missing is named, and what was typed stays.
    private static async Task ThreeTaps(TeamsUser ana)
    {
        var card = ana.Newest.Locator(".ac-adaptiveCard").First;
        await ana.Pictures("declared", card);
        await Press(card, "Impact");
        await Tap(card, "Who is hit?", "Most");
        await card.GetByLabel("Where? Region, tenant, version").FillAsync("EU cards");
        await Press(card, "Record");
        await Expect(card.GetByText("Please fill this in.")).ToHaveCountAsync(2);
        await Expect(card.GetByRole(AriaRole.Radio, new() { Name = "Most" })).ToBeCheckedAsync();
        await Expect(card.GetByLabel("Where? Region, tenant, version")).ToHaveValueAsync("EU cards");
        await ana.Picture("missing", card);
        await Tap(card, "What fails?", "A main flow");
        await Tap(card, "Is it still going on?", "Yes");
        await Press(card, "Record");
        await Expect(card).ToContainTextAsync("most users, a main flow, going on, scope: EU cards");
        await GoesBack(card);
        await SeesButton(card, "A deploy or change");
    }

    // Her answer stands there until she goes back, or until the card that all see is written anew: either may come first.
    private static async Task GoesBack(ILocator card)
    {
        try
        {
            var back = card.GetByRole(AriaRole.Button, new() { Name = "Back", Exact = true });
            await back.ClickAsync(new() { Timeout = 3_000 });
        }
        catch (TimeoutException)
        {
            // The new card came first, and has no way back.
        }
    }

    // Not before the ways back were looked at: a tap says that there is none, and what had to wait starts by itself.
    private static async Task Refused(TeamsUser ana)
    {
        var room = ana.Thread("most users");
        await ana.Answer(room, "mitigate scale edge to 12");
        await ana.EnterChat();
        var refusal = await ana.Sees("First look at the rollback options");
        await ana.Picture("refused", refusal);
        await Press(refusal, "None possible");
        await Send(await ana.Sees("No rollback possible"), "Record", ("Why", "the last deploy was a week ago"));
        await ana.Enter("Incidents");
        await ana.Sees("Started #1", room);
        await ana.Answer(room, "outcome #1 worked error rate falls");
        await ana.Sees("error rate falls", room);
    }

    // The host dies after the role was offered. What falls due afterwards reaches her alone, in the chat that the database
    // remembers; she takes the role there.
    private static async Task RoleTaken(TeamsUser ana, Playground playground)
    {
        var open = ana.Page.GetByRole(AriaRole.Link, new() { Name = "open", Exact = true }).Last;
        var link = await open.GetAttributeAsync("href");
        var root = ThreadOf().Match(link!).Groups["root"].Value;
        await playground.Say(TeamsPerson.Ben, "role ops me", root);
        var card = ana.Thread("most users").Locator(".ac-adaptiveCard").First;
        await Expect(card).ToContainTextAsync("Ben Okafor");
        await playground.Say(TeamsPerson.Ben, "handover ops <at>Ana Sousa</at>", root, TeamsPerson.Ana);
        await ana.Sees("hands over", ana.Thread("most users"));
        await playground.World.KillHost();
        await playground.World.StartHost();
        await playground.World.Act("clock", new { forwardSeconds = 4 * Minute });
        await ana.EnterChat();
        var reminder = await ana.Sees("INC-1: would you take Ops");
        await ana.Picture("reminded", reminder);
        await Press(reminder, "Accept");
        await ana.Enter("Incidents");
        await Expect(card).Not.ToContainTextAsync("Ben Okafor");
    }

    private static async Task Extended(TeamsUser ana, World world)
    {
        await ana.EnterChat();
        await ana.Extend("declare");
        await Send(ana.DialogCard, "Declare", ("What is wrong?", "search is slow"));
        await Expect(ana.DialogCard).ToContainTextAsync("search is slow");
        await ana.Picture("declared-in-a-dialog", ana.DialogCard);
        await ana.CloseDialog();
        await ana.Enter("General");
        await ana.Post("search answers slowly since noon", mention: false);
        await ana.Extend(ana.Thread("search answers slowly"), "addToTimeline");
        await Expect(ana.DialogCard).ToContainTextAsync("Which incident do you mean?");
        await ana.Picture("which-incident", ana.DialogCard);
        await Press(ana.DialogCard, "INC-2 search is slow");
        await World.Until(
            "the note",
            async () =>
                (await world.Timeline("INC-2"))["entries"]!
                    .AsArray()
                    .FirstOrDefault(entry =>
                        entry!["text"]!
                            .ToString()
                            .Contains("search answers slowly since noon", StringComparison.Ordinal)
                    )
        );
        await ana.CloseDialog();
    }

    private static async Task Resolved(TeamsUser ana, World world)
    {
        await ana.Enter("Incidents");
        var room = ana.Thread("most users");
        await ana.Answer(room, "resolve rolled out");
        await ana.EnterChat();
        var form = await ana.Sees("Proof of recovery");
        await Send(
            form,
            "Record",
            ("Dashboard or query", "https://grafana.example.com/d/checkout"),
            ("What value does it show now?", "error ratio 0.1 %"),
            ("What did it show before the incident?", "0.1 %")
        );
        await ana.Enter("Incidents");
        await ana.Sees("Recovery seen", room);
        await world.Act("clock", new { forwardSeconds = 16 * Minute });
        await ana.Sees("The answers stand on the card", room);
        var card = room.Locator(".ac-adaptiveCard").First;
        await card.GetByRole(AriaRole.Button, new() { NameRegex = new("^Still .*: resolve$") }).ClickAsync();
        await Expect(card).ToContainTextAsync("Resolved");
        await ana.Pictures("resolved", card);
    }

    // The link opens a file for her, which needs no sign-in.
    private static async Task Exported(TeamsUser ana, World world)
    {
        var files = await ana.Sees("inc-1-timeline.html", ana.Thread("most users"));
        await ana.Picture("exports", files);
        var asked = new TaskCompletionSource<string>();
        ana.Page.Context.Request += (_, request) =>
        {
            if (request.Url.StartsWith(world.PagesUrl.ToString(), StringComparison.Ordinal))
                asked.TrySetResult(request.Url);
        };
        await files.GetByText("Open html").ClickAsync();
        await asked.Task.InTime();
        var report = await world.Http.GetStringAsync(new Uri(await asked.Task));
        Assert.Contains("checkout fails", report);
    }

    [GeneratedRegex("parentMessageId=(?<root>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ThreadOf();
}
