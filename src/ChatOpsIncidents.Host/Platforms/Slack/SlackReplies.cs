using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Brings a reply to the one person who asked: as a form, in the request's answer, or a moment
/// later.</summary>
public sealed class SlackReplies(
    SlackChat chat,
    SlackClient client,
    SlackWorkspaces workspaces,
    TimeProvider clock,
    ILogger<SlackReplies> log
)
{
    /// <summary>How long a request waits for Slack to open a form: the permission lives 3 s in all.</summary>
    public static readonly TimeSpan FormPatience = TimeSpan.FromMilliseconds(1_500);

    /// <summary>Opens the reply's form, if it has one.</summary>
    /// <returns>What is left to say in words; null: nothing.</returns>
    public async Task<ChatMessage?> OpenForm(SlackRequest ask, Outcome outcome, CancellationToken ct)
    {
        if (outcome.Reply.Form is not { } asked || (outcome.WasEarlier && ask.Trigger is not null))
            return outcome.Reply.Message;
        var form = FormReplies.Prefill(asked, ask.Prefilled);
        return
            ask.Trigger is { } trigger
            && await Open(new FormTrigger(ask.Actor.Workspace, trigger), form, Context(ask, outcome), ct)
            ? outcome.Reply.Message
            : FormReplies.InWords(form, outcome);
    }

    /// <summary>The whole reply, after the request was answered: its form, or its words. Never throws.</summary>
    public async Task Answer(SlackRequest ask, Outcome outcome, CancellationToken ct) =>
        await Later(ask, await OpenForm(ask, outcome, ct), ct, outcome.Reply.IsForAll);

    /// <summary>The reply as the body of a slash command's answer; null: there is nothing to say.</summary>
    public JsonObject? Body(ChatMessage? message, bool isForAll = false)
    {
        if (message is null)
            return null;
        var body = SlackBlocks.Render(message, clock.GetUtcNow());
        body["response_type"] = SlackChat.ResponseType(isForAll);
        return body;
    }

    /// <summary>The reply to a submitted form: errors at its fields, the next form in its place, or null: it
    /// closes.</summary>
    public JsonObject? ToSubmission(SlackRequest ask, Outcome outcome)
    {
        if (outcome.Reply.FormErrors.Count > 0)
            return SlackForms.Errors(outcome.Reply.FormErrors, ask.Fields);
        if (outcome.Reply.Form is { } next)
        {
            return new JsonObject
            {
                ["response_action"] = "update",
                ["view"] = SlackForms.Render(next, Context(ask, outcome), clock.GetUtcNow()),
            };
        }

        return
            outcome.Refusal is not null
            && ask.Channel is null
            && outcome.Reply.Message is { } refusal
            && ask.Fields is [var first, ..]
            ? SlackForms.Errors(new Dictionary<string, string> { [first] = Markup.Plain(refusal.Body) }, ask.Fields)
            : null;
    }

    /// <summary>Says something to the one who asked, or to all who are there, after the request was answered. Never
    /// throws.</summary>
    public async Task Later(SlackRequest ask, ChatMessage? message, CancellationToken ct, bool isForAll = false)
    {
        if (message is null)
            return;
        if (ask.ReplyAddress is { } address && await chat.Answer(address, message, ask.IsOnOwnAnswer, ct, isForAll))
            return;
        var end = await SendEphemeral(ask, message, ct);
        if (end is not SlackAnswer.Ok)
            log.AnswerLost(ask.Id, end.GetType().Name);
    }

    private static FormContext Context(SlackRequest ask, Outcome outcome) =>
        new(outcome.IncidentId ?? ask.IncidentId, ask.Channel, ask.IsOfMessage ? ask.Message : null)
        {
            // What opened it offers nothing any more once it is sent.
            AnswerAddress = ask.IsOnOwnAnswer ? ask.ReplyAddress : null,
        };

    private async Task<SlackAnswer> SendEphemeral(SlackRequest ask, ChatMessage message, CancellationToken ct)
    {
        var rendered = SlackBlocks.Render(message, clock.GetUtcNow());
        if (ask.Channel is { } channel)
        {
            rendered["channel"] = channel;
            rendered["thread_ts"] = ask.Thread;
            rendered["user"] = ask.Actor.Id;
            var shown = await client.Call(ask.Actor.Workspace, "chat.postEphemeral", rendered, ct);
            if (shown is not SlackAnswer.Refused)
                return shown;
        }

        var opened = await workspaces.Direct(ask.Actor.Workspace, ask.Actor.Id, ct);
        if (opened is not SlackAnswer.Ok { Body: var body })
            return opened;
        var direct = SlackBlocks.Render(message, clock.GetUtcNow());
        direct["channel"] = body["channel"]!.GetValue<string>();
        return await client.Call(ask.Actor.Workspace, "chat.postMessage", direct, ct);
    }

    private async Task<bool> Open(FormTrigger trigger, Form form, FormContext context, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(FormPatience);
        try
        {
            return await chat.OpenForm(trigger, form, context, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
