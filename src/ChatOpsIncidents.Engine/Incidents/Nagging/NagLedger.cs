using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Incidents;

public sealed partial record Incident
{
    /// <summary>When each person was last nagged, by id.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Nags { get; init; } =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>Whether a person may be nagged now: at most once in <see cref="Policy.NagInterval"/>, whatever it is
    /// about.</summary>
    public bool MayNag(string personId, DateTimeOffset now, Policy policy) =>
        !Nags.TryGetValue(personId, out var last) || now - last >= policy.NagInterval;

    internal Incident Nagged(INags fact, DateTimeOffset at) =>
        this with
        {
            Nags = Nags.SetItems(fact.Nagged.Select(id => KeyValuePair.Create(id, at))),
        };
}

/// <summary>A fact that nags people. It is entered in the ledger when it is folded.</summary>
public interface INags
{
    /// <summary>The ids of the people it nags.</summary>
    IEnumerable<string> Nagged { get; }
}

/// <summary>A person had just been nagged about something else: this deadline waits for that person's turn.</summary>
/// <param name="Deadline">The deadline's name.</param>
/// <param name="Until">When it falls due again.</param>
public sealed record NagDeferred(string Deadline, DateTimeOffset Until) : IncidentEvent
{
    /// <summary>Waits until the person may be nagged again.</summary>
    public static NagDeferred Of(Incident incident, string deadline, string personId, Policy policy) =>
        new(deadline, incident.Nags[personId] + policy.NagInterval);

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.Due(Deadline, Until);

    /// <inheritdoc/>
    public override string Describe() => $"A reminder ({Deadline}) waits: one at a time";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
