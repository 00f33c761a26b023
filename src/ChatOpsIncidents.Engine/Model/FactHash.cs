using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>
/// The hashes of the chain, exactly as the export's documentation says, so that anyone can check them offline. All
/// hashes are lower-case hex of SHA-256. The chain is over salted digests, never over sentences: content and salt can
/// be erased and the chain holds.
/// </summary>
public static class FactHash
{
    /// <summary>The previous hash of the first fact: 64 zeros.</summary>
    public const string First = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>SHA-256 of the salt's bytes followed by the content in UTF-8.</summary>
    /// <param name="salt">At least 16 random bytes; each entry has its own.</param>
    /// <param name="content">The exact text as stored.</param>
    public static string ContentDigest(ReadOnlySpan<byte> salt, string content)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(salt);
        sha.AppendData(Encoding.UTF8.GetBytes(content));
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    /// <summary>SHA-256 of the five parts in UTF-8, joined by line feeds.</summary>
    /// <param name="previousHash">The hash of the fact before; <see cref="First"/> for the first.</param>
    /// <param name="seq">The fact's number.</param>
    /// <param name="kind">Its stored name.</param>
    /// <param name="recordedAt">When it was stored; written as by <see cref="Utc"/>.</param>
    /// <param name="contentDigest">As by <see cref="ContentDigest"/>.</param>
    public static string Hash(
        string previousHash,
        long seq,
        string kind,
        DateTimeOffset recordedAt,
        string contentDigest
    )
    {
        var number = seq.ToString(CultureInfo.InvariantCulture);
        var text = string.Join('\n', previousHash, number, kind, Utc(recordedAt), contentDigest);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>An instant as it is hashed and exported: <c>2026-11-21T14:05:00.000Z</c>; what is finer than a
    /// millisecond is cut off.</summary>
    public static string Utc(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
