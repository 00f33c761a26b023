using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>Puts the incident's id before the command of every button, so that it works wherever it is shown.</summary>
public static class Addressing
{
    /// <summary>The verdict with addressed buttons.</summary>
    public static Verdict Of(Verdict verdict)
    {
        var id = verdict.After.Id;
        if (id.Length == 0 || verdict.After.Seq == 0)
            return verdict;
        return verdict with
        {
            Effects = [.. verdict.Effects.Select(effect => effect.Reworded(message => Of(message, id)))],
            Reply = verdict.Reply with { Message = verdict.Reply.Message is { } message ? Of(message, id) : null },
        };
    }

    /// <summary>The message with addressed buttons.</summary>
    public static ChatMessage Of(ChatMessage message, string id) =>
        message with
        {
            Actions = [.. message.Actions.Select(action => Of(action, id))],
            More = [.. message.More.Select(action => Of(action, id))],
            Facts = [.. message.Facts.Select(fact => Of(fact, id))],
        };

    private static ChatFact Of(ChatFact fact, string id) =>
        fact.Action is { } action ? fact with { Action = Of(action, id) } : fact;

    private static ChatAction Of(ChatAction action, string id)
    {
        var isAddressed =
            action.Url is not null
            || action.Command.StartsWith("INC-", StringComparison.Ordinal)
            || action.Command.StartsWith("declare", StringComparison.Ordinal);
        return isAddressed ? action : action with { Command = $"{id} {action.Command}".TrimEnd() };
    }
}
