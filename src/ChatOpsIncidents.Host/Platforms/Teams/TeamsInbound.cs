using ChatOpsIncidents.Host.Ports;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Proven deliveries: read, run, and answered only after what was asked is stored. What is none of ours is
/// taken and left.</summary>
public sealed class TeamsInbound : TeamsActivityHandler
{
    private readonly TeamsDirectory _directory;
    private readonly TeamsRunner _runner;
    private readonly TeamsWords _words;
    private readonly TeamsReplies _replies;
    private readonly TeamsCapture _capture;
    private readonly TeamsDialogs _dialogs;
    private readonly TeamsAgreements _agreements;

    internal TeamsInbound(
        TeamsDirectory directory,
        TeamsRunner runner,
        TeamsWords words,
        TeamsReplies replies,
        TeamsCapture capture,
        TeamsDialogs dialogs,
        TeamsAgreements agreements
    )
    {
        (_directory, _runner, _words) = (directory, runner, words);
        (_replies, _capture, _dialogs, _agreements) = (replies, capture, dialogs, agreements);
    }

    /// <inheritdoc/>
    public override async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        await _directory.Remember(turnContext.Activity, cancellationToken);
        await base.OnTurnAsync(turnContext, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task OnMessageActivityAsync(
        ITurnContext<IMessageActivity> turnContext,
        CancellationToken cancellationToken
    )
    {
        var activity = turnContext.Activity as Activity ?? throw new FormatException("A message is an activity.");
        if (!TeamsActivities.IsPerson(activity.From))
            return;
        if (activity.Value is JObject data && string.IsNullOrEmpty(activity.Text))
        {
            await Pressed(turnContext, activity, data, cancellationToken);
            return;
        }

        var isAddressed = TeamsActivities.IsAddressed(activity);
        await _capture.Said(activity, isAddressed, cancellationToken);
        if (!isAddressed)
            return;
        var ask = TeamsRequestReader.Typed(activity, await _words.Command(activity, cancellationToken));
        await Answer(turnContext, ask, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task<AdaptiveCardInvokeResponse> OnAdaptiveCardInvokeAsync(
        ITurnContext<IInvokeActivity> turnContext,
        AdaptiveCardInvokeValue invokeValue,
        CancellationToken cancellationToken
    )
    {
        var activity = turnContext.Activity as Activity ?? throw new FormatException("An invoke is an activity.");
        var data = invokeValue.Action.Data as JObject ?? [];
        var verb = invokeValue.Action.Verb;
        if (verb is TeamsCards.Back or TeamsCards.Refresh)
            return await _replies.ToBack(Nothing(activity), "That was left as it is.", cancellationToken);
        if (TeamsJson.Text(data, TeamsCards.Confirm) is { } question && TeamsJson.Text(data, "command") is { } command)
            return _replies.ToConfirm(question, TeamsJson.Text(data, TeamsCards.Label) ?? "Yes", command);
        if (Read(activity, data) is not { } ask)
            return Unknown();
        var outcome = await _runner.Run(ask, cancellationToken);
        After(turnContext, () => _replies.Settle(ask, outcome, CancellationToken.None));
        return await _replies.ToPress(ask, outcome, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task<MessagingExtensionActionResponse> OnTeamsMessagingExtensionFetchTaskAsync(
        ITurnContext<IInvokeActivity> turnContext,
        MessagingExtensionAction action,
        CancellationToken cancellationToken
    ) => _dialogs.Open((Activity)turnContext.Activity, action, cancellationToken);

    /// <inheritdoc/>
    protected override Task<MessagingExtensionActionResponse> OnTeamsMessagingExtensionSubmitActionAsync(
        ITurnContext<IInvokeActivity> turnContext,
        MessagingExtensionAction action,
        CancellationToken cancellationToken
    ) => _dialogs.Submit((Activity)turnContext.Activity, action, cancellationToken);

    /// <inheritdoc/>
    protected override Task<TaskModuleResponse> OnTeamsTaskModuleFetchAsync(
        ITurnContext<IInvokeActivity> turnContext,
        TaskModuleRequest taskModuleRequest,
        CancellationToken cancellationToken
    ) => _dialogs.Fetch((Activity)turnContext.Activity, taskModuleRequest, cancellationToken);

    /// <inheritdoc/>
    protected override Task<TaskModuleResponse> OnTeamsTaskModuleSubmitAsync(
        ITurnContext<IInvokeActivity> turnContext,
        TaskModuleRequest taskModuleRequest,
        CancellationToken cancellationToken
    ) => _dialogs.Submit((Activity)turnContext.Activity, taskModuleRequest, cancellationToken);

    /// <inheritdoc/>
    protected override async Task OnTeamsFileConsentAcceptAsync(
        ITurnContext<IInvokeActivity> turnContext,
        FileConsentCardResponse fileConsentCardResponse,
        CancellationToken cancellationToken
    )
    {
        var activity = (Activity)turnContext.Activity;
        if (await _agreements.Agreed(activity, fileConsentCardResponse, cancellationToken) is { } said)
            After(turnContext, () => _agreements.Settle(activity, said, CancellationToken.None));
    }

    /// <inheritdoc/>
    protected override Task OnTeamsFileConsentDeclineAsync(
        ITurnContext<IInvokeActivity> turnContext,
        FileConsentCardResponse fileConsentCardResponse,
        CancellationToken cancellationToken
    )
    {
        const string Said = "The file was not sent. Ask for the export again whenever you want it.";
        var activity = (Activity)turnContext.Activity;
        After(turnContext, () => _agreements.Settle(activity, Said, CancellationToken.None));
        return Task.CompletedTask;
    }

    // The framework would ask for the roster once for each who is added, inside the request.
    /// <inheritdoc/>
    protected override Task OnConversationUpdateActivityAsync(
        ITurnContext<IConversationUpdateActivity> turnContext,
        CancellationToken cancellationToken
    ) => _capture.Joined((Activity)turnContext.Activity, cancellationToken);

    /// <inheritdoc/>
    protected override async Task OnInstallationUpdateActivityAsync(
        ITurnContext<IInstallationUpdateActivity> turnContext,
        CancellationToken cancellationToken
    )
    {
        var activity = (Activity)turnContext.Activity;
        var isRemoved = activity.Action?.StartsWith("remove", StringComparison.OrdinalIgnoreCase) == true;
        if (isRemoved && await _directory.Find(activity.Conversation.Id, cancellationToken) is { } left)
            await _directory.Remember(left with { Unreachable = TeamsClient.RemovedCode }, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task OnTeamsMessageEditAsync(
        ITurnContext<IMessageUpdateActivity> turnContext,
        CancellationToken cancellationToken
    ) => _capture.Edited((Activity)turnContext.Activity, cancellationToken);

    /// <inheritdoc/>
    protected override Task OnTeamsMessageUndeleteAsync(
        ITurnContext<IMessageUpdateActivity> turnContext,
        CancellationToken cancellationToken
    ) => _capture.Edited((Activity)turnContext.Activity, cancellationToken);

    /// <inheritdoc/>
    protected override Task OnTeamsMessageSoftDeleteAsync(
        ITurnContext<IMessageDeleteActivity> turnContext,
        CancellationToken cancellationToken
    ) => _capture.Deleted((Activity)turnContext.Activity, cancellationToken);

    /// <inheritdoc/>
    protected override Task OnMessageReactionActivityAsync(
        ITurnContext<IMessageReactionActivity> turnContext,
        CancellationToken cancellationToken
    ) => _capture.Reacted((Activity)turnContext.Activity, cancellationToken);

    private static TeamsRequest? Read(Activity activity, JObject data) =>
        TeamsRequestReader.Submitted(activity, data) ?? TeamsRequestReader.Pressed(activity, data);

    private static TeamsRequest Nothing(Activity activity) =>
        TeamsRequestReader.Of(activity, "none", new RequestInput.Typed("")) with
        {
            Message = activity.ReplyToId,
        };

    // A button of a client that knows no newer kind.
    private async Task Pressed(ITurnContext turn, Activity activity, JObject data, CancellationToken ct)
    {
        if (Read(activity, data) is { } ask)
            await Answer(turn, ask, ct);
    }

    private async Task Answer(ITurnContext turn, TeamsRequest ask, CancellationToken ct)
    {
        var outcome = await _runner.Run(ask, ct);
        if (!outcome.WasEarlier)
            After(turn, () => _replies.Later(ask, outcome, CancellationToken.None));
    }

    private static void After(ITurnContext turn, Func<Task> work) => turn.TurnState.Get<TeamsAfter>().Do(work);

    private static AdaptiveCardInvokeResponse Unknown() =>
        new()
        {
            StatusCode = 400,
            Type = "application/vnd.microsoft.error",
            Value = new JObject
            {
                ["code"] = "BadRequest",
                ["message"] = "This button belongs to nothing that is known here.",
            },
        };
}
