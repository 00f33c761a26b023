using System.Security.Cryptography;
using System.Text;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>A story's facts as a store would keep them: exact text, a salt each (here a fixed one), digests and the
/// chain.</summary>
public static class Chronicle
{
    /// <summary>The entries of a story's facts.</summary>
    /// <param name="story">The story.</param>
    /// <param name="erased">Numbers of the facts whose content and salt were erased.</param>
    public static List<TimelineEntry> Of(Story story, params long[] erased) => Of(story, [], erased);

    /// <summary>The entries of a story's facts, some of them stored without an envelope, as they once were.</summary>
    public static List<TimelineEntry> Of(Story story, IReadOnlyCollection<long> earlierStyle, params long[] erased)
    {
        List<TimelineEntry> entries = [];
        var previous = FactHash.First;
        foreach (var fact in story.History)
        {
            var content = earlierStyle.Contains(fact.Seq)
                ? FactJson.Write(fact.Fact)
                : FactEnvelope.Write(fact, story.Incident.NameOf);
            var salt = Salt(fact.Seq);
            var digest = FactHash.ContentDigest(salt, content);
            var hash = FactHash.Hash(previous, fact.Seq, Vocabulary.NameOf(fact.Fact), fact.RecordedAt, digest);
            var gone = erased.Contains(fact.Seq);
            entries.Add(TimelineEntry.Of(fact, gone ? null : content, gone ? null : salt, digest, hash, previous));
            previous = hash;
        }

        return entries;
    }

    /// <summary>A captured message.</summary>
    public static TimelineEntry Message(DateTimeOffset at, string who, string text, string kind = "message")
    {
        var salt = Salt(at.ToUnixTimeMilliseconds());
        var person = new Person("U" + who.ToUpperInvariant(), who);
        var link = $"https://example.slack.com/archives/C0ROOM/p{at.ToUnixTimeSeconds()}000100";
        var content = FactEnvelope.Join(
            $$"""{"kind":"{{kind}}","channel":"C0ROOM","message":"{{at.ToUnixTimeSeconds()}}.000100","text":"{{text}}"}""",
            new FactEnvelope(person, FactHash.Utc(at), "slack", link)
        );
        return new TimelineEntry
        {
            Kind = kind,
            ObservedAt = at,
            RecordedAt = at,
            Actor = person,
            Source = "slack",
            Text = text,
            Link = link,
            Content = content,
            Salt = Convert.ToHexStringLower(salt),
            ContentDigest = FactHash.ContentDigest(salt, content),
        };
    }

    private static byte[] Salt(long number) => SHA256.HashData(Encoding.UTF8.GetBytes($"salt {number}"))[..16];
}
