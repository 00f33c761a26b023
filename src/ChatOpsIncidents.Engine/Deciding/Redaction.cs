namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>Takes people's words out of an entry, and out of what copied them.</summary>
public static class Redaction
{
    private static readonly SpokenTexts Spoken = new(FactJson.Options);

    /// <summary>The texts of a fact that are somebody's words, those that say something.</summary>
    public static IReadOnlyList<string> TextsOf(IncidentEvent fact) =>
        fact switch
        {
            ErasedFact or UnknownFact => [],
            EntryRedacted redacted => [redacted.Why],
            _ => [.. Spoken.Of(fact).Where(text => text.Length > 0)],
        };

    /// <summary>What is recorded when an entry is redacted: a fact for it, for what belongs to it (its corrections, its
    /// files, the room that is named after it), and for every entry that copied its words.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="why">The reason; copies of the entry's words are taken out of it.</param>
    /// <param name="isName">Whether a text is the name of something known; it stays.</param>
    public static IReadOnlyList<NewFact> Of(Incident incident, Recorded entry, string why, Func<string, bool> isName)
    {
        List<EntryRedacted> whole =
        [
            .. Readable(incident)
                .Where(other => other.Seq == entry.Seq || BelongsTo(other.Fact, entry))
                .OrderByDescending(other => other.Seq == entry.Seq)
                .Select(other => Redacted(other, why, WithoutWords(other.Fact, isName)))
                .Where(redacted => IsErased(redacted.Remains, incident.Stored(redacted.Entry)!.Fact)),
        ];
        if (whole.Count == 0 || whole[0].Entry != entry.Seq)
            return [];
        var forgotten = Forgotten(incident, whole);
        var copies = Readable(incident)
            .Where(other => whole.All(redacted => redacted.Entry != other.Seq))
            .Select(other => (Fact: other, Remains: WithoutCopies(other.Fact, forgotten, isName)))
            .Where(pair => pair.Remains != pair.Fact.Fact)
            .Select(pair => Redacted(pair.Fact, why, pair.Remains) with { Copy = true });
        return
        [
            .. whole
                .Concat(copies)
                .Select(redacted => new NewFact(redacted with { Why = forgotten.MaskEvery(redacted.Why) })),
        ];
    }

    /// <summary>The words that go with redactions, to be looked for wherever they were copied to.</summary>
    /// <param name="before">The incident before them.</param>
    /// <param name="redactions">Those of one command.</param>
    public static ForgottenWords Forgotten(Incident before, IReadOnlyList<EntryRedacted> redactions)
    {
        var whole = redactions.Where(redacted => redacted.Copy is not true).ToList();
        var gone = whole
            .SelectMany(redacted => Gone(before.Stored(redacted.Entry)!.Fact, redacted.Remains))
            .ToHashSet();
        var first = whole.Select(redacted => redacted.Entry).DefaultIfEmpty().Min();
        var saidBefore = Readable(before)
            .TakeWhile(fact => fact.Seq < first)
            .Where(fact => fact.Fact is not (CommandHeld or CommandReleased or CommandLapsed or RoomOpened))
            .SelectMany(fact => TextsOf(fact.Fact))
            .Where(text => !gone.Contains(text));
        return new ForgottenWords(gone, [before.Id, .. saidBefore, .. CodesOf(before), .. CommandWords()]);
    }

    /// <summary>The words that go with a note without a name.</summary>
    public static ForgottenWords Forgotten(Incident incident, NamelessNote note) =>
        new([note.Text], [incident.Id, .. CommandWords()]);

    private static IEnumerable<string> Gone(IncidentEvent before, IncidentEvent after) =>
        TextsOf(before).Zip(TextsOf(after)).Where(pair => pair.First != pair.Second).Select(pair => pair.First);

    // Of what was erased before, or is a newer version's, nothing can be read here.
    private static IEnumerable<Recorded> Readable(Incident incident) =>
        incident.AllStored().Where(fact => fact.Fact is not (ErasedFact or UnknownFact));

    private static IEnumerable<string> CodesOf(Incident incident) =>
        Readable(incident).SelectMany(fact => Spoken.CodesOf(fact.Fact).Append(fact.By.Id).Append(fact.By.Name));

    private static IEnumerable<string> CommandWords() =>
        Vocabulary.Commands.SelectMany(word => word.Synonyms.Concat(word.Keys).Append(word.Verb));

    private static bool BelongsTo(IncidentEvent fact, Recorded entry) =>
        fact switch
        {
            EntryCorrected corrected => corrected.Entry == entry.Seq,
            FileKept kept => kept.Entry == entry.Seq,
            FileNotKept missed => missed.Entry == entry.Seq,
            RoomOpened => entry.Fact is IncidentDeclared,
            _ => false,
        };

    // One whose words went already, as copies of another's, goes whole now: its file too.
    private static bool IsErased(IncidentEvent remains, IncidentEvent before) =>
        remains != before || TextsOf(before).Contains(ForgottenWords.Mark);

    private static EntryRedacted Redacted(Recorded entry, string why, IncidentEvent remains) =>
        new(entry.Seq, why, remains)
        {
            Was = new RedactedEnvelope(entry.By, FactHash.Utc(entry.ObservedAt), entry.Source),
        };

    private static IncidentEvent WithoutWords(IncidentEvent fact, Func<string, bool> isName) =>
        fact is EntryRedacted redacted
            ? redacted with
            {
                Why = ForgottenWords.Mark,
            }
            : Spoken.Replace(fact, text => text.Length == 0 || isName(text) ? text : ForgottenWords.Mark);

    private static IncidentEvent WithoutCopies(
        IncidentEvent fact,
        ForgottenWords forgotten,
        Func<string, bool> isName
    ) => Spoken.Replace(fact, text => isName(text) ? text : forgotten.Mask(text));
}
