using ChatOpsIncidents.Engine.Chat;

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
                message.Facts.Count == 0
                    ? null
                    : string.Join('\n', message.Facts.Select(fact => $"{fact.Label, -12}| {fact.Value}")),
                message.Actions.Count == 0 ? null : string.Join('\n', message.Actions.Select(Button)),
                message.Footer is { } footer ? $"-- {footer}" : null,
                $"({message.Tone})",
            }.OfType<string>()
        );

    private static string Button(ChatAction action) =>
        (action.Style == ActionStyle.Primary ? $"[[{action.Label}]]" : $"[{action.Label}]")
        + $" {action.Url ?? "/incident " + action.Command}";
}
