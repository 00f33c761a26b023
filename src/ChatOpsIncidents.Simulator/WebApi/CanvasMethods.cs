using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary><c>conversations.canvases.create</c> and <c>canvases.edit</c>: one canvas a channel.</summary>
internal sealed class CanvasMethods(LocalWorkspace workspace) : IMethodFamily
{
    private const int MarkdownLengthMax = 1_048_576;

    public IEnumerable<(string, Func<ApiCall, JsonObject>)> Methods =>
        [("conversations.canvases.create", Create), ("canvases.edit", Edit)];

    private JsonObject Create(ApiCall call)
    {
        var channel = call.OwnChannel("channel_id");
        if (channel.Canvas is not null)
            throw new SlackFault("channel_canvas_already_exists");
        channel.Canvas = new Canvas(workspace.NewId("F"), Markdown(call.Structure("document_content") as JsonObject));
        return Json.Object(("canvas_id", channel.Canvas.Id));
    }

    private JsonObject Edit(ApiCall call)
    {
        var channel = workspace.Conversations.FirstOrDefault(one => one.Canvas?.Id == call.Text("canvas_id"));
        if (channel?.Canvas is not { } canvas)
            throw new SlackFault("canvas_not_found");
        if (call.Structure("changes") is not JsonArray { Count: 1 } changes || changes[0] is not JsonObject change)
            throw new SlackFault("invalid_arguments");
        if (change["operation"]?.ToString() != "replace" || change["section_id"] is not null)
            throw new SlackFault("canvas_editing_failed");
        channel.Canvas = canvas with { Markdown = Markdown(change["document_content"] as JsonObject) };
        return [];
    }

    private static string Markdown(JsonObject? content)
    {
        if (content?["type"]?.ToString() != "markdown" || content["markdown"]?.ToString() is not { } text)
            throw new SlackFault("canvas_creation_failed");
        return text.Length <= MarkdownLengthMax ? text : throw new SlackFault("canvas_too_large");
    }
}
