using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.BlockKit;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Wire;

/// <summary>Submits and closes modals, and does what the app answers.</summary>
internal sealed class Forms(
    LocalWorkspace workspace,
    HostCaller host,
    Payloads payloads,
    Modals modals,
    Interactions interactions
)
{
    private const string Trouble = "We had some trouble connecting. Try again?";

    /// <summary>Submits the modal with these values.</summary>
    /// <param name="person">Whose modal it is.</param>
    /// <param name="view">Which one.</param>
    /// <param name="values">By block and action; what is not given keeps its state.</param>
    /// <returns><c>closed</c>, <c>errors</c> by block, a <c>view</c> that is shown now, or an <c>error</c>
    /// text.</returns>
    public async Task<JsonObject> Submit(Person person, View view, JsonObject values)
    {
        JsonObject payload;
        lock (workspace.Gate)
        {
            Take(view, values);
            if (FormRules.Faults(view) is { Count: > 0 } faults)
                return Json.Object(("errors", faults));
            payload = payloads.Submission(person, view);
        }

        var answer = await host.Interaction(payload);
        if (answer.Failure is not null)
            return Json.Object(("error", Interactions.Told(answer)));
        try
        {
            lock (workspace.Gate)
                return Obey(person, view, answer);
        }
        catch (SlackFault)
        {
            return Json.Object(("error", Trouble));
        }
    }

    /// <summary>Closes one modal (Cancel) or all of them (the cross).</summary>
    public async Task Close(Person person, View view, bool all)
    {
        JsonObject? payload;
        lock (workspace.Gate)
        {
            var told = all ? person.Modals.FirstOrDefault() ?? view : view;
            payload = told.Sent.Flag("notify_on_close") ? Payloads.Closed(person, told, all) : null;
            if (all || view.Sent.Flag("clear_on_close"))
                modals.CloseAll(person);
            else
                modals.Close(person, view);
        }

        if (payload is not null)
            await host.Interaction(payload);
    }

    private void Take(View view, JsonObject values)
    {
        foreach (var block in view.Blocks.OfType<JsonObject>())
        foreach (var element in BlockKitEcho.Elements(block).Where(ElementValues.IsStateful))
        {
            var (blockId, actionId) = (block.Text("block_id")!, element.Text("action_id")!);
            if (values[blockId] is not JsonObject inBlock || !inBlock.ContainsKey(actionId))
                continue;
            view.State[blockId]![actionId] = ElementValues.Of(
                element,
                inBlock[actionId] ?? JsonValue.Create(""),
                interactions.Offered(view.Id, actionId)
            );
        }
    }

    private JsonObject Obey(Person person, View view, HostAnswer answer)
    {
        if (answer.Body.Trim().Length == 0 || answer.Json is { Count: 0 })
        {
            modals.Close(person, view);
            return Json.Object(("closed", true));
        }

        if (
            answer.Json is not { } said
            || BlockKitValidator.CheckSchema("response_action", JsonSerializer.SerializeToElement(said)).Count > 0
        )
            throw new SlackFault("invalid_response_action");
        switch (said.Text("response_action"))
        {
            case "clear":
                modals.CloseAll(person);
                return Json.Object(("closed", true));
            case "errors":
                return Json.Object(("errors", Errors(view, (JsonObject)said["errors"]!)));
            case "push":
                return Json.Object(("view", Modals.Echo(modals.Open(person, (JsonObject)said["view"]!, push: true))));
            default:
                return Json.Object(("view", Modals.Echo(modals.Update(view, (JsonObject)said["view"]!, null))));
        }
    }

    private static JsonNode Errors(View view, JsonObject errors)
    {
        var inputs = view.Blocks.Where(b => b.Text("type") is "input").Select(b => b.Text("block_id")).ToHashSet();
        return errors.All(e => inputs.Contains(e.Key))
            ? errors.DeepClone()
            : throw new SlackFault("invalid_response_action");
    }
}
