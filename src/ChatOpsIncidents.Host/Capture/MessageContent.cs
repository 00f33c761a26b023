using System.Text.Json;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>What of a message is stored, hashed and exported, as exact text.</summary>
/// <param name="Kind">As in <see cref="CapturedMessage.Kind"/>.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Message">The platform's id of the message.</param>
/// <param name="Version">0, or the platform's time of the edit or deletion.</param>
/// <param name="Thread">The thread's root; null: not in a thread.</param>
/// <param name="Person">Who.</param>
/// <param name="Text">The words.</param>
/// <param name="Files">Files as links; null: none.</param>
public sealed record MessageContent(
    string Kind,
    string Channel,
    string Message,
    string Version,
    string? Thread,
    string Person,
    string Text,
    IReadOnlyList<CapturedFile>? Files
)
{
    /// <summary>The text of a message, with who said it when and where. PostgreSQL and JSON readers dislike U+0000, and
    /// nobody types it.</summary>
    public static string Write(string platform, CapturedMessage message, string personName) =>
        FactEnvelope.Join(
            JsonSerializer.Serialize(
                new MessageContent(
                    message.Kind,
                    message.ChannelId,
                    message.MessageId,
                    message.Version,
                    message.ThreadId,
                    message.PersonId,
                    message.Text.Replace("\0", "", StringComparison.Ordinal),
                    message.Files.Count > 0 ? message.Files : null
                ),
                FactJson.Options
            ),
            new FactEnvelope(new Person(message.PersonId, personName), FactHash.Utc(message.At), platform, message.Link)
        );
}
