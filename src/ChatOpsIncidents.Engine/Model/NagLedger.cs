namespace ChatOpsIncidents.Engine.Model;

/// <summary>A fact that nags people. It is entered in the ledger when it is folded.</summary>
public interface INags
{
    /// <summary>The ids of the people it nags.</summary>
    IEnumerable<string> Nagged { get; }
}

/// <summary>A person had just been nagged about something else: this deadline waits for that person's turn.</summary>
/// <param name="Deadline">The deadline's name.</param>
/// <param name="Until">When it falls due again.</param>
public sealed record NagDeferred([property: Code] string Deadline, DateTimeOffset Until) : IncidentEvent
{
    /// <summary>Waits until the person may be nagged again.</summary>
    public static NagDeferred Of(
        Incident incident,
        string deadline,
        string personId,
        DateTimeOffset now,
        Policy policy
    ) => new(deadline, Later(incident.NagAt(personId, now, policy), now, policy));

    // Where it is the update that comes first, its time and the pause after it.
    private static DateTimeOffset Later(DateTimeOffset at, DateTimeOffset now, Policy policy) =>
        at > now ? at : now + policy.NagInterval;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.Due(Deadline, Until);

    /// <inheritdoc/>
    public override string Describe() => $"A reminder ({Deadline}) waits: one at a time";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
