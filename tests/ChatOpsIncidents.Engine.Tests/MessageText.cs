using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>A message as a person reads it, for approval.</summary>
public static class MessageText
{
    /// <summary>The whole message.</summary>
    public static string Of(ChatMessage message) =>
        string.Join(
            '\n',
            new[]
            {
                message.Title is { } title ? $"# {title}" : null,
                message.Body,
                message.Facts.Count == 0 ? null : string.Join('\n', message.Facts.Select(fact => Row(fact))),
                message.Actions.Count == 0 ? null : string.Join('\n', message.Actions.Select(Button)),
                message.More.Count == 0 ? null : string.Join('\n', message.More.Select(more => "⋯ " + Button(more))),
                message.Footer is { } footer ? $"-- {footer}" : null,
                $"({message.Tone})",
            }.OfType<string>()
        );

    private static string Row(ChatFact fact) =>
        $"{fact.Label, -12}| {fact.Value}{(fact.Action is { } action ? "\n" + Button(action) : "")}";

    /// <summary>What an effect says; null: nothing.</summary>
    public static ChatMessage? MessageOf(Effect effect) =>
        effect switch
        {
            Effect.Post post => post.Message,
            Effect.Edit edit => edit.Message,
            Effect.Tell tell => tell.Message,
            Effect.Direct direct => direct.Message,
            Effect.Inform inform => inform.Message,
            _ => null,
        };

    private static string Button(ChatAction action) =>
        (action.Style == ActionStyle.Primary ? $"[[{action.Label}]]" : $"[{action.Label}]")
        + $" {action.Url ?? "/incident " + action.Command}";
}
