using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>What was said outside, or waits to be said, without forgotten words.</summary>
public static class RedactedEffects
{
    private static readonly SpokenTexts Spoken = new(FactJson.Options);

    /// <summary>The effect without the words; the same where it has none.</summary>
    public static Effect Of(Effect effect, ForgottenWords forgotten, string incidentId) =>
        effect switch
        {
            Effect.OpenRoom room when forgotten.IsIn(room.Name) => room with { Name = incidentId.ToLowerInvariant() },
            _ => Spoken.Replace(effect.Reworded(message => Of(message, forgotten)), forgotten.Mask),
        };

    /// <summary>The message without the words; a button that would say them again goes.</summary>
    public static ChatMessage Of(ChatMessage message, ForgottenWords forgotten) =>
        Spoken.Replace(
            message with
            {
                Actions = [.. message.Actions.Where(action => !SaysAgain(action, forgotten))],
                More = [.. message.More.Where(action => !SaysAgain(action, forgotten))],
                Facts = [.. message.Facts.Select(fact => Of(fact, forgotten))],
            },
            forgotten.Mask
        );

    private static ChatFact Of(ChatFact fact, ForgottenWords forgotten) =>
        fact.Action is { } action && SaysAgain(action, forgotten) ? fact with { Action = null } : fact;

    private static bool SaysAgain(ChatAction action, ForgottenWords forgotten) =>
        Spoken.Of(action).Any(forgotten.IsIn) || action.Command.Contains(" confirm: ", StringComparison.Ordinal);

    /// <summary>An answer that was given, without the words.</summary>
    public static Reply Of(Reply reply, ForgottenWords forgotten) =>
        Spoken.Replace(
            reply with
            {
                Message = reply.Message is { } message ? Of(message, forgotten) : null,
            },
            forgotten.Mask
        );

    /// <summary>Whether nothing is left that is worth sending once the words are gone: they were all it carried, or it
    /// leads nowhere without them.</summary>
    /// <param name="before">The effect as it was.</param>
    /// <param name="forgotten">The words.</param>
    public static bool IsNeedless(Effect before, ForgottenWords forgotten) =>
        before switch
        {
            Effect.Tell tell => IsEmpty(Of(tell.Message, forgotten)),
            Effect.Direct direct => IsEmpty(Of(direct.Message, forgotten)),
            Effect.Bookmark bookmark => forgotten.IsIn(bookmark.Title) || forgotten.IsIn(bookmark.Url),
            Effect.Page page => forgotten.IsIn(page.Target),
            _ => false,
        };

    private static bool IsEmpty(ChatMessage message) =>
        message.Title is null
        && message.Facts.Count == 0
        && message.Actions.Count == 0
        && !message.Body.Replace(ForgottenWords.Mark, "", StringComparison.Ordinal).Any(char.IsLetterOrDigit);
}
