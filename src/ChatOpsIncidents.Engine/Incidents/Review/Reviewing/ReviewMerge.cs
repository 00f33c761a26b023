using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary>What is to stand in a section of the review. Where two people wrote at the same time it is both texts, one
/// below the other: no line of either is lost, and people read it over.</summary>
/// <param name="Section">The section.</param>
/// <param name="Text">What is to stand there.</param>
/// <param name="Beside">What somebody else wrote meanwhile; null: nobody did.</param>
internal sealed record ReviewMerge(ReviewSection Section, string Text, ReviewVersion? Beside)
{
    private const int ShownMax = 1_200;

    /// <summary>Joins a text to what was written since its writer looked.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="section">The section.</param>
    /// <param name="mine">What the writer sends.</param>
    /// <param name="since">The number of the last fact that the writer had seen; null: it replaces what stands.</param>
    public static ReviewMerge Of(Incident incident, ReviewSection section, string mine, long? since)
    {
        var newest = incident.WrittenLast(section.Key);
        if (since is null || newest is null || newest.Seq <= since)
            return new ReviewMerge(section, mine, null);
        var seen =
            incident.ReviewVersions[section.Key].LastOrDefault(version => version.Seq <= since)?.Text
            ?? ReviewDraft.FromFacts(incident, section);
        if (mine == seen || mine == newest.Text)
            return new ReviewMerge(section, newest.Text, null);
        var joined = Join(newest.Text, mine, seen);
        return new ReviewMerge(section, joined, joined == newest.Text ? null : newest);
    }

    /// <summary>Says it, with both texts where there is room.</summary>
    public static Reply Answer(IReadOnlyCollection<ReviewMerge> merges) =>
        Reply.Text(
            string.Join('\n', merges.Where(merge => merge.Beside is not null).Select(Line)),
            new ChatAction("Read it over", "review write")
        );

    private static string Line(ReviewMerge merge) =>
        $"{Markup.Clean(merge.Beside!.By.Name)} wrote {Markup.Bold(merge.Section.Title)} at the same "
        + "time. Both texts stand there, theirs first:\n"
        + Markup.Clean(ShortText.Cut(merge.Text, ShownMax));

    // A line that the writer had seen and left alone is no word of theirs.
    private static string Join(string theirs, string mine, string seen)
    {
        var known = Lines(theirs).Concat(Lines(seen)).ToHashSet(StringComparer.Ordinal);
        return string.Join('\n', [theirs, .. Lines(mine).Where(line => !known.Contains(line))]);
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
