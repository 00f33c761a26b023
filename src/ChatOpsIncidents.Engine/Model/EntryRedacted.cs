namespace ChatOpsIncidents.Engine.Model;

/// <summary>An entry's words are to be erased; the host removes its content and salt, and the chain of hashes
/// holds.</summary>
/// <param name="Entry">The entry's number.</param>
/// <param name="Why">The reason.</param>
/// <param name="Remains">The fact without people's words, which counts in its place.</param>
/// <param name="Copy">It only held copies of another entry's words, and lost those.</param>
/// <param name="Was">What the erased content said of the entry besides its words; null: stored earlier.</param>
public sealed record EntryRedacted(
    long Entry,
    string Why,
    IncidentEvent Remains,
    bool? Copy = null,
    RedactedEnvelope? Was = null
) : IncidentEvent, IChangesReport
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe() => $"Entry {Entry} redacted: {Why}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Copy is true ? Loudness.CardOnly : Loudness.LogThread;
}

/// <summary>Who, when and how: what stays of an erased entry, so that the chain still vouches for it.</summary>
/// <param name="Actor">Who recorded it.</param>
/// <param name="ObservedAt">When it happened, as exported.</param>
/// <param name="Source">How it came in.</param>
public sealed record RedactedEnvelope(Person Actor, [property: Code] string ObservedAt, [property: Code] string Source);
