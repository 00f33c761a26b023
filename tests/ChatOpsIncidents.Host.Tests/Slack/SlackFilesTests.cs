using System.Net;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Tests.Slack;

/// <summary>Files that are read from Slack: only those of the room, only from Slack, never too large.</summary>
public sealed class SlackFilesTests
{
    private const string Address = "https://files.slack.com/files-pri/T1-F1/download/graph.png";

    [Fact, Trait("Requirement", "B13")]
    public async Task A_file_of_the_room_is_read_with_our_token()
    {
        var bench = new SlackBench().On("files.info", Info("C1", 3)).On(Address, () => Answer("image/png", "abc"));
        var (file, _) = await Read(bench);
        Assert.Equal(("graph.png", "image/png", 3), (file!.Name, file.ContentType, file.Bytes.Length));
        Assert.Equal("F1", bench.Last("files.info")["file"]!.ToString());
    }

    [Theory, Trait("Requirement", "B13")]
    [InlineData("C2", 3, "https://files.slack.com/x", "room")]
    [InlineData("C1", 26_000_000, "https://files.slack.com/x", "larger")]
    [InlineData("C1", 3, "https://evil.test/x", "refused")]
    public async Task What_is_not_ours_to_keep_is_not_read(string channel, int size, string address, string why)
    {
        var bench = new SlackBench().On("files.info", Info(channel, size, address));
        var (file, end) = await Read(bench);
        Assert.Null(file);
        Assert.Contains(why, Assert.IsType<AttemptEnd.GiveUp>(end).Why, StringComparison.Ordinal);
        Assert.Equal(["files.info"], bench.Methods);
    }

    [Fact]
    public async Task A_sign_in_page_is_no_file_and_a_bad_moment_passes()
    {
        var bench = new SlackBench().On("files.info", Info("C1", 3)).On(Address, () => Answer("text/html", "<html>"));
        Assert.Contains(
            "files:read",
            Assert.IsType<AttemptEnd.GiveUp>((await Read(bench)).End).Why,
            StringComparison.Ordinal
        );
        bench = new SlackBench()
            .On("files.info", Info("C1", 3))
            .On(Address, () => new HttpResponseMessage(HttpStatusCode.BadGateway));
        Assert.IsType<AttemptEnd.TryAgain>((await Read(bench)).End);
    }

    [Fact]
    [Trait("Fault", "U15")]
    public async Task The_report_and_all_files_are_one_message()
    {
        var bench = new SlackBench();
        Assert.IsType<AttemptEnd.Done>(await Share(bench, attempt: 1));
        Assert.Equal(2, bench.Methods.Count(method => method == "files.getUploadURLExternal"));
        Assert.Single(bench.Methods, method => method == "files.completeUploadExternal");
        var shared = bench.Last("files.completeUploadExternal");
        Assert.Equal(2, shared["files"]!.AsArray().Count);
        Assert.Equal("*Issue report*\nIt works &amp; lasts.", shared["initial_comment"]!.ToString());
    }

    [Fact] // A sibling: what Slack never takes does not keep the others
    [Trait("Fault", "U15")]
    public async Task A_file_that_Slack_does_not_take_is_left_out_in_the_end()
    {
        const string Fault = """{"ok":false,"error":"internal_error"}""";
        Assert.IsType<AttemptEnd.TryAgain>(
            await Share(new SlackBench().On("files.getUploadURLExternal", Fault), attempt: 1)
        );
        var bench = new SlackBench().On("files.getUploadURLExternal", Fault);
        Assert.IsType<AttemptEnd.Done>(await Share(bench, attempt: 3));
        Assert.Single(bench.Last("files.completeUploadExternal")["files"]!.AsArray());
    }

    private static Task<AttemptEnd> Share(SlackBench bench, int attempt)
    {
        var report = new ChatMessage { Title = "Issue report", Body = "It works & lasts." };
        var upload = new Effect.Upload(Destination.Room, "md", "exports-9") { With = ["html"], Message = report };
        var delivery = SlackBench.Deliver(
            upload,
            new MessagePlace("C1"),
            file: new RenderedFile("a.md", "text/markdown", [1])
        );
        return bench.Chat.Deliver(
            delivery with
            {
                Attempt = attempt,
                MoreFiles = [new RenderedFile("a.html", "text/html", [2])],
            },
            CancellationToken.None
        );
    }

    private static Task<(RenderedFile? File, AttemptEnd End)> Read(SlackBench bench) =>
        bench.Chat.ReadFile("T1", "C1", "F1", 25_000_000, CancellationToken.None);

    private static string Info(string channel, int size, string address = Address) =>
        $$$"""
            {"ok":true,"file":{"id":"F1","name":"graph.png","mimetype":"image/png","size":{{{size}}},"url_private_download":"{{{address}}}",
            "channels":["{{{channel}}}"]}}
            """;

    private static HttpResponseMessage Answer(string type, string text) =>
        new(HttpStatusCode.OK) { Content = new StringContent(text, System.Text.Encoding.UTF8, type) };
}
