using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    // The facts behind the state, so that one that is taken back or redacted can be left out by folding the rest anew.
    private ImmutableList<PastFact> Past { get; init; } = [];

    /// <summary>The state after all of <paramref name="history"/>. A fact whose content was erased counts as its
    /// redaction left it.</summary>
    public static Incident Replay(string id, IEnumerable<Recorded> history) => None(id).AfterAll([.. history]);

    /// <summary>The state after more facts, as they are stored now; those that were erased among them as their
    /// redaction left them.</summary>
    public Incident AfterAll(IReadOnlyList<Recorded> facts)
    {
        var left = Remains(facts);
        return facts.Aggregate(
            this,
            (state, fact) =>
                state.After(
                    fact.Fact is ErasedFact && left.TryGetValue(fact.Seq, out var remains)
                        ? fact with
                        {
                            Fact = remains,
                        }
                        : fact
                )
        );
    }

    /// <summary>The state after one more fact.</summary>
    public Incident After(Recorded recorded) =>
        (
            recorded.Fact switch
            {
                FactUndone undone => Refold(undone.Entry, past => past with { IsUndone = true }),
                EntryRedacted redacted => Refold(
                    redacted.Entry,
                    past => past with { Recorded = past.Recorded with { Fact = redacted.Remains, Link = null } }
                ),
                _ => this,
            }
        ).Add(new PastFact(recorded, false));

    /// <summary>A stored fact by its number, as it counts now; null: none, or taken back.</summary>
    public Recorded? Entry(long seq) =>
        Past.FirstOrDefault(past => past.Recorded.Seq == seq && !past.IsUndone)?.Recorded;

    /// <summary>The newest fact, of those that count, that fits; null: none.</summary>
    public Recorded? LastEntry(Func<Recorded, bool> fits) =>
        Past.FindLast(past => !past.IsUndone && fits(past.Recorded))?.Recorded;

    /// <summary>A stored fact by its number, taken back or not; null: none.</summary>
    public Recorded? Stored(long seq) => Past.FirstOrDefault(past => past.Recorded.Seq == seq)?.Recorded;

    /// <summary>Whether an entry's words were erased.</summary>
    public bool IsRedacted(long seq) =>
        Past.Any(past =>
            past.Recorded.Fact is EntryRedacted redacted && redacted.Entry == seq && redacted.Copy is not true
        );

    /// <summary>All facts as they are stored now, oldest first; those that were taken back too.</summary>
    public IEnumerable<Recorded> AllStored() => Past.Select(past => past.Recorded);

    /// <summary>A person's name as it was last heard here; the id where it never was.</summary>
    public string NameOf(string personId) =>
        Past.FindLast(past => past.Recorded.By.Id == personId)?.Recorded.By.Name
        ?? Roles.Values.FirstOrDefault(person => person.Id == personId)?.Name
        ?? personId;

    // What redactions left. One may have been redacted itself: then it stands within the other, and still counts by its
    // own place among them.
    private static Dictionary<long, IncidentEvent> Remains(IEnumerable<Recorded> facts)
    {
        Dictionary<long, (long Place, IncidentEvent Remains)> left = [];
        foreach (var fact in facts)
        {
            var place = fact.Seq;
            for (var redacted = fact.Fact as EntryRedacted; redacted is not null; )
            {
                if (!left.TryGetValue(redacted.Entry, out var known) || place >= known.Place)
                    left[redacted.Entry] = (place, redacted.Remains);
                (place, redacted) = (redacted.Entry, redacted.Remains as EntryRedacted);
            }
        }

        return left.ToDictionary(row => row.Key, row => row.Value.Remains);
    }

    private Incident Refold(long entry, Func<PastFact, PastFact> change) =>
        Past.Select(past => past.Recorded.Seq == entry ? change(past) : past)
            .Aggregate(None(Id), (state, past) => state.Add(past));

    private Incident Add(PastFact past)
    {
        var recorded = past.Recorded;
        var after = past.IsUndone ? this : recorded.Fact.Fold(this, recorded);
        if (!past.IsUndone && recorded.Fact is INags nag)
            after = after.Nagged(nag, recorded.RecordedAt);
        if (!past.IsUndone && recorded.Fact is IMilestone milestone)
            after = after.Reached(milestone, recorded);
        after = NoiseBudget.Counted(this, after.Living(this, recorded), recorded);
        return after with
        {
            Seq = recorded.Seq,
            LastAt = recorded.RecordedAt,
            Speakers = recorded.By.IsHuman ? after.Speakers.Add(recorded.By.Id) : after.Speakers,
            Past = Past.Add(past.Lightened()),
            Log = after.Log.Add(
                new LogLine(
                    recorded.Seq,
                    recorded.Fact.GetType(),
                    recorded.ObservedAt,
                    recorded.By,
                    recorded.Fact.Describe(),
                    past.IsUndone
                )
                {
                    ToldLate = recorded.RecordedAt - recorded.ObservedAt > TimeSpan.FromMinutes(5),
                }
            ),
        };
    }

    private sealed record PastFact(Recorded Recorded, bool IsUndone)
    {
        public PastFact Lightened()
        {
            var light = Recorded.Fact.Lightened();
            return ReferenceEquals(light, Recorded.Fact)
                ? this
                : this with
                {
                    Recorded = Recorded with { Fact = light },
                };
        }
    }
}
