namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>What became of the data that was corrupt, lost or exposed; null: nobody has said it.</summary>
    public DataAnswer? DataAnswer { get; init; }

    /// <summary>What happened to data: <c>corrupt</c>, <c>lost</c> or <c>exposed</c>; null: nothing, or not
    /// said.</summary>
    public string? DamagedData =>
        (ImpactSoFar?.Data ?? Impact?.Data) is { } data and ("corrupt" or "lost" or "exposed") ? data : null;

    /// <summary>Data is damaged, and nobody has said that it is repaired, or accepted.</summary>
    public bool IsDataOpen => DamagedData is not null && DataAnswer is null;
}

/// <summary>What became of damaged data.</summary>
/// <param name="Repaired">It is as it should be; otherwise it is accepted as it is.</param>
/// <param name="Words">What was repaired and how that is known; or why it is accepted.</param>
/// <param name="By">Who said it.</param>
/// <param name="At">When.</param>
public sealed record DataAnswer(bool Repaired, string Words, Person By, DateTimeOffset At)
{
    /// <summary>As it stands beside the impact.</summary>
    public override string ToString() => (Repaired ? "repaired: " : "accepted, because ") + Words;
}
