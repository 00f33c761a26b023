using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    // Who has just done something is in the middle of it.
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(30);

    /// <summary>When each person was last nagged, by id.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Nags { get; init; } =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>Whether a person may be nagged now: at most once in <see cref="Policy.NagInterval"/>, whatever it is
    /// about, and not in the middle of what they do.</summary>
    public bool MayNag(string personId, DateTimeOffset now, Policy policy) => NagAt(personId, now, policy) <= now;

    /// <summary>As <see cref="MayNag"/> for what can wait: the update comes first.</summary>
    /// <param name="personId">Whom.</param>
    /// <param name="writer">Whose the update is; null: nobody's.</param>
    /// <param name="now">When.</param>
    /// <param name="policy">The rules.</param>
    public bool MayNagBesides(string personId, Person? writer, DateTimeOffset now, Policy policy) =>
        MayNag(personId, now, policy) && (writer?.Id != personId || !IsUpdateNear(now, policy));

    /// <summary>When a person may be nagged next; not after now: at once.</summary>
    public DateTimeOffset NagAt(string personId, DateTimeOffset now, Policy policy)
    {
        var after = Nags.TryGetValue(personId, out var last) ? last + policy.NagInterval : now;
        var acted = Log.FindLast(line => line.By.Id == personId && !line.IsBookkeeping)?.At;
        var free = acted is { } at && at <= now ? at + Busy : now;
        return after > free ? after : free;
    }

    internal Incident Nagged(INags fact, DateTimeOffset at) =>
        this with
        {
            Nags = Nags.SetItems(fact.Nagged.Select(id => KeyValuePair.Create(id, at))),
        };

    // So near that another reminder would have it wait.
    private bool IsUpdateNear(DateTimeOffset now, Policy policy) =>
        UpdateDueAt is { } due && due > now - policy.LadderAudience && due <= now + policy.NagInterval;
}
