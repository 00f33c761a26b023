namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>When everybody last paused; null: never.</summary>
    public DateTimeOffset? RegroupedAt { get; init; }
}
