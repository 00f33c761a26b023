using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Trackers;

/// <summary>An action, or a minor incident, as a tracker gets it.</summary>
/// <param name="IncidentId">Its incident.</param>
/// <param name="Number">1 for the first action of the incident; 0: the incident itself.</param>
/// <param name="Text">What will be there then, or what is wrong.</param>
/// <param name="Owner">Who sees to it, by name.</param>
/// <param name="DueAt">By when; null: no day is agreed.</param>
/// <param name="Page">The incident's page; null: it has no address.</param>
public sealed record TrackerItem(
    string IncidentId,
    int Number,
    string Text,
    string Owner,
    DateTimeOffset? DueAt,
    string? Page
)
{
    /// <summary>The same for the same action, so that it is found again.</summary>
    public string Marker => IncidentId.ToLowerInvariant() + (IsTicket ? "-ticket" : $"-action-{Number}");

    private bool IsTicket => Number == FollowTicket.Number;

    /// <summary>The item's title.</summary>
    public string Title => $"[{IncidentId}] {Text}";

    /// <summary>The item's text.</summary>
    public string Body =>
        $"{(IsTicket ? "A minor incident," : "From the review of")} {IncidentId}{(Page is null ? "" : $": {Page}")}\n\n"
        + $"Owner: {Owner}\n{(Day is null ? "" : $"Due: {Day}\n")}\nchatops:{Marker}";

    /// <summary>The day by which it is due, UTC; null: no day is agreed.</summary>
    public string? Day => DueAt?.UtcDateTime.ToString("yyyy-MM-dd");
}

/// <summary>How an item stands in its tracker.</summary>
public enum ItemState
{
    /// <summary>It is open, or not known.</summary>
    Open,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It will not be done.</summary>
    Dropped,
}

/// <summary>A system of record for actions; one file each.</summary>
public interface ITracker
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Opens an item, or finds the one that stands. Never throws for what the outside answers.</summary>
    /// <param name="item">What is opened.</param>
    /// <param name="mayStand">An earlier attempt's outcome is not known, so that it is looked for first.</param>
    /// <param name="ct">Ends the attempt.</param>
    /// <returns><see cref="AttemptEnd.Done"/> with the item's link, or why not.</returns>
    Task<AttemptEnd> Open(TrackerItem item, bool mayStand, CancellationToken ct);

    /// <summary>How an item stands, by its link; <see cref="ItemState.Open"/> where it cannot be read.</summary>
    Task<ItemState> State(string link, CancellationToken ct);
}
