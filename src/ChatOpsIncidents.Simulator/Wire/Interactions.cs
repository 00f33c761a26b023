using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.BlockKit;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Wire;

/// <summary>Carries clicks, shortcuts and requests for options to the host. Nothing here is tried again.</summary>
internal sealed class Interactions(LocalWorkspace workspace, HostCaller host, Payloads payloads)
{
    private readonly Dictionary<string, JsonObject[]> _offered = [];

    /// <summary>What a person used: an element of a message or of a view.</summary>
    /// <param name="By">Who.</param>
    /// <param name="In">The channel, for messages.</param>
    /// <param name="Message">The message; null for a view.</param>
    /// <param name="View">The view; null for a message.</param>
    public sealed record Place(Person By, Conversation? In, Message? Message, View? View)
    {
        public IEnumerable<JsonObject> Blocks =>
            View is not null
                ? View.Blocks.OfType<JsonObject>()
                : (Message!.Blocks ?? [])
                    .OfType<JsonObject>()
                    .Concat(
                        (Message.Attachments ?? [])
                            .SelectMany(a => a?["blocks"] as JsonArray ?? [])
                            .OfType<JsonObject>()
                    );

        public JsonObject State => View?.State ?? Message!.State;
        public string Id => View?.Id ?? Message!.Ts;
    }

    /// <summary>Presses a button or chooses a value.</summary>
    /// <returns>What the person is told when it fails; null when it went well.</returns>
    public async Task<string?> Click(Place place, string? blockId, string actionId, JsonNode? given)
    {
        JsonObject payload;
        lock (workspace.Gate)
        {
            if (Find(place, blockId, actionId) is not var (block, element))
                return "That control is not there any more.";
            if (Change(place, block, element, given) is not { } action)
                return null;
            payload = place.View is { } view
                ? payloads.ViewAction(place.By, view, action)
                : payloads.MessageAction(place.By, place.In!, place.Message!, action);
        }

        return Told(await host.Interaction(payload));
    }

    public static string? Told(HostAnswer answer) =>
        answer.Failure switch
        {
            null => null,
            "http_timeout" => "The app did not answer in time (operation_timeout).",
            _ => "The app could not be reached. Try again?",
        };

    /// <summary>Asks the app for the options of an external select.</summary>
    public async Task<JsonObject> Suggest(Place place, string? blockId, string actionId, string typed)
    {
        JsonObject payload;
        lock (workspace.Gate)
        {
            if (Find(place, blockId, actionId) is not var (block, _))
                return Json.Object(("options", new JsonArray()));
            payload = Suggestion(place, block.Text("block_id")!, actionId, typed);
        }

        var answer = (await host.Interaction(payload)).Json;
        if (
            answer is null
            || BlockKitValidator.Check("options_response", JsonSerializer.SerializeToElement(answer)).Count > 0
        )
            return Json.Object(("options", new JsonArray()), ("error", "The app offered no options."));
        lock (workspace.Gate)
            _offered[$"{place.Id}/{actionId}"] =
            [
                .. ElementValues.Options(answer).Select(o => (JsonObject)o.DeepClone()),
            ];
        return answer;
    }

    /// <summary>Options that the app offered for an element so far.</summary>
    public IEnumerable<JsonObject> Offered(string placeId, string actionId) =>
        _offered.GetValueOrDefault($"{placeId}/{actionId}") ?? [];

    public async Task<string?> Shortcut(Person person, string callbackId, Conversation? channel, Message? message)
    {
        JsonObject payload;
        lock (workspace.Gate)
            payload =
                channel is not null && message is not null
                    ? payloads.MessageShortcut(person, callbackId, channel, message)
                    : payloads.Shortcut(person, callbackId);
        return Told(await host.Interaction(payload));
    }

    private static (JsonObject Block, JsonObject Element)? Find(Place place, string? blockId, string actionId)
    {
        foreach (var block in place.Blocks.Where(b => blockId is null || b.Text("block_id") == blockId))
        foreach (var element in BlockKitEcho.Elements(block).Where(e => e.Text("action_id") == actionId))
            return (block, element);
        return null;
    }

    /// <summary>Remembers the value; null when Slack would send nothing until the form is submitted.</summary>
    private JsonObject? Change(Place place, JsonObject block, JsonObject element, JsonNode? given)
    {
        var (blockId, actionId) = (block.Text("block_id")!, element.Text("action_id")!);
        var isButton = element.Text("type") is "button" or "workflow_button" or "icon_button";
        var action = isButton
            ? Json.Object(
                ("type", element.Text("type")),
                ("text", element["text"]),
                ("value", element["value"]),
                ("style", element["style"]),
                ("url", element["url"]),
                ("confirm", element["confirm"])
            )
            : ElementValues.Of(element, given ?? JsonValue.Create(""), Offered(place.Id, actionId));
        if (ElementValues.IsStateful(element))
        {
            if (place.State[blockId] is not JsonObject inBlock)
                place.State[blockId] = inBlock = [];
            inBlock[actionId] = action.DeepClone();
        }

        if (block.Text("type") is "input" && !block.Flag("dispatch_action"))
            return null;
        action["action_id"] = actionId;
        action["block_id"] = blockId;
        action["action_ts"] = workspace.NextTs();
        return action;
    }

    private static JsonObject Suggestion(Place place, string blockId, string actionId, string typed)
    {
        var made = place.View is { } view
            ? Payloads.WithView("block_suggestion", place.By, view)
            : Payloads.Common("block_suggestion", place.By);
        made["container"] = place.View is { } inside
            ? Json.Object(("type", "view"), ("view_id", inside.Id))
            : Payloads.Container(place.In!, place.Message!);
        if (place.In is not null)
            made["channel"] = Payloads.ChannelOf(place.In);
        made["block_id"] = blockId;
        made["action_id"] = actionId;
        made["value"] = typed;
        return made;
    }
}
