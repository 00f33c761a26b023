namespace ChatOpsIncidents.Engine.Model;

/// <summary>The lead or backup passed a gate.</summary>
public sealed record GateOverridden([property: Code] string Gate, string Why, DateTimeOffset Until) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Overrides = before.Overrides.SetItem(Gate, Until),
            OverrideCount = before.OverrideCount + 1,
        };

    /// <inheritdoc/>
    public override string Describe() => $"Override of {Gate}: {Why}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}
