namespace ChatOpsIncidents.Host.Ports;

/// <summary>A paging system besides chat. Registered by each that is configured.</summary>
public interface IPager
{
    /// <summary>Its name in effects and facts: <c>pagerduty</c>, <c>jsm</c>, <c>oncall</c>, <c>webhook</c>,
    /// <c>mail</c>.</summary>
    string Way { get; }

    /// <summary>Calls somebody. Never throws for what the outside answers.</summary>
    Task<AttemptEnd> Page(PageCall call, CancellationToken ct);

    /// <summary>Says that nobody need be called any more.</summary>
    /// <param name="call">The call as it was made; its words are not needed.</param>
    /// <param name="isOver">Whether the incident is over; else somebody has answered.</param>
    /// <param name="ct">Ends the attempt; its outcome is then unclear.</param>
    Task<AttemptEnd> End(PageCall call, bool isOver, CancellationToken ct);
}

/// <summary>One call to one receiver.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Key">The same for every attempt, and for nothing else: the system's deduplication key.</param>
/// <param name="Target">The name under which the system knows the receiver.</param>
/// <param name="Why">One plain sentence.</param>
/// <param name="Severity">How bad the incident is.</param>
public sealed record PageCall(string IncidentId, string Key, string Target, string Why, Severity Severity)
{
    /// <summary>What all our keys begin with: by it a system's own report is known as an answer to ours.</summary>
    public const string Prefix = "chatops-";

    /// <summary>The key of a call.</summary>
    /// <param name="workspace">The workspace's id.</param>
    /// <param name="incidentId">The incident.</param>
    /// <param name="key">The key within the incident: <c>page-3-1-0</c>.</param>
    public static string KeyOf(string workspace, string incidentId, string key) =>
        $"{Prefix}{workspace}-{incidentId}-{key}";
}
