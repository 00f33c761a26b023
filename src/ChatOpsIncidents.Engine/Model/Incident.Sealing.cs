namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>How many captured messages are sealed into the chain.</summary>
    public int SealedMessages { get; init; }

    /// <summary>The digest of the last one; null: none.</summary>
    public string? LastSealed { get; init; }
}
