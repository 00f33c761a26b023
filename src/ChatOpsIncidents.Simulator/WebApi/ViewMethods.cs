using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.BlockKit;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary><c>views.*</c> and <c>blocks.validate</c>.</summary>
internal sealed class ViewMethods(LocalWorkspace workspace, Modals modals) : IMethodFamily
{
    private const int ValidatedLengthMax = 100_000;

    public IEnumerable<(string, Func<ApiCall, JsonObject>)> Methods =>
        [
            ("views.open", c => Open(c, push: false)),
            ("views.push", c => Open(c, push: true)),
            ("views.update", Update),
            ("views.publish", Publish),
            ("blocks.validate", Validate),
        ];

    private static JsonObject View(ApiCall call) =>
        call.Structure("view") as JsonObject
        ?? throw SlackFault.Arguments("must provide an object [json-pointer:/view]");

    private JsonObject Open(ApiCall call, bool push)
    {
        var view = View(call);
        var trigger = workspace.Triggers.Exchange(call.Text("trigger_id"));
        if (push && trigger.ViewId is null)
            throw new SlackFault("not_found");
        var opened = modals.Open(workspace.FindPerson(trigger.Person)!, view, push);
        return Json.Object(("view", Modals.Echo(opened)));
    }

    private JsonObject Update(ApiCall call)
    {
        if (call.Text("view_id") is null && call.Text("external_id") is null)
            throw SlackFault.Arguments("missing required field: view_id");
        var found = modals.Find(call.Text("view_id"), call.Text("external_id"));
        return Json.Object(("view", Modals.Echo(modals.Update(found, View(call), call.Text("hash")))));
    }

    private JsonObject Publish(ApiCall call)
    {
        var person = workspace.FindPerson(call.Required("user_id")) ?? throw SlackFault.Arguments("invalid `user_id`");
        return Json.Object(("view", Modals.Echo(modals.Publish(person, View(call), call.Text("hash")))));
    }

    private static JsonObject Validate(ApiCall call)
    {
        string[] given = [.. ((string[])["blocks", "view", "message"]).Where(n => call.Arguments.ContainsKey(n))];
        if (given is not [var what])
            throw NotOne();
        var payload = call.Structure(what)!;
        if (payload.ToJsonString().Length > ValidatedLengthMax)
            throw SlackFault.Arguments($"`{what}` is too long");
        var target = what switch
        {
            "blocks" => "blocks_message",
            "view" => "view",
            _ => "response_message",
        };
        var faults = BlockKitValidator.Check(target, JsonSerializer.SerializeToElement(payload));
        if (faults.Count == 0)
            return [];
        throw new SlackFault($"invalid_{what}", Json.Object(("errors", Json.Array(faults.Select(Describe)))));
    }

    private static SlackFault NotOne()
    {
        var messages = Json.Strings(["must provide exactly one of `blocks`, `view`, or `message`"]);
        return new SlackFault(
            "invalid_arguments",
            Json.Object(("response_metadata", Json.Object(("messages", messages))))
        );
    }

    private static JsonObject Describe(BlockKitFault fault) =>
        Json.Object(
            ("code", fault.Keyword is "required" ? "missing_field" : "failed_constraint"),
            ("message", fault.Message),
            ("pointer", fault.Location),
            ("constraint", Json.Object(("type", fault.Keyword), ("expected", fault.Expected)))
        );
}
