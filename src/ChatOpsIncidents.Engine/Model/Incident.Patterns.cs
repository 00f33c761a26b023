namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>What is known of the like before; null: nothing, or it was not looked for yet.</summary>
    public PastPattern? SeenBefore { get; init; }
}

/// <summary>The same service was in trouble before.</summary>
/// <param name="Service">The service.</param>
/// <param name="Times">How often, 1 at least.</param>
/// <param name="Since">When it was declared first.</param>
/// <param name="LastIncident">The last of those incidents.</param>
public sealed record PastPattern(
    [property: Code] string Service,
    int Times,
    DateTimeOffset Since,
    [property: Code] string LastIncident
)
{
    /// <summary>The kind of contributing factor that came most; null: none was recorded.</summary>
    [Code]
    public string? Factor { get; init; }

    /// <summary>The kind of change that helped last; null: nobody recorded one.</summary>
    [Code]
    public string? Helped { get; init; }

    /// <summary>How long that took.</summary>
    public TimeSpan? HelpedIn { get; init; }
}
