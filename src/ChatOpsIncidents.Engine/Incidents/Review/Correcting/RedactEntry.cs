using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Correcting;

/// <summary><c>/incident redact 12 it names a customer</c></summary>
/// <param name="Entry">The entry's number.</param>
/// <param name="Why">The reason.</param>
public sealed record RedactEntry(long Entry, string Why) : IncidentCommand
{
    /// <summary>Its words.</summary>
    public static CommandWord Word { get; } =
        new("redact", "<entry> <why>", "Erase an entry's words for good; that it was there stays", Read)
        {
            Keys = ["entry"],
            Topic = "Timeline",
            Example = "redact 12 it names a customer",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Entry(Entry) is not { } recorded)
            return EntryWords.NoSuch(incident, Entry);
        // A correction repeats the words in question.
        List<Recorded> all =
        [
            recorded,
            .. incident
                .Log.Where(line => line.Seq > Entry)
                .Select(line => incident.Entry(line.Seq))
                .Where(other => other?.Fact is EntryCorrected corrected && corrected.Entry == Entry)
                .Select(other => other!),
        ];
        var facts = all.Select(one => (one, Remains: Redaction.Of(one.Fact)))
            .Where(pair => pair.Remains != pair.one.Fact)
            .Select(pair => new NewFact(new EntryRedacted(pair.one.Seq, Why, pair.Remains)))
            .ToList();
        return facts.Count == 0 ? Decision.NothingToDo : new Decision { Facts = facts };
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var (entry, why) = EntryWords.Read(line);
        return entry is { } number && why.Length > 0
            ? new RedactEntry(number, why)
            : Parsed.Ask((_, _) => EntryWords.Ask("redact", "Redact an entry", "Why", entry, why));
    }
}

/// <summary>An entry's words are to be erased; the host removes its content and salt, and the chain of hashes
/// holds.</summary>
/// <param name="Entry">The entry's number.</param>
/// <param name="Why">The reason.</param>
/// <param name="Remains">The fact without people's words, which counts in its place.</param>
public sealed record EntryRedacted(long Entry, string Why, IncidentEvent Remains) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe() => $"Entry {Entry} redacted: {Why}";
}

/// <summary>Takes people's words out of a fact and leaves what it means.</summary>
internal static class Redaction
{
    private const string Mark = "[redacted]";

    // Names of properties that hold people's words; ids, kinds and gates are no words.
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "text",
        "why",
        "title",
        "observed",
        "summary",
        "what",
        "impact",
        "doing",
        "need",
        "result",
        "because",
        "brief",
        "note",
        "missing",
        "words",
        "evidence",
        "link",
        "scope",
        "working",
        "reason",
        "target",
        "question",
        "option",
        "server",
        "buildFrom",
        "buildTo",
        "for",
        "against",
    };

    /// <summary>The fact without words; the same where it has none.</summary>
    public static IncidentEvent Of(IncidentEvent fact)
    {
        var json = JsonNode.Parse(FactJson.Write(fact))!;
        return Clean(json) ? FactJson.Read(Vocabulary.NameOf(fact), json.ToJsonString()) : fact;
    }

    private static bool Clean(JsonNode node)
    {
        var changed = false;
        if (node is JsonArray list)
            return list.Aggregate(false, (any, item) => (item is not null && Clean(item)) | any);
        if (node is not JsonObject fields)
            return false;
        foreach (var (name, value) in fields.ToList())
        {
            if (
                value is JsonValue text
                && Words.Contains(name)
                && text.GetValueKind() == System.Text.Json.JsonValueKind.String
            )
            {
                changed |= text.GetValue<string>() != Mark;
                fields[name] = Mark;
            }
            else if (value is JsonArray or JsonObject)
            {
                changed |= Clean(value);
            }
        }

        return changed;
    }
}
