using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Dialogs of the message extension: declare from where one writes or from a message, and put a message into
/// the
/// timeline.</summary>
internal sealed class TeamsDialogs(TeamsRunner runner, TeamsReplies replies, TeamsMessages messages)
{
    /// <summary>The command that opens the form of a declaration.</summary>
    public const string Declare = "declare";

    /// <summary>The same, with a message as the title.</summary>
    public const string DeclareFromMessage = "declareFromMessage";

    private const string CardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>The commands on a message that put it into the timeline, and the command that each means.</summary>
    public static readonly FrozenDictionary<string, string> Promotions = new Dictionary<string, string>
    {
        ["addToTimeline"] = "note",
        ["saveAsEvidence"] = "evidence",
        ["recordGap"] = "gap",
    }.ToFrozenDictionary();

    /// <summary>A command of the extension was chosen.</summary>
    public async Task<MessagingExtensionActionResponse> Open(
        Activity activity,
        MessagingExtensionAction action,
        CancellationToken ct
    )
    {
        if (Chosen(activity, action) is not { } ask)
            return Extension(Said("This command is not known here."));
        var outcome = await runner.Run(ask, ct);
        // What was asked back is asked anew: other incidents may run by now.
        if (outcome is { WasEarlier: true, Facts: 0 })
            outcome = await runner.Run(ask with { Id = "dialog:" + TeamsRequestReader.IdOf(activity) }, ct);
        return Extension(Answer(ask, outcome));
    }

    /// <summary>A dialog of the extension was submitted.</summary>
    public async Task<MessagingExtensionActionResponse> Submit(
        Activity activity,
        MessagingExtensionAction action,
        CancellationToken ct
    ) => Extension(await Submitted(activity, action.Data as JObject, ct));

    /// <summary>A button asked for a dialog.</summary>
    public async Task<TaskModuleResponse> Fetch(Activity activity, TaskModuleRequest request, CancellationToken ct)
    {
        if (TeamsRequestReader.Pressed(activity, request.Data as JObject ?? []) is not { } ask)
            return new TaskModuleResponse(Said("This button belongs to nothing that is known here."));
        return new TaskModuleResponse(Answer(ask, await runner.Run(ask, ct)));
    }

    /// <summary>A dialog was submitted.</summary>
    public async Task<TaskModuleResponse> Submit(Activity activity, TaskModuleRequest request, CancellationToken ct) =>
        new(await Submitted(activity, request.Data as JObject, ct));

    private async Task<TaskModuleResponseBase> Submitted(Activity activity, JObject? data, CancellationToken ct)
    {
        if (TeamsJson.Text(data, TeamsCards.Confirm) is { } question)
            return Shown("Incidents", Asking(question, data!));
        if (
            (TeamsRequestReader.Submitted(activity, data ?? []) ?? TeamsRequestReader.Pressed(activity, data ?? []))
            is not { } ask
        )
            return Said("This form belongs to nothing that is known here.");
        var outcome = await runner.Run(ask, ct);
        return outcome.Reply.FormErrors.Count > 0 && ask.Submitted is { } again
            ? Dialog(again.Form, replies.Dialog(again, outcome.Reply.FormErrors))
            : Answer(ask, outcome);
    }

    private static TeamsRequest? Chosen(Activity activity, MessagingExtensionAction action)
    {
        if (action.CommandId == Declare)
            return TeamsRequestReader.Of(
                activity,
                "dialog:" + TeamsRequestReader.IdOf(activity),
                new RequestInput.Typed("declare")
            );
        if (action.MessagePayload is not { } message)
            return null;
        var words = TeamsWords.OfHtml(message.Body?.Content ?? "");
        var author = message.From?.User?.DisplayName;
        if (action.CommandId == DeclareFromMessage)
            return TeamsRequestReader.Of(
                activity,
                "dialog:" + TeamsRequestReader.IdOf(activity),
                new RequestInput.Typed("declare")
            ) with
            {
                Message = message.Id,
                Prefilled = Told(words, author),
            };
        var said = author is null ? words : $"{author}: {words}";
        return Promotions.GetValueOrDefault(action.CommandId ?? "") is { } verb
            ? Promotion(activity, verb, message, said)
            : null;
    }

    // A message is put there once a kind, however often it is chosen and by whom.
    private static TeamsRequest Promotion(Activity activity, string verb, MessageActionsPayload message, string text)
    {
        var fields = new Dictionary<string, string> { ["rest"] = text.TrimEnd(':', ' ') };
        var id = $"{verb}:" + TeamsActivities.Hash(TeamsPlaces.Base(activity.Conversation.Id), message.Id);
        return TeamsRequestReader.Of(activity, id, new RequestInput.Filled(verb, "", fields)) with
        {
            Message = message.Id,
            Once = id,
        };
    }

    // What somebody else wrote is news that came by chat.
    private static Dictionary<string, string> Told(string words, string? author)
    {
        var told = new Dictionary<string, string> { ["title"] = words.Replace('\n', ' ') };
        if (author is not null)
            (told["source"], told["reported-by"]) = ("chat", author);
        return told;
    }

    private TaskModuleResponseBase Answer(TeamsRequest ask, Outcome outcome)
    {
        if (outcome.Reply.Form is { } form)
            return Dialog(form, replies.Dialog(ask, outcome, form));
        if (outcome.Reply.Message is not { } said)
            return Said(outcome.Facts > 0 ? "Recorded." : "Nothing was changed.");
        return said.Actions.Count == 0
            ? Said(Markup.Plain(said.Body, id => messages.Names.Of(id) ?? id))
            : Shown(said.Title ?? "Incidents", InDialog(said, ask.Once));
    }

    private JsonObject InDialog(ChatMessage said, string? once)
    {
        var card = messages.Card(said);
        TeamsCards.PutInDialog(card, once);
        return card;
    }

    private JsonObject Asking(string question, JObject data)
    {
        var label = TeamsJson.Text(data, TeamsCards.Label) ?? "Yes";
        var command = TeamsJson.Text(data, TeamsCards.Command) ?? "";
        var asked = ChatMessage.Text(Markup.Clean(question), new ChatAction(label, command, ActionStyle.Danger));
        return InDialog(asked, once: null);
    }

    private static TaskModuleContinueResponse Dialog(Form form, JsonObject card) => Shown(form.Title, card);

    private static TaskModuleContinueResponse Shown(string title, JsonObject card) =>
        new(
            new TaskModuleTaskInfo
            {
                Title = PlainText.Label(title, 60),
                Height = "large",
                Width = "medium",
                Card = new Attachment { ContentType = CardType, Content = TeamsJson.Raw(card) },
            }
        );

    private static TaskModuleMessageResponse Said(string text) => new(text);

    private static MessagingExtensionActionResponse Extension(TaskModuleResponseBase task) => new() { Task = task };
}
