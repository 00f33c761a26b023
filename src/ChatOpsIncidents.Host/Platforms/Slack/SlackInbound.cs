using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Slash commands and interactions: read, run, and answered only after what was asked is stored.</summary>
public sealed class SlackInbound(
    ICommandPipeline pipeline,
    SlackPeople people,
    ClickDeduplicator clicks,
    SlackReplies replies,
    SlackWorkspaces workspaces,
    SlackMentions mentions,
    SlackNames names,
    AfterAnswers after
)
{
    /// <summary>A proven slash command.</summary>
    public async Task<IResult> Command(string body)
    {
        var fields = SlackDoor.Fields(body);
        if (fields.GetValueOrDefault("ssl_check") == "1")
            return Results.Ok();
        var ask = SlackRequestReader.Command(fields);
        var outcome = await Run(ask);
        var words = await replies.OpenForm(ask, outcome, CancellationToken.None);
        return Json(replies.Body(words, outcome.Reply.IsForAll));
    }

    /// <summary>A proven interaction.</summary>
    public async Task<IResult> Interaction(HttpContext context, string body)
    {
        if (!SlackDoor.Fields(body).TryGetValue("payload", out var json))
            throw new FormatException("An interaction has a payload.");
        var payload = SlackDoor.Object(json);
        if (SlackMessages.Text(payload, "type") == "block_suggestion")
            return Json(new JsonObject { ["options"] = new JsonArray() });
        var workspace = SlackMessages.Text(payload["team"] as JsonObject, "id") ?? "";
        if (payload["message"] is JsonObject message && SlackMessages.Text(payload, "type") == "message_action")
            await Resolve(workspace, message);

        if (SlackRequestReader.Interaction(payload, id => names.Of(workspace, id)) is not { } ask)
            return Results.Ok();
        var outcome = await Run(await Once(ask));
        if (ask.Id.StartsWith("view:", StringComparison.Ordinal))
        {
            var answer = replies.ToSubmission(ask, outcome);
            if (answer?["response_action"]?.ToString() != "errors")
                After(context, () => replies.Later(ask, outcome.Reply.Message, default));
            return Json(answer);
        }

        After(context, () => replies.Answer(ask, outcome, default));
        return Results.Ok();
    }

    private async Task Resolve(string workspace, JsonObject message)
    {
        await names.Learn(workspace, message);
        if (SlackMessages.Text(message, "user") is { } author)
            await people.Recognise(new SlackActor(workspace, author, null, IsForeign: false), CancellationToken.None);
    }

    private async Task<SlackRequest> Once(SlackRequest ask)
    {
        if (!ask.Id.StartsWith(SlackRequestReader.PressPrefix, StringComparison.Ordinal) || ask.LeavesNoTrace)
            return ask;
        var words = (ask.Input as RequestInput.Typed)?.Text;
        string?[] press = [ask.Actor.Id, ask.Channel, ask.Message ?? ask.Thread, words];
        var id = await clicks.Once(ask.Actor.Workspace, press, ask.Id, CancellationToken.None);
        return ask with { Id = id };
    }

    /// <summary>Runs what was asked; when this returns it is stored.</summary>
    internal async Task<Outcome> Run(SlackRequest ask)
    {
        // Not the request's own token: what Slack no longer waits for is stored and answered all the same.
        ask = ask with
        {
            Actor = workspaces.AtHome(ask.Actor),
        };
        var by = await Asker(ask);
        var input = await Named(ask);
        var us = workspaces.Known(ask.Actor.Workspace);
        return await pipeline.Run(
            new VerifiedRequest
            {
                Platform = SlackChat.PlatformName,
                Workspace = ask.Actor.Workspace,
                Id = ask.Id,
                By = by,
                Input = input,
                IncidentId = ask.IncidentId,
                ChannelId = ask.Channel,
                ThreadId = ask.Thread,
                Link = ask.Channel is null ? null : us?.Link(ask.Channel, ask.Message, ask.Thread),
                Trigger = ask.Trigger is null ? null : new FormTrigger(ask.Actor.Workspace, ask.Trigger),
                ReplyAddress = ask.ReplyAddress,
            },
            CancellationToken.None
        );
    }

    private async Task<PlatformPerson> Asker(SlackRequest ask)
    {
        if (ask.LeavesNoTrace)
            return await people.FindUnseen(ask.Actor, CancellationToken.None);
        var asking = people.Find(ask.Actor, CancellationToken.None);
        await mentions.Resolve(ask);
        return await asking;
    }

    // A group is a name that calls nobody, but where the words are for the group itself.
    private async Task<RequestInput> Named(SlackRequest ask)
    {
        if (ask.Input is not RequestInput.Typed typed || !typed.Text.Contains('<'))
            return ask.Input;
        await names.Learn(ask.Actor.Workspace, typed.Text);
        return typed with { Text = SlackAddressees.Named(typed.Text, id => names.Of(ask.Actor.Workspace, id)) };
    }

    /// <summary>Does something once the answer is on its way: Slack waits 3 s for it, and nobody else should.</summary>
    internal void After(HttpContext context, Func<Task> work) => after.Do(context.Response, work);

    internal static IResult Json(JsonObject? body) =>
        body is null ? Results.Ok() : Results.Text(body.ToJsonString(), "application/json");
}
