using System.Text;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Truth;

namespace ChatOpsIncidents.Host.Tests.Slack;

/// <summary>The report in the canvas of its room, where the workspace allows it; else it is said why not.</summary>
[Trait("Requirement", "D5")]
public sealed class SlackCanvasTests(TruthRooms rooms) : IClassFixture<TruthRooms>
{
    private const string Create = "conversations.canvases.create";
    private const string Known = """{"ok":false,"error":"channel_canvas_already_exists"}""";

    [Fact]
    public async Task It_is_made_once_and_written_anew_in_its_place()
    {
        var bench = new SlackBench();
        Assert.IsType<AttemptEnd.Done>(await Write(bench));
        var made = bench.Last(Create);
        Assert.Equal("C1", made["channel_id"]!.ToString());
        Assert.Equal("markdown", made["document_content"]!["type"]!.ToString());
        Assert.Equal("# Réport", made["document_content"]!["markdown"]!.ToString());

        bench = new SlackBench()
            .On(Create, Known)
            .On(
                "conversations.info",
                """{"ok":true,"channel":{"id":"C1","properties":{"canvas":{"file_id":"F9","is_empty":false}}}}"""
            );
        Assert.IsType<AttemptEnd.Done>(await Write(bench));
        var edited = bench.Last("canvases.edit");
        Assert.Equal("F9", edited["canvas_id"]!.ToString());
        Assert.Equal("replace", Assert.Single(edited["changes"]!.AsArray())!["operation"]!.ToString());
    }

    [Theory]
    [InlineData("canvas_disabled_user_team", "canvases are switched off in this workspace")]
    [InlineData("team_tier_cannot_create_channel_canvases", "the plan of this workspace has no canvas for it")]
    [InlineData("missing_scope", "the app lacks a permission that an admin has to add")]
    [InlineData("restricted_action", "an admin has restricted who may write there")]
    public async Task Where_there_is_none_it_is_said_plainly(string error, string why)
    {
        var end = await Write(new SlackBench().On(Create, $$"""{"ok":false,"error":"{{error}}"}"""));
        Assert.Equal(why, Assert.IsType<AttemptEnd.GiveUp>(end).ForPeople);
    }

    [Fact]
    public async Task A_thread_has_none_and_a_foreign_one_is_left_alone()
    {
        var end = await Write(new SlackBench(), new MessagePlace("C1", "1.2"));
        Assert.Contains("only a channel", Assert.IsType<AttemptEnd.GiveUp>(end).ForPeople, StringComparison.Ordinal);
        var bench = new SlackBench()
            .On(Create, Known)
            .On("conversations.info", """{"ok":true,"channel":{"id":"C1"}}""");
        Assert.Contains(
            "may not change",
            Assert.IsType<AttemptEnd.GiveUp>(await Write(bench)).ForPeople,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("canvases.edit", bench.Methods);
    }

    [Fact]
    public async Task A_person_asks_for_it_in_chat_and_the_report_stands_in_it()
    {
        var room = await rooms.Declare("major checkout fails for the canvas");
        var answer = await room.Type("ana", "export canvas");
        Assert.Contains("into the canvas of its room", answer, StringComparison.Ordinal);
        var call = await rooms.Seen(
            0,
            call => call.Method == Create && $"{call.Args["document_content"]}".Contains("for the canvas")
        );
        Assert.NotNull(call);
    }

    private static Task<AttemptEnd> Write(SlackBench bench, MessagePlace? place = null) =>
        bench.Chat.Deliver(
            SlackBench.Deliver(
                new Effect.Upload(Destination.Room, Effect.Upload.CanvasFormat, "export-canvas-3"),
                place ?? new MessagePlace("C1"),
                file: new RenderedFile("inc-7-timeline.md", "text/markdown", Encoding.UTF8.GetBytes("# Réport"))
            ),
            CancellationToken.None
        );
}
