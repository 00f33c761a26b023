using System.Net;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class FileMethodTests : SimulatorTest
{
    [Fact]
    public async Task The_app_uploads_in_three_steps()
    {
        var begun = await Form("files.getUploadURLExternal", ("filename", "timeline.md"), ("length", "8"));
        IsOk(begun);
        Refused(
            "file_not_found",
            await Api(
                "files.completeUploadExternal",
                new { files = new[] { new { id = (string?)begun["file_id"] } }, channel_id = Payments }
            )
        );
        using var bytes = new ByteArrayContent("# INC-1\n"u8.ToArray());
        using var uploaded = await Http.PostAsync((string?)begun["upload_url"], bytes);
        Assert.Equal(HttpStatusCode.OK, uploaded.StatusCode);
        IsOk(
            await Api(
                "files.completeUploadExternal",
                new
                {
                    files = new[] { new { id = (string?)begun["file_id"], title = "Timeline" } },
                    channel_id = Payments,
                    initial_comment = "The export",
                }
            )
        );

        var shared = (await Host.NextEvent("message", "file_share")).Event;
        Assert.Equal(
            ("The export", "timeline.md", "Timeline"),
            ((string?)shared["text"], (string?)shared["files"]![0]!["name"], (string?)shared["files"]![0]!["title"])
        );
        var shown = Assert.Single(await Messages(Payments))!["files"]![0]!;
        Assert.Equal("# INC-1\n", await Http.GetStringAsync((string)shown["url"]!));
        Assert.Equal(8, (int)(await Form("files.info", ("file", (string)begun["file_id"]!)))["file"]!["size"]!);
    }

    [Fact]
    public async Task A_person_s_file_is_read_with_the_token_only()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("ana"), "as" },
            { new StringContent(Payments), "channel" },
            { new ByteArrayContent("boom"u8.ToArray()), "file", "error.log" },
        };
        IsOk(
            System.Text.Json.Nodes.JsonNode.Parse(
                await (await Http.PostAsync("/sim/upload", form)).Content.ReadAsStringAsync()
            )!
        );
        var url = (string)(await Host.NextEvent("message", "file_share")).Event["files"]![0]!["url_private"]!;

        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        using var refused = await http.GetAsync(url);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "xoxb-local-workspace");
        Assert.Equal("boom", await http.GetStringAsync(url));
    }
}
