namespace ChatOpsIncidents.Host.Ports;

/// <summary>Takes what was said in the rooms. Messages of channels that are no incident's room are not
/// stored.</summary>
public interface ICaptureSink
{
    /// <summary>Stores a message; the same message, version and kind once.</summary>
    /// <param name="platform">The platform's name.</param>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="message">What was said.</param>
    /// <param name="personName">Who said it, by name.</param>
    /// <param name="ct">Ends the wait; the message may be stored all the same.</param>
    /// <returns>When it is stored durably: the incident, or null when the channel is no room.</returns>
    Task<string?> Capture(
        string platform,
        string workspace,
        CapturedMessage message,
        string personName,
        CancellationToken ct
    );
}
