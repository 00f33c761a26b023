using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary><c>files.*</c>: an address to upload to, the completion that shares the file, and its
/// description.</summary>
internal sealed class FileMethods(LocalWorkspace workspace, Postings postings) : IMethodFamily
{
    private const int AltLengthMax = 1_000;

    public IEnumerable<(string, Func<ApiCall, JsonObject>)> Methods =>
        [
            ("files.getUploadURLExternal", Begin),
            ("files.completeUploadExternal", Complete),
            ("files.info", Info),
            ("files.upload", _ => throw new SlackFault("method_deprecated")),
        ];

    private JsonObject Begin(ApiCall call)
    {
        if (!long.TryParse(call.Required("length"), out var length) || length <= 0)
            throw SlackFault.Arguments("must be greater than 0 [json-pointer:/length]");
        if (call.Text("alt_txt") is { Length: > AltLengthMax })
            throw new SlackFault("alt_txt_too_large");
        var file = new StoredFile
        {
            Id = workspace.NewId("F"),
            Name = call.Required("filename"),
            User = LocalWorkspace.BotUserId,
            Created = workspace.Clock.GetUtcNow(),
            MimeType = MimeTypes.Of(call.Required("filename")),
        };
        workspace.Files[file.Id] = file;
        return Json.Object(("upload_url", $"{workspace.BaseUrl}/upload/v1/{file.Id}"), ("file_id", file.Id));
    }

    private JsonObject Complete(ApiCall call)
    {
        if (call.Structure("files") is not JsonArray { Count: > 0 } given)
            throw SlackFault.Arguments("missing required field: files");
        var files = given.Select(f => Uploaded(f)).ToArray();
        var channels = call.Text("channel_id") is not null
            ? [call.OwnChannel("channel_id")]
            : call.List("channels").Select(c => Named(call, c)).ToArray();
        foreach (var file in files)
            file.Complete = true;
        foreach (var channel in channels)
            Share(call, channel, files);
        return Json.Object(("files", Json.Array(files.Select(f => Json.Object(("id", f.Id), ("title", f.Title))))));
    }

    private StoredFile Uploaded(JsonNode? given)
    {
        if (!workspace.Files.TryGetValue(given.Text("id") ?? "", out var file) || file.Bytes is null || file.Complete)
            throw new SlackFault("file_not_found");
        file.Title = given.Text("title") ?? file.Name;
        return file;
    }

    private static Conversation Named(ApiCall call, string id)
    {
        call.Arguments["channel_id"] = id;
        return call.OwnChannel("channel_id");
    }

    private void Share(ApiCall call, Conversation channel, StoredFile[] files)
    {
        var message = new Message
        {
            Ts = workspace.NextTs(),
            User = LocalWorkspace.BotUserId,
            FromBot = true,
            Subtype = "file_share",
            Text = call.Text("initial_comment") ?? "",
            Blocks = call.Blocks(),
            ThreadTs = call.Text("thread_ts"),
        };
        message.Files.AddRange(files);
        foreach (var file in files)
            file.Shares.Add((channel.Id, message.Ts));
        postings.Post(channel, message);
    }

    private JsonObject Info(ApiCall call) =>
        Json.Object(
            (
                "file",
                MessageJson.File(
                    workspace,
                    workspace.Files.GetValueOrDefault(call.Required("file")) ?? throw new SlackFault("file_not_found")
                )
            )
        );
}

/// <summary>The kind of a file by its name.</summary>
internal static class MimeTypes
{
    private static readonly Microsoft.AspNetCore.StaticFiles.FileExtensionContentTypeProvider Known = new();

    public static string Of(string name) =>
        Known.TryGetContentType(name, out var type) ? type : "application/octet-stream";
}
