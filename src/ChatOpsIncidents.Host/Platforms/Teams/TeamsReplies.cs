using System.Net;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Brings a reply to the one person who asked: in the answer to a press, or in the chat with us. It never
/// stands where others read.</summary>
internal sealed class TeamsReplies(
    TeamsMessages messages,
    TeamsClient client,
    IPostedMessages posted,
    PeopleDirectory met,
    TimeProvider clock,
    IOptions<TeamsOptions> options,
    ILogger<TeamsReplies> log
)
{
    private const int NoteLengthMax = 150,
        PeopleMax = 50,
        TurnsMax = 4;

    private static readonly TimeSpan TurnMax = TimeSpan.FromSeconds(30);

    /// <summary>The answer to a press or a submission.</summary>
    public async Task<AdaptiveCardInvokeResponse> ToPress(TeamsRequest ask, Outcome outcome, CancellationToken ct)
    {
        if (outcome.Reply.FormErrors.Count > 0 && ask.Submitted is { } again)
            return Shown(Form(again, outcome.Reply.FormErrors));
        if (outcome.Reply.Form is { } form)
            return Shown(Form(State(ask, outcome, form), Missing(ask, outcome, form)));
        if (ask.Submitted is null && (outcome.Reply.Message is not { } said || IsNote(said)))
            return Noted(Note(outcome));
        if (outcome.Reply.Message is { } message)
        {
            var hasMessage = await Standing(ask, ct) is not null;
            return Shown(hasMessage ? messages.Card(message, TeamsCards.BackButton()) : messages.Card(message));
        }

        return await ToBack(ask, Note(outcome), ct);
    }

    /// <summary>The message as it stands for everybody; where that is not known, a word.</summary>
    public async Task<AdaptiveCardInvokeResponse> ToBack(TeamsRequest ask, string otherwise, CancellationToken ct) =>
        await Standing(ask, ct) is { } standing
            ? Shown(messages.Card(standing))
            : Shown(messages.Card(ChatMessage.Text(otherwise)));

    /// <summary>Asks once more before a command is run that is hard to take back.</summary>
    public AdaptiveCardInvokeResponse ToConfirm(string question, string label, string command)
    {
        var ask = ChatMessage.Text(Markup.Clean(question), new ChatAction(label, command, ActionStyle.Danger));
        return Shown(messages.Card(ask, TeamsCards.Execute("Not now", TeamsCards.Back, [])));
    }

    /// <summary>A form's card, for a dialog.</summary>
    public JsonObject Dialog(TeamsRequest ask, Outcome outcome, Form form) =>
        Form(State(ask, outcome, form), Missing(ask, outcome, form), isDialog: true);

    /// <summary>A submitted form's card once more, with what is wrong, for a dialog.</summary>
    public JsonObject Dialog(TeamsFormState state, IReadOnlyDictionary<string, string> errors) =>
        Form(state, errors, isDialog: true);

    /// <summary>Says something to the one who asked, in the chat with us. Never throws.</summary>
    public async Task Later(TeamsRequest ask, Outcome outcome, CancellationToken ct)
    {
        try
        {
            if (CardOf(ask, outcome) is { } card)
                await Say(ask, outcome, card, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            log.AnswerLost(ask.Id, fault.GetType().Name);
        }
    }

    private async Task Say(TeamsRequest ask, Outcome outcome, JsonObject card, CancellationToken ct)
    {
        var summary = TeamsCards.Summary(outcome.Reply.Message ?? ChatMessage.Text(outcome.Reply.Form!.Title));
        var end = await InTurn(
            () =>
                ask.IsAlone
                    ? client.Post(ask.Conversation, messages.Activity(card, summary), ct)
                    : client.PostTo(ask.Actor.Id, messages.Activity(card, summary), ct),
            ct
        );
        if (end is TeamsAnswer.Refused && !ask.IsAlone)
            end = await InTurn(() => client.Post(ask.Conversation, NoChat(ask), ct), ct);
        if (end is not TeamsAnswer.Ok)
            log.AnswerLost(ask.Id, end.GetType().Name);
    }

    /// <summary>The answered form in the chat with us is replaced by its answer, for good.</summary>
    public async Task Settle(TeamsRequest ask, Outcome outcome, CancellationToken ct)
    {
        var isSettled = outcome.Reply is { Form: null, FormErrors.Count: 0 };
        if (!isSettled || ask is not { Message: { } form, Submitted: not null })
            return;
        if (!TeamsPlaces.IsChannel(ask.Conversation) && await Standing(ask, ct) is null)
        {
            var said = outcome.Reply.Message ?? ChatMessage.Text(Note(outcome));
            await client.Update(ask.Conversation, form, messages.Activity(said), ct);
        }
    }

    // Whoever asked waits a little where many post at once; nobody else waits with them.
    private async Task<TeamsAnswer> InTurn(Func<Task<TeamsAnswer>> send, CancellationToken ct)
    {
        var end = await send();
        for (var time = 1; time < TurnsMax && end is TeamsAnswer.RateLimited limited; time++)
        {
            if (limited.RetryAfter > TurnMax)
                break;
            await Task.Delay(limited.RetryAfter, clock, ct);
            end = await send();
        }

        return end;
    }

    // A form that comes back says what it lacks.
    private static IReadOnlyDictionary<string, string> Missing(TeamsRequest ask, Outcome outcome, Form form)
    {
        if (outcome.Reply.FormErrors.Count > 0 || ask.Submitted?.Form.Verb != form.Verb)
            return outcome.Reply.FormErrors;
        return form
            .Fields.Where(field => !field.Optional && string.IsNullOrEmpty(field.Value))
            .ToDictionary(field => field.Key, _ => "Please fill this in.");
    }

    // What was asked is stored; only its answer has nowhere to go.
    private Activity NoChat(TeamsRequest ask) => messages.NoChat(ask.Actor.Id, "your answer is");

    private JsonObject? CardOf(TeamsRequest ask, Outcome outcome)
    {
        if (outcome.Reply.Form is { } form)
            return Form(State(ask, outcome, form), outcome.Reply.FormErrors);
        return outcome.Reply.Message is { } message ? messages.Card(message) : null;
    }

    private JsonObject Form(TeamsFormState state, IReadOnlyDictionary<string, string> errors, bool isDialog = false) =>
        TeamsForms.Render(state, errors, messages.Names, clock.GetUtcNow(), People(), isDialog);

    private static TeamsFormState State(TeamsRequest ask, Outcome outcome, Form form) =>
        new(FormReplies.Prefill(form, ask.Prefilled), outcome.IncidentId ?? ask.IncidentId, ask.Channel);

    private List<FieldOption> People() =>
        [
            .. met.Members(TeamsChat.PlatformName, options.Value.TenantId!, PeopleMax)
                .Select(person => new FieldOption(person.Id, person.Name)),
        ];

    private Task<ChatMessage?> Standing(TeamsRequest ask, CancellationToken ct) =>
        ask.Message is { } message
            ? posted.Latest(
                TeamsChat.PlatformName,
                options.Value.TenantId!,
                [ask.Conversation, TeamsPlaces.Base(ask.Conversation)],
                message,
                ct
            )
            : Task.FromResult<ChatMessage?>(null);

    private static bool IsNote(ChatMessage message) =>
        message is { Title: null, Facts.Count: 0, Actions.Count: 0, Footer: null }
        && message.Body.Length <= NoteLengthMax
        && !message.Body.Contains('\n', StringComparison.Ordinal);

    private string Note(Outcome outcome)
    {
        if (outcome.Reply.Message is { } message)
            return Markup.Plain(message.Body, id => messages.Names.Of(id) ?? id);
        return outcome.Facts > 0 ? "Recorded." : "Nothing was changed.";
    }

    private static AdaptiveCardInvokeResponse Shown(JsonObject card) =>
        new()
        {
            StatusCode = (int)HttpStatusCode.OK,
            Type = "application/vnd.microsoft.card.adaptive",
            Value = TeamsJson.Raw(card),
        };

    private static AdaptiveCardInvokeResponse Noted(string text) =>
        new()
        {
            StatusCode = (int)HttpStatusCode.OK,
            Type = "application/vnd.microsoft.activity.message",
            Value = text,
        };
}
