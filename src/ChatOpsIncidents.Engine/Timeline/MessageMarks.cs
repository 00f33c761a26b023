namespace ChatOpsIncidents.Engine.Timeline;

/// <summary>What happened to a captured message, as a sign before its words: a deletion is no empty line, a reaction no
/// word that somebody said.</summary>
public static class MessageMarks
{
    /// <summary>The words with their sign; other entries stay as they are.</summary>
    /// <param name="kind">The entry's kind.</param>
    /// <param name="text">Its words.</param>
    public static string Of(string kind, string text) =>
        kind switch
        {
            "message-edited" => $"✎ edited: {text}",
            "message-deleted" => "✕ deleted a message",
            "reaction-added" => $"reacted with :{text}:",
            "reaction-removed" => $"took back the reaction :{text}:",
            "pinned" => text.Length > 0 ? $"📌 pinned: {text}" : "📌 pinned a message",
            "unpinned" => text.Length > 0 ? $"unpinned: {text}" : "unpinned a message",
            _ => text,
        };
}
