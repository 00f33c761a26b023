using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Timeline;

/// <summary>One line of the timeline: a stored fact, or a captured chat message.</summary>
public sealed record TimelineEntry
{
    /// <summary>The fact's number in the chain; null: a captured message, which a sealing fact covers.</summary>
    public long? Seq { get; init; }

    /// <summary>The fact's stored name; for captured messages <c>message</c>, <c>message-edited</c>,
    /// <c>message-deleted</c> and the like.</summary>
    public required string Kind { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>When it was stored, UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who recorded or said it.</summary>
    public required Person Actor { get; init; }

    /// <summary><c>slack</c>, <c>teams</c>, <c>web</c>, <c>clock</c>, <c>hook:…</c>, <c>drill</c> or
    /// <c>engine</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The sentence in plain words, after corrections.</summary>
    public required string Text { get; init; }

    /// <summary>The words as people read them, with a sign for what happened to a message.</summary>
    public string Shown => Erased ? Text : MessageMarks.Of(Kind, Text);

    /// <summary>Where it was said or shown; null: unknown.</summary>
    public string? Link { get; init; }

    /// <summary>The exact stored text that the digest covers; null: erased.</summary>
    public string? Content { get; init; }

    /// <summary>The salt in lower-case hex; null: erased.</summary>
    public string? Salt { get; init; }

    /// <summary>As by <see cref="FactHash.ContentDigest"/>; stays when the content is erased.</summary>
    public required string ContentDigest { get; init; }

    /// <summary>As by <see cref="FactHash.Hash"/>; null: a captured message.</summary>
    public string? Hash { get; init; }

    /// <summary>The hash of the fact before; null: a captured message.</summary>
    public string? PreviousHash { get; init; }

    /// <summary>Recorded as already done although a gate would have stopped the intention.</summary>
    public bool BeforeGate { get; init; }

    /// <summary>Content and salt were erased.</summary>
    public bool Erased { get; init; }

    /// <summary>Taken back by a later fact.</summary>
    public bool Undone { get; init; }

    /// <summary>The text was corrected by a later fact.</summary>
    public bool Corrected { get; init; }

    /// <summary>A captured message that no fact seals yet: nothing vouches for it.</summary>
    public bool Unsealed { get; init; }

    /// <summary>Recorded more than five minutes after it happened.</summary>
    public bool IsLate => RecordedAt - ObservedAt > TimeSpan.FromMinutes(5);

    /// <summary>A captured message, no fact of the chain.</summary>
    public bool IsMessage => Seq is null;

    /// <summary>What readers are to know about the line besides its words: late, before gate, …</summary>
    public IEnumerable<string> Marks
    {
        get
        {
            if (IsLate)
                yield return "late";
            if (BeforeGate)
                yield return "before gate";
            if (Corrected)
                yield return "corrected";
            if (Undone)
                yield return "taken back";
            if (Erased)
                yield return "erased";
            if (Unsealed)
                yield return "not sealed yet";
        }
    }

    /// <summary>A stored fact as an entry.</summary>
    /// <param name="recorded">The fact with its envelope.</param>
    /// <param name="content">The exact stored text; null: erased.</param>
    /// <param name="salt">The salt's bytes; null: erased.</param>
    /// <param name="contentDigest">The stored digest.</param>
    /// <param name="hash">The stored chain hash.</param>
    /// <param name="previousHash">The stored hash of the fact before.</param>
    public static TimelineEntry Of(
        Recorded recorded,
        string? content,
        byte[]? salt,
        string contentDigest,
        string hash,
        string previousHash
    )
    {
        var erased = content is null || salt is null;
        return new TimelineEntry
        {
            Seq = recorded.Seq,
            Kind = Vocabulary.NameOf(recorded.Fact),
            ObservedAt = recorded.ObservedAt,
            RecordedAt = recorded.RecordedAt,
            Actor = recorded.By,
            Source = recorded.Source,
            Text = erased ? "Erased" : FactEnvelope.In(content)?.Text ?? Markup.Plain(recorded.Fact.Describe()),
            Link = erased ? null : recorded.Link,
            Content = erased ? null : content,
            Salt = erased ? null : Convert.ToHexStringLower(salt!),
            ContentDigest = contentDigest,
            Hash = hash,
            PreviousHash = previousHash,
            BeforeGate = recorded.BeforeGate,
            Erased = erased,
        };
    }
}
