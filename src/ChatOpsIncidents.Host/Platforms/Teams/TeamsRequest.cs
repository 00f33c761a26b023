using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>What somebody asked of us in Teams: a delivery, read.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Id">The request's id: the same when the same is delivered again.</param>
/// <param name="Input">What.</param>
internal sealed record TeamsRequest(TeamsActor Actor, string Id, RequestInput Input)
{
    /// <summary>Whether nothing is to be stored of who asks.</summary>
    public bool LeavesNoTrace { get; } = ParsedRequest.LeavesNoTrace(Input);

    /// <summary>The incident that a form was about; null: by the words or the conversation.</summary>
    public string? IncidentId { get; init; }

    /// <summary>The channel or group in which it was asked; null: alone with us.</summary>
    public string? Channel { get; init; }

    /// <summary>The conversation of the delivery.</summary>
    public required string Conversation { get; init; }

    /// <summary>The message that it is about; null: none.</summary>
    public string? Message { get; init; }

    /// <summary>What a form's field is filled in with, by its key, when the answer is a form.</summary>
    public IReadOnlyDictionary<string, string> Prefilled { get; init; } = new Dictionary<string, string>();

    /// <summary>The form that was submitted, with its values; null: none.</summary>
    public TeamsFormState? Submitted { get; init; }

    /// <summary>What makes two choices the same that answer what is asked back; null: nothing.</summary>
    public string? Once { get; init; }

    /// <summary>What makes two presses of a button, or two submissions of a form, the same; null: it is
    /// neither.</summary>
    public string? Press { get; init; }

    /// <summary>Whether nobody else reads the conversation.</summary>
    public bool IsAlone => Channel is null;
}

/// <summary>Deliveries → <see cref="TeamsRequest"/>. Pure.</summary>
internal static class TeamsRequestReader
{
    /// <summary>A typed command.</summary>
    /// <param name="activity">The message.</param>
    /// <param name="words">Its words without our name.</param>
    public static TeamsRequest Typed(Activity activity, string words) =>
        Of(activity, "message:" + IdOf(activity), new RequestInput.Typed(words)) with
        {
            Message = activity.Id,
        };

    /// <summary>A pressed button; null: it carries no command.</summary>
    public static TeamsRequest? Pressed(Activity activity, JObject data)
    {
        if (TeamsJson.Text(data, TeamsCards.Command) is not { } command)
            return null;
        var ask = Press(activity, command, new RequestInput.Typed(command));
        return TeamsJson.Text(data, TeamsCards.Once) is { } once
            ? ask with
            {
                Id = $"{once}:{command.Split(' ')[0]}",
            }
            : ask;
    }

    /// <summary>A submitted form; null: it is none of ours.</summary>
    public static TeamsRequest? Submitted(Activity activity, JObject data)
    {
        if (TeamsFormState.Of(TeamsJson.Text(data, TeamsForms.State)) is not { } state)
            return null;
        var values = TeamsForms.Values(
            data.Properties().Select(one => KeyValuePair.Create(one.Name, Value(one.Value)))
        );
        var form = state.Form;
        var content = string.Join('\u001E', values.OrderBy(one => one.Key, StringComparer.Ordinal));
        var ask = Press(
            activity,
            $"{form.Verb} {form.Lead} {state.Incident} {content}",
            new RequestInput.Filled(form.Verb, form.Lead, values)
        );
        return ask with
        {
            IncidentId = state.Incident,
            Channel = state.Channel ?? ask.Channel,
            Submitted = state with { Form = TeamsForms.Filled(form, values) },
        };
    }

    /// <summary>Something else of a conversation.</summary>
    public static TeamsRequest Of(Activity activity, string id, RequestInput input) =>
        new(TeamsActivities.Actor(activity), id, input)
        {
            Conversation = activity.Conversation.Id,
            Channel = TeamsActivities.KindOf(activity) is ConversationKind.Personal ? null : activity.Conversation.Id,
        };

    /// <summary>What makes a delivery itself the same when it comes again.</summary>
    public static string IdOf(Activity activity) => TeamsActivities.Hash(activity.Conversation.Id, activity.Id);

    // A delivery that comes again may bear another id, so that what was pressed tells it.
    private static TeamsRequest Press(Activity activity, string what, RequestInput input) =>
        Of(activity, "press:" + IdOf(activity), input) with
        {
            Message = activity.ReplyToId,
            Press = TeamsActivities.Hash(
                activity.Conversation.Id,
                activity.ReplyToId,
                TeamsActivities.PersonId(activity.From),
                what
            ),
        };

    private static string? Value(JToken token) =>
        token.Type switch
        {
            JTokenType.Null => null,
            JTokenType.Object or JTokenType.Array => token.ToString(Newtonsoft.Json.Formatting.None),
            _ => token.ToString(),
        };
}
