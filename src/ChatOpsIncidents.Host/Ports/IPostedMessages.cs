using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Ports;

/// <summary>What stands in messages of ours, for platforms that show a person something else in their place for a
/// while.</summary>
public interface IPostedMessages
{
    /// <summary>A message as it stands for everybody.</summary>
    /// <param name="platform">The platform's name.</param>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="channels">The names that its channel may have.</param>
    /// <param name="messageId">The platform's id of it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null: it is none of an incident's, or not known any more.</returns>
    Task<ChatMessage?> Latest(
        string platform,
        string workspace,
        IReadOnlyList<string> channels,
        string messageId,
        CancellationToken ct
    );
}
