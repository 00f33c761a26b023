using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>A sentence that the facts give, and the entry behind it.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Entry">The fact's number; null: it is reckoned from the whole record.</param>
public sealed record SourcedLine(string Text, long? Entry);

/// <summary>A section of the review as it lies before those who write it.</summary>
/// <param name="Section">Which.</param>
/// <param name="Text">What people wrote, else what the facts say; empty: nothing.</param>
/// <param name="Question">What a review of this severity asks here; empty: nothing of its own.</param>
public sealed record ReviewSheet(ReviewSection Section, string Text, string Question)
{
    /// <summary>What people wrote here, oldest first; empty: the facts speak alone.</summary>
    public required IReadOnlyList<ReviewVersion> Versions { get; init; }

    /// <summary>The sentences that the facts give, each with the entry behind it.</summary>
    public required IReadOnlyList<SourcedLine> Facts { get; init; }

    /// <summary>Where the text reads as blame, and how else to say it.</summary>
    public required IReadOnlyList<BlameMark> Marks { get; init; }

    /// <summary>The number of the fact that wrote it last; 0: nobody wrote it.</summary>
    public long Seq => Versions.Count == 0 ? 0 : Versions[^1].Seq;

    /// <summary>It is there by the facts, and nobody has read it over.</summary>
    public bool IsUnread => Versions.Count == 0 && Text.Length > 0;

    /// <summary>The seven, in order.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="catalog">What reviews ask.</param>
    public static IReadOnlyList<ReviewSheet> Of(Incident incident, Catalog catalog) =>
        [.. ReviewSection.All.Select(section => Of(incident, section, catalog))];

    /// <summary>What is missing until the incident can be closed, one phrase each.</summary>
    public static IEnumerable<string> Missing(Incident incident) => ReviewGaps.Of(incident).Select(gap => gap.Missing);

    private static readonly Dictionary<DraftSource, Predicate<LogLine>> Kinds = new()
    {
        [DraftSource.Impact] = line => line.Is<ImpactAssessed>(),
        [DraftSource.Outcome] = line => line.Is<OutcomeRecorded>(),
        [DraftSource.Resolution] = line => line.Is<IncidentResolved>() || line.Is<IncidentWasOver>(),
        [DraftSource.Reopening] = line => line.Is<IncidentReopened>(),
        [DraftSource.Update] = line => line.Is<StakeholderUpdateSent>(),
        [DraftSource.Found] = line => line.Is<FoundSomething>(),
        [DraftSource.Verdict] = line => line.Is<VerdictGiven>(),
        [DraftSource.Factor] = line => line.Is<FactorRecorded>(),
        [DraftSource.Action] = line => line.Is<ActionPlanned>() || line.Is<NoActionsNeeded>(),
    };

    // The last fact of that kind which stands.
    private static long? Behind(Incident incident, DraftLine line)
    {
        if (!Kinds.TryGetValue(line.Source, out var isMeant))
            return null;
        var found = incident.LastLines(
            1,
            one => !one.Undone && isMeant(one) && one.Text.Contains(line.Words, StringComparison.Ordinal)
        );
        return found is [var behind] ? behind.Seq : null;
    }

    private static ReviewSheet Of(Incident incident, ReviewSection section, Catalog catalog)
    {
        var text = ReviewDraft.Of(incident, section);
        return new ReviewSheet(section, text, section.AskedOf(incident, catalog) ?? section.Question)
        {
            Versions = incident.ReviewVersions.GetValueOrDefault(section.Key) ?? [],
            Facts =
            [
                .. ReviewDraft
                    .Lines(incident, section)
                    .Where(line => line.Text.Length > 0)
                    .Select(line => new SourcedLine(line.Text, line.Entry ?? Behind(incident, line))),
            ],
            Marks = BlameAnswer.Marks(text, incident),
        };
    }
}
