namespace ChatOpsIncidents.Engine.Model;

/// <summary>A deadline fell due and nothing had to be done.</summary>
public sealed record DeadlinePassed([property: Code] string Name) : IncidentEvent, IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Deadlines = before.Deadlines.Remove(Name),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Nothing to do when “{Name}” fell due";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
