using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Wire;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Page;

/// <summary>What people do with the app: press, choose, fill in, open its home.</summary>
internal sealed class PageInteractions(
    LocalWorkspace workspace,
    PageReads reads,
    Interactions interactions,
    Forms forms
)
{
    private Interactions.Place At(Func<string, string?> asked)
    {
        lock (workspace.Gate)
        {
            var person = reads.Who(asked("as"));
            if (asked("viewId") is { } id)
                return new Interactions.Place(
                    person,
                    null,
                    null,
                    workspace.Views.GetValueOrDefault(id) is { } view && view.Owner == person.Id
                        ? view
                        : throw new SlackFault("not_found")
                );
            var channel = reads.Where(person, asked("channel"));
            var message = channel.Find(asked("ts"));
            return message is not null && (message.EphemeralFor is null || message.EphemeralFor == person.Id)
                ? new Interactions.Place(person, channel, message, null)
                : throw new SlackFault("message_not_found");
        }
    }

    private static string Action(string? actionId) => actionId ?? throw new SlackFault("no_action");

    public async Task<JsonObject> Click(JsonObject asked)
    {
        var place = At(name => asked.Text(name));
        var error = await interactions.Click(
            place,
            asked.Text("blockId"),
            Action(asked.Text("actionId")),
            asked["selected"] ?? asked["value"]
        );
        return Told(place.By, error);
    }

    private JsonObject Told(Person person, string? error)
    {
        if (error is null)
            return Json.Object(("ok", true));
        workspace.Pages.Publish(Json.Object(("type", "toast"), ("text", error)), person.Id);
        return Json.Object(("ok", false), ("error", error));
    }

    public Task<JsonObject> Submit(JsonObject asked)
    {
        var place = At(name => name is "channel" or "ts" ? null : asked.Text(name));
        return forms.Submit(place.By, place.View!, asked["values"] as JsonObject ?? []);
    }

    public async Task<JsonObject> Close(JsonObject asked)
    {
        var place = At(name => name is "channel" or "ts" ? null : asked.Text(name));
        await forms.Close(place.By, place.View!, asked.Flag("all"));
        return Json.Object(("ok", true));
    }

    public async Task<JsonObject> Shortcut(JsonObject asked)
    {
        var callbackId = asked.Text("callbackId") ?? throw new SlackFault("no_callback_id");
        if (asked.Text("ts") is null)
            return await Shortcut(reads.Who(asked.Text("as")), callbackId, null, null);
        var place = At(name => name is "viewId" ? null : asked.Text(name));
        return await Shortcut(place.By, callbackId, place.In, place.Message);
    }

    private async Task<JsonObject> Shortcut(
        Person person,
        string callbackId,
        Conversation? channel,
        Message? message
    ) => Told(person, await interactions.Shortcut(person, callbackId, channel, message));

    public async Task<JsonObject> Suggest(Func<string, string?> asked) =>
        await interactions.Suggest(
            At(asked),
            asked("blockId"),
            Action(asked("actionId")),
            asked("q") ?? asked("value") ?? ""
        );

    /// <summary>The home tab as it stands; the page hears when it changes.</summary>
    /// <param name="by">Whose.</param>
    /// <param name="opened">Whether the app is told that it was opened. A page that only reads a changed tab again must
    /// not
    /// tell so, or app and page answer each other without end.</param>
    public JsonNode? Home(string? by, bool opened)
    {
        lock (workspace.Gate)
        {
            var person = reads.Who(by);
            var direct = workspace.Direct([person.Id, LocalWorkspace.BotUserId], out _);
            if (opened)
                workspace.Emit(
                    Json.Object(
                        ("type", "app_home_opened"),
                        ("user", person.Id),
                        ("channel", direct.Id),
                        ("tab", "home"),
                        ("view", person.Home is { } home ? Modals.Echo(home) : null)
                    )
                );
            return person.Home is { } shown ? Modals.Echo(shown) : null;
        }
    }
}
