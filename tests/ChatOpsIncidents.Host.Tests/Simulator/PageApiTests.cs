using System.Net;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.WebApi;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class PageApiTests : SimulatorTest
{
    private async Task<StreamReader> Listen(string by)
    {
        var reader = new StreamReader(await Http.GetStreamAsync($"/sim/stream?as={by}"));
        Assert.Equal(": open", await reader.ReadLineAsync());
        return reader;
    }

    private static async Task<JsonNode> News(StreamReader stream, string type)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await stream.ReadLineAsync(patience.Token) is { } line)
            if (
                line.StartsWith("data: ", StringComparison.Ordinal)
                && JsonNode.Parse(line[6..]) is { } news
                && (string?)news["type"] == type
            )
                return news;
        throw new InvalidOperationException("The stream ended.");
    }

    [Fact]
    public async Task The_seeds_are_shown_with_zones_and_guests()
    {
        var state = (await Get("state?as=eve"))!;
        Assert.Equal(["payments"], state["channels"]!.AsArray().Select(c => (string?)c!["name"]));
        var people = state["people"]!.AsArray().ToDictionary(p => (string)p!["name"]!, p => p!);
        Assert.Equal("Asia/Kolkata", (string?)people["dev"]["tz"]);
        Assert.True((bool)people["eve"]["guest"]!);
        Assert.True((bool)people["incidents"]["bot"]!);
    }

    [Fact] // One name everywhere: the local workspace calls the app as the manifest does
    [Trait("Fault", "U38")]
    public async Task The_app_is_called_as_in_the_manifest()
    {
        var manifest = await File.ReadAllTextAsync(
            Path.Combine(Slack.Samples.Folder, "../../../../deploy/slack-manifest.yaml")
        );
        var state = (await Get("state?as=ana"))!;
        var app = state["people"]!.AsArray().Single(person => (bool?)person!["bot"] is true)!;
        Assert.Contains($"\n  name: {app["realName"]}\n", manifest, StringComparison.Ordinal);
        Assert.Contains($"display_name: {app["name"]}\n", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_page_hears_what_changes()
    {
        using var stream = await Listen("ben");
        var said = await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "hello",
            }
        );
        var news = await News(stream, "message");
        Assert.Equal((Payments, (string?)said["ts"]), ((string?)news["channel"], (string?)news["ts"]));
        await Sim("clock", new { forwardSeconds = 60 });
        await News(stream, "state");
    }

    [Fact]
    public async Task What_is_for_one_person_is_heard_by_that_person_only()
    {
        using var ana = await Listen("ana");
        using var ben = await Listen("ben");
        await Api(
            "chat.postEphemeral",
            new
            {
                channel = Payments,
                user = Ana,
                text = "only ana",
            }
        );
        await Sim(
            "say",
            new
            {
                @as = "chloe",
                channel = "C0GENERAL",
                text = "all",
            }
        );

        Assert.Equal(Payments, (string?)(await News(ana, "message"))["channel"]);
        Assert.Equal("C0GENERAL", (string?)(await News(ben, "message"))["channel"]);
    }

    [Fact]
    public async Task Unread_messages_are_counted_until_they_are_read()
    {
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "one",
            }
        );
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "two",
            }
        );
        Assert.Equal(2, await Unread("ben"));
        Assert.Equal(0, await Unread("ana"));
        await Messages(Payments, "ben");
        Assert.Equal(0, await Unread("ben"));
    }

    private async Task<int> Unread(string by) =>
        (int)
            (await Get($"state?as={by}"))!["channels"]!.AsArray().Single(c => (string?)c!["id"] == Payments)![
                "unread"
            ]!;

    [Fact]
    public async Task A_direct_message_to_the_app_is_heard_as_one()
    {
        var channel = (string)(await Sim("dm", new { @as = "ana", with = Bot }))["channel"]!;
        await Sim(
            "say",
            new
            {
                @as = "ana",
                channel,
                text = "@incidents status",
            }
        );
        Assert.Equal("im", (string?)(await Host.NextEvent("message")).Event["channel_type"]);
        Assert.True((bool)(await Idle())!);
        Assert.DoesNotContain(Host.Rest(), r => r.Kind == "app_mention");
        using var refused = await Http.GetAsync($"/sim/channels/{channel}/messages?as=ben");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private async Task<JsonNode?> Idle()
    {
        for (var i = 0; i < 100 && !(bool)(await Get("idle"))!["idle"]!; i++)
            await Task.Yield();
        return (await Get("idle"))!["idle"];
    }

    [Fact]
    public async Task A_person_can_bring_the_app_into_a_channel()
    {
        await Sim(
            "invite",
            new
            {
                @as = "ana",
                channel = Status,
                user = "incidents",
            }
        );
        var joined = (await Host.NextEvent("member_joined_channel")).Event;
        Assert.Equal((Bot, Ana), ((string?)joined["user"], (string?)joined["inviter"]));
        IsOk(await Api("chat.postMessage", new { channel = Status, text = "here" }));
    }

    [Fact]
    public async Task A_host_that_cannot_be_told_the_time_gets_calls_signed_for_its_own()
    {
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var answer = await Sim("clock", new { forwardSeconds = 3600 });
        Assert.Equal((3600, false), ((int)answer["clockOffsetSeconds"]!, (bool)answer["hostTold"]!));
        var received = await Slash("/incident status");
        Assert.InRange(long.Parse(received.Headers["X-Slack-Request-Timestamp"]!), before, before + 60);
    }

    [Fact]
    public async Task The_page_is_part_of_the_program()
    {
        Assert.Contains("<html", await Http.GetStringAsync("/"));
        using var missing = await Http.GetAsync("/nothing.js");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public void Every_method_offered_is_one_that_Slack_documents() =>
        Assert.All(Offered.Names, name => Assert.Contains(name, MethodTable.All.Keys));

    private ApiMethods Offered => (ApiMethods)Services.GetService(typeof(ApiMethods))!;
}
