using Microsoft.Extensions.Primitives;

namespace ChatOpsIncidents.Host.Signals.Authenticity;

/// <summary>A request to a hook, as it arrived: nothing of it is believed yet.</summary>
/// <param name="Headers">As received; a doubled header has two values.</param>
/// <param name="Query">The address's query.</param>
/// <param name="Body">The raw bytes; a decoded and re-encoded body does not verify.</param>
/// <param name="ReceivedAt">By our clock, UTC.</param>
public sealed record HookRequest(
    IHeaderDictionary Headers,
    IQueryCollection Query,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset ReceivedAt
)
{
    /// <summary>Whether a header is there, once or more often.</summary>
    public bool Has(string header) => Headers.ContainsKey(header);

    /// <summary>A header's only value; null: missing, empty, or doubled, which is the same as wrong.</summary>
    public string? Only(string header) => Headers.TryGetValue(header, out var values) ? Only(values) : null;

    /// <summary>A query parameter's only value; null: missing, empty or doubled.</summary>
    public string? OnlyQuery(string name) => Query.TryGetValue(name, out var values) ? Only(values) : null;

    private static string? Only(StringValues values) => values is [{ Length: > 0 } only] ? only : null;
}

/// <summary>What a scheme says of a request.</summary>
public enum Proof
{
    /// <summary>The request brings nothing of this scheme.</summary>
    Absent,

    /// <summary>It brings something, and that is wrong.</summary>
    Wrong,

    /// <summary>It comes from who knows a secret.</summary>
    Right,

    /// <summary>It cannot be told now: what is needed for it was out of reach. The sender is to try again.</summary>
    Unclear,
}

/// <summary>One way in which a sender proves who it is.</summary>
public interface IAuthScheme
{
    /// <summary>Whether it can say anything only where a secret is set.</summary>
    bool NeedsSecret => true;

    /// <summary>Judges a request; never throws for what a stranger sends, and compares in constant time.</summary>
    /// <param name="request">The request.</param>
    /// <param name="secrets">All that are valid now: more than one while a secret is rotated.</param>
    /// <param name="ct">Ends it early.</param>
    ValueTask<Proof> Check(HookRequest request, IReadOnlyList<string> secrets, CancellationToken ct);
}
