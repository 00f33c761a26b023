namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>The last wish that was passed to the lead; null: none.</summary>
    public LeadWish? LastAsk { get; init; }
}

/// <summary>A wish that was passed to the lead.</summary>
public sealed record LeadWish(string By, string Wish, DateTimeOffset At);
