using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Ports;

/// <summary>Renders a person's home tab as it stands now.</summary>
public interface IHomeRenderer
{
    /// <summary>The tab's parts, in order. They show only what the person may see.</summary>
    /// <param name="platform">The platform's name.</param>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="personId">The reader.</param>
    /// <param name="ct">Ends the attempt.</param>
    Task<IReadOnlyList<ChatMessage>> Render(string platform, string workspace, string personId, CancellationToken ct);
}
