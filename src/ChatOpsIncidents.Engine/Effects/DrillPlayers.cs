using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Effects;

/// <summary>Who plays a drill: only they hear of it. What would have gone to others is quoted in the room.</summary>
/// <param name="Plays">Whether a person, by id, plays.</param>
/// <param name="NameOf">The name of one who does not, as the drill's people know them.</param>
public sealed record DrillPlayers(Func<string, bool> Plays, Func<string, string> NameOf)
{
    /// <summary>A message to somebody who plays, marked as part of the drill.</summary>
    public static ChatMessage Marked(ChatMessage message) =>
        message with
        {
            Footer = message.Footer is { } footer ? $"Drill. {footer}" : "Drill.",
        };

    /// <summary>What somebody else would have read. Its buttons belong to the one whom it would have reached.</summary>
    public static Effect Quote(string whom, ChatMessage message, string key)
    {
        var quoted = new[] { message.Title, message.Body }
            .OfType<string>()
            .Where(text => text.Length > 0)
            .SelectMany(text => text.Split('\n'))
            .Select(line => $"> {line}")
            .Prepend($"{Markup.Bold("Drill")}: {whom}");
        return new Effect.Post(
            Destination.Room,
            new ChatMessage { Body = string.Join('\n', quoted), Footer = "Nobody outside this room was told." },
            key
        );
    }
}
