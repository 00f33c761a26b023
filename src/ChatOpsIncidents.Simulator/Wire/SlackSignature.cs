using System.Security.Cryptography;
using System.Text;

namespace ChatOpsIncidents.Simulator.Wire;

/// <summary>Signs what goes to the app, as Slack does.</summary>
public static class SlackSignature
{
    /// <summary>The value of <c>X-Slack-Signature</c>.</summary>
    /// <param name="secret">The signing secret; its UTF-8 bytes are the key.</param>
    /// <param name="timestamp">Unix seconds, as sent in <c>X-Slack-Request-Timestamp</c>.</param>
    /// <param name="body">The exact bytes that are sent.</param>
    /// <remarks>Source: docs.slack.dev/authentication/verifying-requests-from-slack</remarks>
    public static string Of(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        hash.AppendData(body);
        return $"v0={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
