using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

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
