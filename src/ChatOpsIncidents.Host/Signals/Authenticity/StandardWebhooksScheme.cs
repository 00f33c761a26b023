using System.Security.Cryptography;
using System.Text;

namespace ChatOpsIncidents.Host.Signals.Authenticity;

/// <summary>Standard Webhooks: <c>v1,</c> and the base64 HMAC-SHA256 of <c>id.time.body</c>, one or several, separated
/// by blanks.</summary>
/// <remarks>Source: github.com/standard-webhooks/standard-webhooks</remarks>
public sealed record StandardWebhooksScheme : IAuthScheme
{
    private const string Version = "v1,";
    private const string SecretPrefix = "whsec_";
    private const int HeaderLengthMax = 4_000;
    private const int SignaturesMax = 10;

    /// <inheritdoc/>
    public ValueTask<Proof> Check(HookRequest request, IReadOnlyList<string> secrets, CancellationToken ct) =>
        ValueTask.FromResult(Check(request, secrets));

    private static Proof Check(HookRequest request, IReadOnlyList<string> secrets)
    {
        if (!request.Has("webhook-signature"))
            return Proof.Absent;
        if (
            request.Only("webhook-signature") is not { Length: <= HeaderLengthMax } header
            || request.Only("webhook-id") is not { Length: <= 200 } id
            || request.Only("webhook-timestamp") is not { } time
            || !Tolerance.Holds(time, request.ReceivedAt)
        )
            return Proof.Wrong;
        var lead = Encoding.UTF8.GetBytes($"{id}.{time}.");
        var isRight = false;
        foreach (var signature in header.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(SignaturesMax))
        foreach (var secret in secrets)
            isRight |= IsRight(signature, secret, lead, request.Body.Span);
        return isRight ? Proof.Right : Proof.Wrong;
    }

    private static bool IsRight(string signature, string secret, byte[] lead, ReadOnlySpan<byte> body)
    {
        if (!signature.StartsWith(Version, StringComparison.Ordinal))
            return false;
        if (Key(secret) is not { } key || Decoded(signature[Version.Length..]) is not { } given)
            return false;
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(lead);
        mac.AppendData(body);
        return CryptographicOperations.FixedTimeEquals(mac.GetHashAndReset(), given);
    }

    private static byte[]? Key(string secret) =>
        secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? Decoded(secret[SecretPrefix.Length..]) : null;

    private static byte[]? Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
