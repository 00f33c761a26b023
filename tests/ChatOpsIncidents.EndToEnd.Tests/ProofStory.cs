using System.Security.Cryptography;
using System.Text;
using ChatOpsIncidents.Engine.Timeline;
using Human = ChatOpsIncidents.Engine.Model.Person;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>A small incident, decided by the engine and stored as a host would, with sealed messages, a correction and a
/// redaction.</summary>
public static class ProofStory
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 14, 0, 0, TimeSpan.Zero);

    private static readonly Func<Incident, string>[] Lines =
    [
        _ => "declare major checkout fails service: checkout",
        _ => "note Ben saw first 502s",
        _ => "note first 502s at noon",
        incident => $"fix {LastNote(incident)} first 502s at 13:58 confirm: {LastNote(incident)}",
        _ => "severity critical all cards",
        _ => "note customer Jane Roe called",
        incident => $"redact {LastNote(incident)} it names a customer confirm: {LastNote(incident)}",
        incident => $"redact {incident.Seq} a reason too many confirm: {incident.Seq}", // a redaction, redacted
        _ => "service payments",
    ];

    /// <summary>The timeline.</summary>
    /// <param name="added">A message that no fact seals; null: none.</param>
    /// <param name="earlierStyle">How many facts were stored without an envelope, as they once were.</param>
    public static TimelineDocument Of(TimelineEntry? added = null, int earlierStyle = 0)
    {
        var messages = new[] { Message(14, 1, "ben", "is it <down>?"), Message(14, 2, "ana", "since 13:58, I think") };
        var incident = Incident.None("INC-7");
        List<Recorded> facts = [];
        foreach (var line in Lines)
        {
            var context = ContextOf(Start.AddMinutes(facts.Count), new Human("UANA", "Ana"));
            var verdict = Decider.Run(incident, context.Read(line(incident)).Command!, context);
            facts.AddRange(verdict.Facts);
            incident = verdict.After;
        }

        var seal = new SealMessages([.. messages.Select(message => message.ContentDigest)]);
        var sealing = Decider.Run(incident, seal, ContextOf(Start.AddHours(1), Human.System));
        facts.AddRange(sealing.Facts);
        var entries = Stored(facts, sealing.After, earlierStyle).Concat(messages);
        return TimelineDocument.Of(sealing.After, added is null ? entries : entries.Append(added), Start.AddHours(2));
    }

    /// <summary>A captured message.</summary>
    public static TimelineEntry Message(int hour, int minute, string who, string text)
    {
        var at = Start.Date.AddHours(hour).AddMinutes(minute);
        var person = new Human("U" + who.ToUpperInvariant(), who);
        var when = new DateTimeOffset(at, TimeSpan.Zero);
        var link = $"https://example.slack.com/archives/C0ROOM/p{hour}{minute}";
        var content = FactEnvelope.Join(
            $$"""{"kind":"message","channel":"C0ROOM","text":"{{text}}"}""",
            new FactEnvelope(person, FactHash.Utc(when), "slack", link)
        );
        var salt = Salt(text);
        return new TimelineEntry
        {
            Kind = "message",
            ObservedAt = when,
            RecordedAt = when,
            Actor = person,
            Source = "slack",
            Text = text,
            Link = link,
            Content = content,
            Salt = Convert.ToHexStringLower(salt),
            ContentDigest = FactHash.ContentDigest(salt, content),
        };
    }

    private static IEnumerable<TimelineEntry> Stored(List<Recorded> facts, Incident incident, int earlierStyle)
    {
        var erased = facts.Select(fact => fact.Fact).OfType<EntryRedacted>().Select(one => one.Entry).ToHashSet();
        var previous = FactHash.First;
        foreach (var fact in facts)
        {
            var content =
                fact.Seq <= earlierStyle ? FactJson.Write(fact.Fact) : FactEnvelope.Write(fact, incident.NameOf);
            var salt = Salt(fact.Seq.ToString());
            var digest = FactHash.ContentDigest(salt, content);
            var hash = FactHash.Hash(previous, fact.Seq, Vocabulary.NameOf(fact.Fact), fact.RecordedAt, digest);
            var isGone = erased.Contains(fact.Seq);
            yield return TimelineEntry.Of(fact, isGone ? null : content, isGone ? null : salt, digest, hash, previous);
            previous = hash;
        }
    }

    private static DecisionContext ContextOf(DateTimeOffset now, Human by) =>
        new(now, by, Policy.Default)
        {
            Language = Language.Whole,
            Origin = new Origin("slack", "T0", "C0PAYMENTS"),
            Source = "slack",
            Link = "https://example.slack.com/archives/C0PAYMENTS/p1",
        };

    private static long LastNote(Incident incident) => incident.Log.Last(line => line.Is<NoteTaken>()).Seq;

    private static byte[] Salt(string of) => SHA256.HashData(Encoding.UTF8.GetBytes(of))[..16];
}
