using System.Security.Cryptography;
using System.Text;

namespace ChatOpsIncidents.Host.Outbound;

/// <summary>Signs as Standard Webhooks says: <c>v1,</c> and the base64 HMAC-SHA256 of <c>id.time.body</c>.</summary>
/// <remarks>Source: github.com/standard-webhooks/standard-webhooks</remarks>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>The bytes of a secret; null: it is none.</summary>
    public static byte[]? Key(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var bytes = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length) && length is >= 24 and <= 64
            ? bytes[..length]
            : null;
    }

    /// <summary>The header: a signature for each secret, so that a receiver may replace one.</summary>
    public static string Of(IEnumerable<string> secrets, string id, string time, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. body];
        return string.Join(
            ' ',
            secrets
                .Select(Key)
                .OfType<byte[]>()
                .Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)))
        );
    }
}
