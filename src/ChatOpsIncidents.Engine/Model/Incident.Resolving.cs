namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>How often it was reopened soon after an all-clear.</summary>
    public int FalseAllClears { get; init; }
}
