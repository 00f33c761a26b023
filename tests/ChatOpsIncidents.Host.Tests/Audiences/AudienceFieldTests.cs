using System.Text.Json;
using ChatOpsIncidents.Host.Tests.Field;
using ChatOpsIncidents.Host.Tests.Paging;
using Microsoft.AspNetCore.Http;

namespace ChatOpsIncidents.Host.Tests.Audiences;

/// <summary>Updates as people send them, over signed HTTP: who hears what, by which way.</summary>
public sealed class AudienceFieldTests
{
    private const string Update =
        "update what: payouts are stuck in payments impact: payouts arrive late doing: we restart the queue next: 30m";

    [Fact, Trait("Requirement", "B16"), Trait("Requirement", "B18"), Trait("Requirement", "B19")]
    [Trait("Fault", "K1")]
    public async Task Who_hears_what_goes_by_severity_and_each_reads_its_own_words()
    {
        await using var mail = TestMailServer.Start();
        await using var page = await StatusPage();
        await using var played = await FieldCase.Start(Settings(mail, page));
        await Do(
            played,
            Declare("critical", "payouts are stuck"),
            $$"""{ "command": "{{Update}}", "by": "U0ANASOUSA", "in": "$ROOM", "save": "sent" }"""
        );
        await Expect(
            played,
            """
            [
              { "see": "reply", "step": "sent", "includes": ["On its way to leadership", "the status page"] },
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "C0SUPPORT" }, "includes": ["what to tell customers", "payouts arrive late"], "excludes": ["in payments"] },
              { "see": "timeline", "kind": "audience-reached", "includes": ["Told support by a channel"] },
              { "see": "timeline", "kind": "audience-reached", "includes": ["Told leadership by mail"] },
              { "see": "timeline", "kind": "audience-reached", "includes": ["Told public by the status page"] }
            ]
            """
        );
        Assert.Contains("Risk", Assert.Single(mail.Mails).TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("payments", page.Last.Body, StringComparison.Ordinal);
        await Do(
            played,
            Declare("medium", "a chart is empty"),
            $$"""{ "command": "INC-2 {{Update}}", "by": "U0ANASOUSA", "in": "C0GENERAL" }"""
        );
        await Stands(played, "INC-2", "Told leadership by mail");
        await Do(
            played,
            Declare("minor", "a typo"),
            $$"""{ "command": "INC-3 {{Update}} to: support", "by": "U0ANASOUSA", "in": "C0GENERAL" }"""
        );
        await Stands(played, "INC-3", "Told support by a channel");
        // Medium is not told to the public, minor only to who is named.
        Assert.Equal(2, mail.Mails.Count);
        Assert.Equal(1, page.Requests.Count(request => request.Method == "POST"));
    }

    [Fact, Trait("Requirement", "B20")]
    public async Task Engineers_read_in_the_room_the_change_that_runs_the_theory_and_the_phase()
    {
        await using var played = await FieldCase.Start();
        await Do(
            played,
            Declare("critical", "payouts are stuck"),
            InRoom("impact who: most how-bad: main-flow ongoing: yes"),
            InRoom("rollback none because the schema moved on"),
            InRoom("mitigate flag-off the new basket"),
            InRoom("hypothesis the pool is full"),
            InRoom(Update)
        );
        await Expect(
            played,
            """
            [
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "$ROOM" }, "includes": ["payouts are stuck in payments", "Running change", "the new basket", "Theory", "the pool is full", "Phase", "UTC"] }
            ]
            """
        );
    }

    [Fact]
    public async Task Mail_goes_out_while_Slack_is_down_and_what_fails_is_said_in_the_room()
    {
        await using var mail = TestMailServer.Start();
        await using var page = await StatusPage();
        page.Answer = _ => Results.Json(new { error = "Could not authenticate" }, statusCode: 401);
        await using var played = await FieldCase.Start(Settings(mail, page));
        await Do(
            played,
            Declare("critical", "payouts are stuck"),
            """{ "slack": [{ "method": "chat.postMessage", "match": { "channel": "C0SUPPORT" }, "status": 500, "answer": {} }] }""",
            $$"""{ "command": "{{Update}}", "by": "U0ANASOUSA", "in": "$ROOM" }"""
        );
        await Expect(
            played,
            """
            [
              { "see": "timeline", "kind": "audience-reached", "includes": ["Told leadership by mail"] },
              { "see": "timeline", "kind": "audience-not-reached", "includes": ["support has not got it yet", "It is tried again"] },
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "$ROOM" }, "includes": ["public did not get it by the status page", "refuses our key", "Send it again", "Tell them elsewhere"] }
            ]
            """
        );
        await Do(
            played,
            """{ "command": "plan", "by": "U0ANASOUSA", "in": "$ROOM", "save": "plan" }""",
            """{ "command": "plan public where: C0STATUS why: the page is down", "by": "U0ANASOUSA", "in": "$ROOM" }""",
            """{ "command": "update same to: public", "by": "U0ANASOUSA", "in": "$ROOM" }"""
        );
        await Expect(
            played,
            """
            [
              { "see": "reply", "step": "plan", "includes": ["Not delivered", "refuses our key"] },
              { "see": "timeline", "kind": "plan-changed", "includes": ["public hears", "the page is down"] },
              { "see": "call", "method": "chat.postMessage", "where": { "channel": "C0STATUS" }, "includes": ["Payouts arrive late"] }
            ]
            """
        );
    }

    private static Task Stands(FieldCase played, string id, string words) =>
        Wait.Until(
            $"{words} in {id}",
            async () =>
                (await played.Timeline(id)).Any(entry =>
                    entry!["text"]!.ToString().StartsWith(words, StringComparison.Ordinal)
                )
        );

    private static string InRoom(string words) => $$"""{ "command": "{{words}}", "by": "U0ANASOUSA", "in": "$ROOM" }""";

    private static string Declare(string severity, string title) =>
        $$"""{ "command": "declare {{severity}} {{title}} even-so: \"yes\"", "by": "U0ANASOUSA", "in": "C0GENERAL", "opens": true }""";

    private static async Task<PagerStandIn> StatusPage()
    {
        var page = await PagerStandIn.Start();
        page.Answer = request =>
            request.Method == "GET"
                ? Results.Json(Array.Empty<object>())
                : Results.Json(new { id = "p31zjtct2jer" }, statusCode: 201);
        return page;
    }

    private static Dictionary<string, string?> Settings(TestMailServer mail, PagerStandIn page) =>
        new(mail.Settings())
        {
            ["Audiences:Leadership:Mail"] = "board@x.test",
            ["Audiences:Support:Channels"] = "C0SUPPORT",
            ["Audiences:Public:StatusPage"] = "kctbh9vrtdwd",
            ["Cadence:Medium:Public"] = "00:00:00",
            ["Destinations:StatusPage:Url"] = page.Address,
            ["Destinations:StatusPage:Key"] = "page-key",
        };

    private static async Task Do(FieldCase played, params string[] steps)
    {
        foreach (var step in steps)
        {
            using var read = JsonDocument.Parse(step);
            await played.Do(read.RootElement);
        }
    }

    private static async Task Expect(FieldCase played, string expected)
    {
        using var read = JsonDocument.Parse(expected);
        await new FieldSight(played).Expect(read.RootElement);
    }
}
