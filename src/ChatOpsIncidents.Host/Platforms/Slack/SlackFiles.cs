using System.Globalization;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Uploads files in Slack's three steps: ask for an address, send the bytes, share.</summary>
/// <remarks>Source: docs.slack.dev/messaging/working-with-files</remarks>
public sealed class SlackFiles(SlackClient client, TimeProvider clock)
{
    /// <summary>How far back a shared file of the same name is taken for the one whose sharing was unclear.</summary>
    private static readonly TimeSpan SharedAgeMax = TimeSpan.FromMinutes(15);

    /// <summary>From which attempt on a file that Slack does not take is left out, so that the others stand.</summary>
    private const int LeaveOutAfter = 3;

    /// <summary>Longest words above the files, in characters.</summary>
    private const int WordsLengthMax = 3_500;

    /// <summary>Uploads files and shares them in one message.</summary>
    public async Task<SlackAnswer> Upload(
        Delivery delivery,
        MessagePlace place,
        IReadOnlyList<RenderedFile> files,
        CancellationToken ct
    )
    {
        if (delivery.EarlierOutcomeUnclear && await IsShared(delivery, place, files[0], ct))
            return new SlackAnswer.Ok([]);
        var shared = new JsonArray();
        foreach (var file in files)
        {
            var (id, end) = await Send(delivery.Workspace, file, ct);
            var isLeftOut = delivery.Attempt >= LeaveOutAfter && files.Count > 1 && end is not SlackAnswer.RateLimited;
            if (id is null && !isLeftOut)
                return end;
            if (id is not null)
                shared.Add(new JsonObject { ["id"] = id, ["title"] = file.Name });
        }

        if (shared.Count == 0)
            return new SlackAnswer.Refused("file_not_found", []);
        var message = new JsonObject
        {
            ["files"] = shared,
            ["channel_id"] = place.ChannelId,
            ["thread_ts"] = place.ThreadId,
        };
        if (delivery.Effect is Effect.Upload { Message: { } said })
            message["initial_comment"] = Words(said);
        return await client.Call(delivery.Workspace, "files.completeUploadExternal", message, ct);
    }

    // The words of a message without its buttons: a message with files has none.
    private string Words(ChatMessage said)
    {
        string?[] parts = [said.Title is { } title ? Markup.Bold(title) : null, said.Body, said.Footer];
        return SlackText.Fit(string.Join('\n', parts.OfType<string>()), WordsLengthMax, clock.GetUtcNow());
    }

    private async Task<(string? Id, SlackAnswer End)> Send(string workspace, RenderedFile file, CancellationToken ct)
    {
        var about = new JsonObject
        {
            ["filename"] = file.Name,
            ["length"] = file.Bytes.Length.ToString(CultureInfo.InvariantCulture),
        };
        var address = await client.Call(workspace, "files.getUploadURLExternal", about, ct);
        if (address is not SlackAnswer.Ok { Body: var where })
            return (null, address);
        if (
            where["upload_url"]?.GetValue<string>() is not { } url
            || where["file_id"]?.GetValue<string>() is not { } id
        )
            return (null, new SlackAnswer.Unclear("Slack's answer names no address for the file.", MayStand: false));
        var sent = await client.Upload(url, file.ContentType, file.Bytes, ct);
        if (sent is SlackAnswer.Ok)
            return (id, sent);
        return (null, sent is SlackAnswer.Unclear unclear ? unclear with { MayStand = false } : sent);
    }

    /// <summary>Reads a file that was shared in a channel.</summary>
    /// <returns>File null: how the attempt ended.</returns>
    public async Task<(RenderedFile? File, AttemptEnd End)> Read(
        string workspace,
        string channelId,
        string fileId,
        long bytesMax,
        CancellationToken ct
    )
    {
        var about = await client.Call(workspace, "files.info", new JsonObject { ["file"] = fileId }, ct);
        if (about is not SlackAnswer.Ok { Body: var body })
            return (null, Ended("files.info", about));
        if (body["file"] is not JsonObject file || !IsIn(file, channelId))
            return (null, new AttemptEnd.GiveUp("it was not shared in the incident's room."));
        if (file["size"]?.GetValue<long>() > bytesMax)
            return (null, new AttemptEnd.GiveUp($"it is larger than {bytesMax / 1_000_000} MB."));
        var url = SlackMessages.Text(file, "url_private_download") ?? SlackMessages.Text(file, "url_private");
        var type = SlackMessages.Text(file, "mimetype") ?? "application/octet-stream";
        if (url is null)
            return (null, new AttemptEnd.GiveUp("Slack does not lend it out."));
        var (bytes, end) = await client.Download(url, type, bytesMax, ct);
        return bytes is null
            ? (null, Ended("The download", end))
            : (new RenderedFile(SlackMessages.Text(file, "name") ?? fileId, type, bytes), new AttemptEnd.Done());
    }

    private static bool IsIn(JsonObject file, string channelId) =>
        new[] { "channels", "groups", "ims" }.Any(list =>
            (file[list] as JsonArray)?.Any(one => one?.GetValue<string>() == channelId) == true
        )
        || new[] { "public", "private" }.Any(kind =>
            (file["shares"]?[kind] as JsonObject)?.ContainsKey(channelId) == true
        );

    private static AttemptEnd Ended(string what, SlackAnswer answer) =>
        answer switch
        {
            SlackAnswer.RateLimited limited => new AttemptEnd.TryAgain(
                limited.RetryAfter,
                $"{what} is limited by Slack's pace.",
                Key: limited.Key
            ),
            SlackAnswer.Unclear unclear => new AttemptEnd.TryAgain(null, $"{what}: {unclear.Why}"),
            SlackAnswer.Refused { Error: "missing_scope" or "not_allowed_token_type" } => new AttemptEnd.GiveUp(
                "the app lacks the scope files:read; add it and install the app again."
            ),
            _ => new AttemptEnd.GiveUp($"Slack refused it: {answer}."),
        };

    private async Task<bool> IsShared(Delivery delivery, MessagePlace place, RenderedFile file, CancellationToken ct)
    {
        var since = (clock.GetUtcNow() - SharedAgeMax).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var answer = await client.Call(
            delivery.Workspace,
            place.ThreadId is null ? "conversations.history" : "conversations.replies",
            new JsonObject
            {
                ["channel"] = place.ChannelId,
                ["ts"] = place.ThreadId,
                ["oldest"] = since,
                ["limit"] = 200,
            },
            ct
        );
        return answer is SlackAnswer.Ok { Body: var body }
            && (body["messages"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .SelectMany(m => m["files"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Any(f => f["title"]?.ToString() == file.Name || f["name"]?.ToString() == file.Name);
    }
}
