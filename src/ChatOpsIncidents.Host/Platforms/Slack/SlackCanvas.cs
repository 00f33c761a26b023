using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Writes a text into the canvas of a room: one a channel, so that the next one takes the place of what stood
/// there. Whether there are canvases at all is the workspace's own affair.</summary>
/// <remarks>Source: docs.slack.dev/surfaces/canvases</remarks>
public sealed class SlackCanvas(SlackClient client)
{
    private const string Creation = "conversations.canvases.create";
    private const int TitleLengthMax = 255;

    /// <summary>Writes it.</summary>
    public async Task<AttemptEnd> Write(Delivery delivery, MessagePlace place, RenderedFile file, CancellationToken ct)
    {
        if (place.ThreadId is not null)
            return new AttemptEnd.GiveUp("The room is a thread.")
            {
                ForPeople = "the room is a thread, and only a channel has a canvas",
            };
        var text = new JsonObject { ["type"] = "markdown", ["markdown"] = Encoding.UTF8.GetString(file.Bytes) };
        var canvas = new JsonObject
        {
            ["channel_id"] = place.ChannelId,
            ["title"] = PlainText.Label(delivery.IncidentId, TitleLengthMax),
            ["document_content"] = text,
        };
        var made = await client.Call(delivery.Workspace, Creation, canvas, ct);
        return made is SlackAnswer.Refused { Error: "channel_canvas_already_exists" }
            ? await Replace(delivery, place, text, made, ct)
            : SlackChat.End(delivery, Creation, made, new PlacedReference(place.ChannelId, null));
    }

    private async Task<AttemptEnd> Replace(
        Delivery delivery,
        MessagePlace place,
        JsonObject text,
        SlackAnswer made,
        CancellationToken ct
    )
    {
        const string asking = "conversations.info";
        var about = await client.Call(delivery.Workspace, asking, new JsonObject { ["channel"] = place.ChannelId }, ct);
        if (about is not SlackAnswer.Ok { Body: var body })
            return SlackChat.End(delivery, asking, about);
        if (body["channel"]?["properties"]?["canvas"]?["file_id"]?.ToString() is not { Length: > 0 } id)
            return SlackChat.End(delivery, Creation, made);
        var change = new JsonObject { ["operation"] = "replace", ["document_content"] = text.DeepClone() };
        var edited = await client.Call(
            delivery.Workspace,
            "canvases.edit",
            new JsonObject { ["canvas_id"] = id, ["changes"] = new JsonArray(change) },
            ct
        );
        return SlackChat.End(delivery, "canvases.edit", edited, new PlacedReference(place.ChannelId, null));
    }
}
