using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Slack's signature of a request.</summary>
/// <remarks>Source: docs.slack.dev/authentication/verifying-requests-from-slack</remarks>
public static class SlackSignature
{
    /// <summary>How old, and how far in the future, a request may be: what is older could be a replay.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);

    private const string Version = "v0";

    /// <summary>Whether Slack signed this body, lately.</summary>
    /// <param name="secret">The app's signing secret, as text. An empty one verifies nothing.</param>
    /// <param name="timestamp">X-Slack-Request-Timestamp: Unix time in whole seconds.</param>
    /// <param name="signature">X-Slack-Signature: <c>v0=</c> and 64 lower-case hex digits.</param>
    /// <param name="body">The raw bytes as received; a re-serialized body does not verify.</param>
    /// <param name="now">The present.</param>
    /// <returns>False for any malformed header; never throws for what a stranger sends. Compared in constant
    /// time.</returns>
    public static bool Verify(
        string? secret,
        string? timestamp,
        string? signature,
        ReadOnlySpan<byte> body,
        DateTimeOffset now
    )
    {
        if (string.IsNullOrEmpty(secret) || timestamp is null || signature is null)
            return false;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        if (
            seconds > now.ToUnixTimeSeconds() + (long)AgeMax.TotalSeconds
            || seconds < now.ToUnixTimeSeconds() - (long)AgeMax.TotalSeconds
        )
            return false;
        if (signature.Length > 100)
            return false;

        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Of(secret, timestamp, body)),
            Encoding.UTF8.GetBytes(signature)
        );
    }

    /// <summary>The signature of a body: <c>v0=</c> and 64 lower-case hex digits.</summary>
    internal static string Of(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes($"{Version}:{timestamp}:"));
        hmac.AppendData(body);
        return $"{Version}={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}
