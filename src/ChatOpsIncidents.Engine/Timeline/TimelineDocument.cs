using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Timeline;

/// <summary>An incident's whole timeline, ready to be written in any format.</summary>
/// <param name="Incident">The incident as it stands.</param>
/// <param name="Entries">By the time of what happened, then by number; messages after the facts of the same
/// instant.</param>
/// <param name="Scorecard">How it went, in figures.</param>
/// <param name="GeneratedAt">When this was made, UTC.</param>
public sealed record TimelineDocument(
    Incident Incident,
    IReadOnlyList<TimelineEntry> Entries,
    Scorecard Scorecard,
    DateTimeOffset GeneratedAt
)
{
    /// <summary>The export's schema name; a changed format gets another number.</summary>
    public const string Schema = "chatops-incidents/timeline@2";

    /// <summary>What people read: all but the engine's own bookkeeping, which stays in the chain and in the data
    /// formats.</summary>
    public IEnumerable<TimelineEntry> Readable => Entries.Where(entry => !Vocabulary.IsBookkeeping(entry.Kind));

    /// <summary>What was decided and what was seen: all that people read but the chat, and what only serves the room
    /// (who was asked, who joined, who was nagged).</summary>
    public IEnumerable<TimelineEntry> Decisions =>
        Readable.Where(entry => !entry.IsMessage && !Vocabulary.IsAboutTheRoom(entry.Kind));

    /// <summary>Puts facts and messages in order, shows corrections, and names the people who are mentioned.</summary>
    /// <param name="incident">The state after all the facts among <paramref name="entries"/>.</param>
    /// <param name="entries">Facts and captured messages, in any order.</param>
    /// <param name="generatedAt">When this is made, UTC.</param>
    public static TimelineDocument Of(Incident incident, IEnumerable<TimelineEntry> entries, DateTimeOffset generatedAt)
    {
        var all = entries.ToList();
        var sealedDigests = HashChain.Sealed(all);
        var corrections = Corrections(all);
        var log = incident.Log.ToDictionary(line => line.Seq);
        var names = all.Select(entry => entry.Actor)
            .Concat(incident.Roles.Values)
            .GroupBy(person => person.Id)
            .ToDictionary(group => group.Key, group => group.Last().Name);
        var shown = all.Select(AsItCounts)
            .OrderBy(entry => entry.ObservedAt)
            .ThenBy(entry => entry.Seq ?? long.MaxValue)
            .ThenBy(entry => entry.RecordedAt);
        return new TimelineDocument(incident, [.. shown], Scorecard.Of(incident), generatedAt);

        TimelineEntry AsItCounts(TimelineEntry entry)
        {
            if (entry.IsMessage)
                return entry with { Unsealed = !sealedDigests.Contains(entry.ContentDigest) };
            return log.TryGetValue(entry.Seq!.Value, out var line) ? Now(entry, line, names, corrections) : entry;
        }
    }

    private static TimelineEntry Now(
        TimelineEntry entry,
        LogLine line,
        Dictionary<string, string> names,
        ILookup<long, (EntryCorrected Fact, string Sentence)> corrections
    ) =>
        entry with
        {
            Text = entry.Erased ? entry.Text : TextOf(entry, line, names, corrections[line.Seq]),
            Undone = line.Undone,
            Corrected = line.Corrected && !entry.Erased,
        };

    // What the digests cover comes first: the sentence that was stored with the fact, or with its correction.
    private static string TextOf(
        TimelineEntry entry,
        LogLine line,
        Dictionary<string, string> names,
        IEnumerable<(EntryCorrected Fact, string Sentence)> corrections
    )
    {
        if (!line.Corrected && FactEnvelope.In(entry.Content)?.Text is { } stored)
            return stored;
        var (fact, sentence) = corrections.LastOrDefault(correction => correction.Fact.Text == line.Text);
        return fact is null
            ? Markup.Plain(line.Text, id => names.GetValueOrDefault(id, id))
            : sentence[EntryCorrected.Opening(fact.Entry).Length..];
    }

    private static ILookup<long, (EntryCorrected Fact, string Sentence)> Corrections(List<TimelineEntry> entries) =>
        entries
            .Where(entry => entry.Kind.StartsWith("entry-corrected.", StringComparison.Ordinal))
            .Select(entry => (Fact: Corrected(entry), Sentence: FactEnvelope.In(entry.Content)?.Text))
            .Where(correction => correction is { Fact: not null, Sentence: not null })
            .ToLookup(correction => correction.Fact!.Entry, correction => (correction.Fact!, correction.Sentence!));

    private static EntryCorrected? Corrected(TimelineEntry entry) =>
        entry.Content is null ? null : FactJson.Read(entry.Kind, entry.Content) as EntryCorrected;
}
