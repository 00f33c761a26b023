using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Trackers;

/// <summary>How the opening of an item ends.</summary>
internal static class TrackerEnds
{
    /// <summary>The item stands there.</summary>
    public static AttemptEnd Stands(string link) =>
        new AttemptEnd.Done(new PlacedReference("tracker", null, Link: link));
}
