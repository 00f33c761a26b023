namespace ChatOpsIncidents.Host.Ports;

/// <summary>Which presses of buttons came in lately, on all hosts.</summary>
public interface IClickLedger
{
    /// <summary>The request as which a press runs: that of a like press since a moment ago, else its own.</summary>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="press">The same for presses that are one.</param>
    /// <param name="requestId">The press's own request.</param>
    /// <param name="since">An older press is another.</param>
    /// <param name="now">When it was pressed.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<string> First(
        string workspace,
        string press,
        string requestId,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken ct
    );
}
