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
internal sealed class TeamsInbound(
    TeamsDirectory directory,
    TeamsRunner runner,
    TeamsWords words,
    TeamsReplies replies,
    TeamsCapture capture,
    TeamsDialogs dialogs,
    TeamsAgreements agreements
) : TeamsActivityHandler
{
    /// <inheritdoc/>
    public override async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        await directory.Remember(turnContext.Activity, cancellationToken);
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
        await capture.Said(activity, isAddressed, cancellationToken);
        if (!isAddressed)
            return;
        var ask = TeamsRequestReader.Typed(activity, await words.Command(activity, cancellationToken));
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
            return await replies.ToBack(Nothing(activity), "That was left as it is.", cancellationToken);
        if (TeamsJson.Text(data, TeamsCards.Confirm) is { } question && TeamsJson.Text(data, "command") is { } command)
            return replies.ToConfirm(question, TeamsJson.Text(data, TeamsCards.Label) ?? "Yes", command);
        if (Read(activity, data) is not { } ask)
            return Unknown();
        var outcome = await runner.Run(ask, cancellationToken);
        After(turnContext, () => replies.Settle(ask, outcome, CancellationToken.None));
        return await replies.ToPress(ask, outcome, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task<MessagingExtensionActionResponse> OnTeamsMessagingExtensionFetchTaskAsync(
        ITurnContext<IInvokeActivity> turnContext,
        MessagingExtensionAction action,
        CancellationToken cancellationToken
    ) => dialogs.Open((Activity)turnContext.Activity, action, cancellationToken);

    /// <inheritdoc/>
    protected override Task<MessagingExtensionActionResponse> OnTeamsMessagingExtensionSubmitActionAsync(
        ITurnContext<IInvokeActivity> turnContext,
        MessagingExtensionAction action,
        CancellationToken cancellationToken
    ) => dialogs.Submit((Activity)turnContext.Activity, action, cancellationToken);

    /// <inheritdoc/>
    protected override Task<TaskModuleResponse> OnTeamsTaskModuleFetchAsync(
        ITurnContext<IInvokeActivity> turnContext,
        TaskModuleRequest taskModuleRequest,
        CancellationToken cancellationToken
    ) => dialogs.Fetch((Activity)turnContext.Activity, taskModuleRequest, cancellationToken);

    /// <inheritdoc/>
    protected override Task<TaskModuleResponse> OnTeamsTaskModuleSubmitAsync(
        ITurnContext<IInvokeActivity> turnContext,
        TaskModuleRequest taskModuleRequest,
        CancellationToken cancellationToken
    ) => dialogs.Submit((Activity)turnContext.Activity, taskModuleRequest, cancellationToken);

    /// <inheritdoc/>
    protected override async Task OnTeamsFileConsentAcceptAsync(
        ITurnContext<IInvokeActivity> turnContext,
        FileConsentCardResponse fileConsentCardResponse,
        CancellationToken cancellationToken
    )
    {
        var activity = (Activity)turnContext.Activity;
        if (await agreements.Agreed(activity, fileConsentCardResponse, cancellationToken) is { } said)
            After(turnContext, () => agreements.Settle(activity, said, CancellationToken.None));
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
        After(turnContext, () => agreements.Settle(activity, Said, CancellationToken.None));
        return Task.CompletedTask;
    }

    // The framework would ask for the roster once for each who is added, inside the request.
    /// <inheritdoc/>
    protected override Task OnConversationUpdateActivityAsync(
        ITurnContext<IConversationUpdateActivity> turnContext,
        CancellationToken cancellationToken
    ) => capture.Joined((Activity)turnContext.Activity, cancellationToken);

    /// <inheritdoc/>
    protected override async Task OnInstallationUpdateActivityAsync(
        ITurnContext<IInstallationUpdateActivity> turnContext,
        CancellationToken cancellationToken
    )
    {
        var activity = (Activity)turnContext.Activity;
        var isRemoved = activity.Action?.StartsWith("remove", StringComparison.OrdinalIgnoreCase) == true;
        if (isRemoved && await directory.Find(activity.Conversation.Id, cancellationToken) is { } left)
            await directory.Remember(left with { Unreachable = TeamsClient.RemovedCode }, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task OnTeamsMessageEditAsync(
        ITurnContext<IMessageUpdateActivity> turnContext,
        CancellationToken cancellationToken
    ) => capture.Edited((Activity)turnContext.Activity, cancellationToken);

    /// <inheritdoc/>
    protected override Task OnTeamsMessageUndeleteAsync(
        ITurnContext<IMessageUpdateActivity> turnContext,
        CancellationToken cancellationToken
    ) => capture.Edited((Activity)turnContext.Activity, cancellationToken);

    /// <inheritdoc/>
    protected override Task OnTeamsMessageSoftDeleteAsync(
        ITurnContext<IMessageDeleteActivity> turnContext,
        CancellationToken cancellationToken
    ) => capture.Deleted((Activity)turnContext.Activity, cancellationToken);

    /// <inheritdoc/>
    protected override Task OnMessageReactionActivityAsync(
        ITurnContext<IMessageReactionActivity> turnContext,
        CancellationToken cancellationToken
    ) => capture.Reacted((Activity)turnContext.Activity, cancellationToken);

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
        var outcome = await runner.Run(ask, ct);
        if (!outcome.WasEarlier)
            After(turn, () => replies.Later(ask, outcome, CancellationToken.None));
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
