using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.BlockKit;

namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>The open modals and home tabs of all people. Call under the lock.</summary>
internal sealed class Modals(LocalWorkspace workspace)
{
    /// <summary>Most modals on top of each other.</summary>
    public const int StackMax = 3;

    private const int SizeMax = 250_000;

    /// <summary>Opens a modal. A new root replaces what was open.</summary>
    /// <exception cref="SlackFault">The view is refused, its external id is taken, or the stack is full.</exception>
    public View Open(Person person, JsonObject sent, bool push)
    {
        Check(sent, "view_modal");
        if (push && person.Modals.Count == 0)
            throw new SlackFault("not_found");
        if (push && person.Modals.Count >= StackMax)
            throw new SlackFault("push_limit_reached");
        CheckExternalId(sent, except: null);
        if (!push)
            CloseAll(person);
        var id = workspace.NewId("V");
        var view = Make(person, sent, id, push ? person.Modals[0].Id : id, push ? person.Modals[^1].Id : null);
        person.Modals.Add(view);
        Publish(person, "view");
        return view;
    }

    /// <summary>Replaces a view's content. What a person typed stays where block and action are the same.</summary>
    /// <exception cref="SlackFault">The view is refused or not there, or the hash is stale.</exception>
    public View Update(View? view, JsonObject sent, string? hash)
    {
        if (view is null || !workspace.Views.ContainsKey(view.Id))
            throw new SlackFault("not_found");
        Check(sent, view.Type == "home" ? "view_home" : "view_modal");
        if (hash is not null && hash != view.Hash)
            throw new SlackFault("hash_conflict");
        CheckExternalId(sent, view.Id);
        Fill(view, sent, keep: view.State);
        Publish(workspace.FindPerson(view.Owner)!, view.Type == "home" ? "home" : "view");
        return view;
    }

    /// <summary>Sets a person's home tab.</summary>
    /// <exception cref="SlackFault">The view is refused, or the hash is stale.</exception>
    public View Publish(Person person, JsonObject sent, string? hash)
    {
        Check(sent, "view_home");
        if (person.Home is { } there)
            return Update(there, sent, hash);
        CheckExternalId(sent, except: null);
        var id = workspace.NewId("V");
        person.Home = Make(person, sent, id, id, null);
        Publish(person, "home");
        return person.Home;
    }

    public void Close(Person person, View view)
    {
        person.Modals.Remove(view);
        workspace.Views.Remove(view.Id);
        Publish(person, "view");
    }

    public void CloseAll(Person person)
    {
        foreach (var view in person.Modals)
            workspace.Views.Remove(view.Id);
        person.Modals.Clear();
        Publish(person, "view");
    }

    public View? Find(string? id, string? externalId = null)
    {
        if (id is not null)
            return workspace.Views.GetValueOrDefault(id);
        return externalId is null
            ? null
            : workspace.Views.Values.FirstOrDefault(view => view.Sent.Text("external_id") == externalId);
    }

    /// <summary>A view as Slack writes it in payloads and answers.</summary>
    public static JsonObject Echo(View view)
    {
        var made = Json.Object(
            ("id", view.Id),
            ("team_id", LocalWorkspace.TeamId),
            ("type", view.Type),
            ("blocks", view.Blocks),
            ("private_metadata", view.Sent.Text("private_metadata") ?? ""),
            ("callback_id", view.Sent.Text("callback_id") ?? ""),
            ("state", Json.Object(("values", view.State))),
            ("hash", view.Hash),
            ("clear_on_close", view.Sent.Flag("clear_on_close")),
            ("notify_on_close", view.Sent.Flag("notify_on_close")),
            ("root_view_id", view.RootId),
            ("app_id", LocalWorkspace.AppId),
            ("external_id", view.Sent.Text("external_id") ?? ""),
            ("app_installed_team_id", LocalWorkspace.TeamId),
            ("bot_id", LocalWorkspace.BotId)
        );
        made["previous_view_id"] = view.PreviousId;
        foreach (var name in (string[])["title", "close", "submit"])
            made[name] = view.Sent[name]?.DeepClone();
        return made;
    }

    private View Make(Person person, JsonObject sent, string id, string root, string? previous)
    {
        var view = new View
        {
            Id = id,
            Owner = person.Id,
            Type = sent.Text("type")!,
            RootId = root,
            PreviousId = previous,
            Sent = [],
            Hash = "",
        };
        Fill(view, sent, keep: []);
        workspace.Views[id] = view;
        return view;
    }

    private void Fill(View view, JsonObject sent, JsonObject keep)
    {
        view.Sent = (JsonObject)sent.DeepClone();
        view.Sent["blocks"] = BlockKitEcho.Fill(sent["blocks"] as JsonArray ?? [], () => workspace.NewId("b"));
        view.State = ElementValues.Initial(view.Blocks, keep);
        view.Hash = $"{workspace.UnixNow}.{LocalWorkspace.Secret(4)}";
    }

    private static void Check(JsonObject sent, string target)
    {
        var wanted = target == "view_home" ? "home" : "modal";
        if (sent.Text("type") != wanted)
            throw SlackFault.Arguments($"unsupported type: {sent.Text("type")} [json-pointer:/view/type]");
        if (sent.ToJsonString().Length > SizeMax)
            throw new SlackFault("view_too_large");
        var faults = BlockKitValidator.Check(target, JsonSerializer.SerializeToElement(sent));
        if (faults.Count > 0)
            throw SlackFault.Arguments(SlackWording.Lines(faults, "/view"));
    }

    private void CheckExternalId(JsonObject sent, string? except)
    {
        if (sent.Text("external_id") is { Length: > 0 } id && Find(null, id) is { } other && other.Id != except)
            throw new SlackFault("duplicate_external_id");
    }

    private void Publish(Person person, string type) =>
        workspace.Pages.Publish(Json.Object(("type", type)), onlyFor: person.Id);
}
