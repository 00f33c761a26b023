using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Timeline;

/// <summary>
/// What stands beside a fact inside its stored content, so that the digest covers it: who, when, how, where, and the
/// sentence that people read. Facts that were stored earlier have none.
/// </summary>
/// <param name="Actor">Who recorded it.</param>
/// <param name="ObservedAt">When it happened, as by <see cref="FactHash.Utc"/>.</param>
/// <param name="Source">How it came in.</param>
/// <param name="Link">Where it was said or shown; null: unknown.</param>
public sealed record FactEnvelope(Person Actor, string ObservedAt, string Source, string? Link)
{
    private const string Name = "envelope";

    /// <summary>Recorded as already done although a gate would have stopped the intention; null: it was not.</summary>
    public bool? BeforeGate { get; init; }

    /// <summary>The sentence as it was when the fact was stored, without marks; null: the content's own words are
    /// (captured messages).</summary>
    /// <remarks>It is stored, never rendered again: a later version's other wording breaks no digest.</remarks>
    public string? Text { get; init; }

    /// <summary>A fact's exact text to store: the fact, and its envelope.</summary>
    /// <param name="recorded">The fact.</param>
    /// <param name="nameOf">A person's name by id, for those who are mentioned in the sentence.</param>
    public static string Write(Recorded recorded, Func<string, string> nameOf) =>
        Join(
            FactJson.Write(recorded.Fact),
            new FactEnvelope(recorded.By, FactHash.Utc(recorded.ObservedAt), recorded.Source, recorded.Link)
            {
                BeforeGate = recorded.BeforeGate ? true : null,
                Text = Markup.Plain(recorded.Fact.Describe(), nameOf),
            }
        );

    /// <summary>A content with its envelope.</summary>
    /// <param name="content">A JSON object with at least one property.</param>
    /// <param name="envelope">What stands beside it.</param>
    public static string Join(string content, FactEnvelope envelope) =>
        $"{content[..^1]},\"{Name}\":{JsonSerializer.Serialize(envelope, FactJson.Options)}}}";

    /// <summary>The envelope in a stored content; null: it was stored earlier, or erased.</summary>
    public static FactEnvelope? In(string? content) =>
        content is null || !content.Contains($"\"{Name}\":", StringComparison.Ordinal)
            ? null
            : JsonSerializer.Deserialize<Enveloped>(content, FactJson.Options)?.Envelope;

    private sealed record Enveloped([property: JsonPropertyName(Name)] FactEnvelope? Envelope);
}
