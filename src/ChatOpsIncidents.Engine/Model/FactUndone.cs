namespace ChatOpsIncidents.Engine.Model;

/// <summary>A fact was taken back by its author; the state is as if it had never been recorded, the timeline shows
/// both.</summary>
/// <param name="Entry">The number of the fact.</param>
/// <param name="Kind">Its stored name.</param>
public sealed record FactUndone(long Entry, [property: Code] string Kind) : IncidentEvent, IChangesReport
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe() => $"Took back entry {Entry} ({Kind.Split(".v")[0].Replace('-', ' ')})";
}
