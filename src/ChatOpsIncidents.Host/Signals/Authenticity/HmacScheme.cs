using System.Security.Cryptography;
using System.Text;

namespace ChatOpsIncidents.Host.Signals.Authenticity;

/// <summary>A hexadecimal HMAC of the raw body in a header, one or several, separated by commas.</summary>
/// <param name="Header">The header that carries it.</param>
public sealed record HmacScheme(string Header) : IAuthScheme
{
    private const int HeaderLengthMax = 4_000;
    private const int SignaturesMax = 10;

    /// <summary>What stands before the digits, and which hash it means.</summary>
    public IReadOnlyDictionary<string, HashAlgorithmName> Prefixes { get; init; } =
        new Dictionary<string, HashAlgorithmName> { [""] = HashAlgorithmName.SHA256 };

    /// <summary>A header with a Unix time in seconds: where it is sent, <c>time:</c> is signed before the body. Null:
    /// none.</summary>
    public string? TimeHeader { get; init; }

    /// <summary>The scheme with one prefix and SHA-256.</summary>
    public static HmacScheme Sha256(string header, string prefix = "") =>
        new(header) { Prefixes = new Dictionary<string, HashAlgorithmName> { [prefix] = HashAlgorithmName.SHA256 } };

    /// <inheritdoc/>
    public ValueTask<Proof> Check(HookRequest request, IReadOnlyList<string> secrets, CancellationToken ct) =>
        ValueTask.FromResult(Check(request, secrets));

    private Proof Check(HookRequest request, IReadOnlyList<string> secrets)
    {
        if (!request.Has(Header))
            return Proof.Absent;
        if (request.Only(Header) is not { Length: <= HeaderLengthMax } header)
            return Proof.Wrong;
        if (Lead(request) is not { } lead)
            return Proof.Wrong;
        var isRight = false;
        foreach (var signature in header.Split(',', StringSplitOptions.TrimEntries).Take(SignaturesMax))
        foreach (var secret in secrets)
            isRight |= IsRight(signature, secret, lead, request.Body.Span);
        return isRight ? Proof.Right : Proof.Wrong;
    }

    // What is signed before the body; null: the time is no time, or not about now.
    private byte[]? Lead(HookRequest request)
    {
        if (TimeHeader is null || !request.Has(TimeHeader))
            return [];
        return request.Only(TimeHeader) is { } time && Tolerance.Holds(time, request.ReceivedAt)
            ? Encoding.ASCII.GetBytes(time + ":")
            : null;
    }

    private bool IsRight(string signature, string secret, byte[] lead, ReadOnlySpan<byte> body)
    {
        foreach (var (prefix, hash) in Prefixes)
        {
            if (!signature.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var digits = signature[prefix.Length..];
            if (digits.Length == 0 || digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
                continue;
            using var mac = IncrementalHash.CreateHMAC(hash, Encoding.UTF8.GetBytes(secret));
            mac.AppendData(lead);
            mac.AppendData(body);
            if (CryptographicOperations.FixedTimeEquals(mac.GetHashAndReset(), Convert.FromHexString(digits)))
                return true;
        }

        return false;
    }
}
