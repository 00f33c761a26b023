using System.Text.Json;

namespace ChatOpsIncidents.Engine.Timeline;

/// <summary>Checks a timeline: that nothing was changed, left out or put in, and that what is shown of each entry is
/// what its content says.</summary>
public static class HashChain
{
    /// <summary>Every fault, as one sentence each; empty: the chain holds.</summary>
    /// <param name="entries">In any order.</param>
    public static IReadOnlyList<string> Faults(IReadOnlyList<TimelineEntry> entries)
    {
        List<string> faults = [];
        var (previous, expected) = (FactHash.First, 1L);
        foreach (var entry in entries.Where(entry => !entry.IsMessage).OrderBy(entry => entry.Seq))
        {
            var seq = entry.Seq!.Value;
            if (seq != expected)
                faults.Add($"Entry {expected} is missing or doubled.");
            if (entry.PreviousHash != previous)
                faults.Add($"Entry {seq} does not follow the entry before it.");
            if (!IsOwn(entry))
                faults.Add($"The content of entry {seq} was changed.");
            if (!IsShownAsStored(entry))
                faults.Add($"Entry {seq} shows another person, time, way, link or sentence than its content.");
            if (
                FactHash.Hash(entry.PreviousHash ?? "", seq, entry.Kind, entry.RecordedAt, entry.ContentDigest)
                != entry.Hash
            )
                faults.Add($"The hash of entry {seq} is wrong.");
            (previous, expected) = (entry.Hash ?? "", seq + 1);
        }

        foreach (var message in entries.Where(entry => entry.IsMessage))
        {
            if (!IsOwn(message) || !IsShownAsStored(message))
                faults.Add($"A message of {FactHash.Utc(message.ObservedAt)} was changed.");
        }

        faults.AddRange(
            Sealed(entries)
                .Except(entries.Where(entry => entry.IsMessage).Select(entry => entry.ContentDigest))
                .Select(digest => $"A sealed message is missing ({digest[..12]}…).")
        );
        return faults;
    }

    /// <summary>The digests of the captured messages that facts seal.</summary>
    internal static IReadOnlySet<string> Sealed(IEnumerable<TimelineEntry> entries) =>
        entries
            .Where(entry => entry.Kind.StartsWith("messages-sealed.", StringComparison.Ordinal))
            .SelectMany(entry => Digests(entry.Content))
            .ToHashSet();

    private static bool IsShownAsStored(TimelineEntry entry) =>
        FactEnvelope.In(entry.Content) is not { } stored
        || stored.Actor == entry.Actor
            && stored.ObservedAt == FactHash.Utc(entry.ObservedAt)
            && stored.Source == entry.Source
            && stored.Link == entry.Link
            && stored.BeforeGate is true == entry.BeforeGate
            && (entry.Corrected || stored.Text is null || stored.Text == entry.Text);

    private static bool IsOwn(TimelineEntry entry) =>
        entry.Erased
            ? entry.Content is null && entry.Salt is null
            : entry is { Content: { } content, Salt: { } salt }
                && FactHash.ContentDigest(Convert.FromHexString(salt), content) == entry.ContentDigest;

    private static IEnumerable<string> Digests(string? content)
    {
        if (content is null)
            return [];
        using var json = JsonDocument.Parse(content);
        return [.. json.RootElement.GetProperty("digests").EnumerateArray().Select(digest => digest.GetString()!)];
    }
}
