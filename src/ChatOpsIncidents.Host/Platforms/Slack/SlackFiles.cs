using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Uploads files in Slack's three steps: ask for an address, send the bytes, share.</summary>
/// <remarks>Source: docs.slack.dev/messaging/working-with-files</remarks>
public sealed class SlackFiles(SlackClient client, TimeProvider clock)
{
    /// <summary>How far back a shared file of the same name is taken for the one whose sharing was unclear.</summary>
    private static readonly TimeSpan SharedAgeMax = TimeSpan.FromMinutes(15);

    /// <summary>Uploads a file and shares it.</summary>
    public async Task<SlackAnswer> Upload(
        Delivery delivery, MessagePlace place, RenderedFile file, CancellationToken ct)
    {
        if (delivery.EarlierOutcomeUnclear && await IsShared(delivery, place, file, ct)) return new SlackAnswer.Ok([]);
        var address = await client.Call(delivery.Workspace, "files.getUploadURLExternal", new JsonObject
        {
            ["filename"] = file.Name, ["length"] = file.Bytes.Length.ToString(CultureInfo.InvariantCulture),
        }, ct);
        if (address is not SlackAnswer.Ok { Body: var where }) return address;
        if (where["upload_url"]?.GetValue<string>() is not { } url
            || where["file_id"]?.GetValue<string>() is not { } id)
            return new SlackAnswer.Unclear("Slack's answer names no address for the file.", MayStand: false);
        var sent = await client.Upload(url, file.ContentType, file.Bytes, ct);
        if (sent is not SlackAnswer.Ok) return sent is SlackAnswer.Unclear unclear ? unclear with { MayStand = false }
            : sent;
        return await client.Call(delivery.Workspace, "files.completeUploadExternal", new JsonObject
        {
            ["files"] = new JsonArray(new JsonObject { ["id"] = id, ["title"] = file.Name }),
            ["channel_id"] = place.ChannelId,
            ["thread_ts"] = place.ThreadId,
        }, ct);
    }

    private async Task<bool> IsShared(Delivery delivery, MessagePlace place, RenderedFile file, CancellationToken ct)
    {
        var since = (clock.GetUtcNow() - SharedAgeMax).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var answer = await client.Call(
            delivery.Workspace, place.ThreadId is null ? "conversations.history" : "conversations.replies",
            new JsonObject { ["channel"] = place.ChannelId, ["ts"] = place.ThreadId, ["oldest"] = since,
                ["limit"] = 200 }, ct);
        return answer is SlackAnswer.Ok { Body: var body } && (body["messages"] as JsonArray ?? []).OfType<JsonObject>()
            .SelectMany(m => m["files"] as JsonArray ?? []).OfType<JsonObject>()
            .Any(f => f["title"]?.ToString() == file.Name || f["name"]?.ToString() == file.Name);
    }
}
