namespace ChatOpsIncidents.Engine.Incidents.State;

public sealed partial record Incident
{
    /// <summary>The last wish that was passed to the lead; null: none.</summary>
    public LeadWish? LastAsk { get; init; }
}
