using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Reading;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Signals.Authenticity;

/// <summary>The certificates by which SNS signs.</summary>
public interface ISnsCertificates
{
    /// <summary>The sound certificate at an address that keeps <see cref="SnsAddress"/>'s rule; null: it could not be
    /// had now.</summary>
    Task<X509Certificate2?> Find(Uri address, CancellationToken ct);
}

/// <summary>Amazon SNS: an RSA signature over some of the body's fields, by a certificate that the body names. It is
/// fetched only from Amazon, and only for topics that we allowed.</summary>
/// <param name="certificates">Where certificates come from.</param>
/// <param name="options">The allowed topics.</param>
/// <remarks>Source: docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html</remarks>
public sealed class SnsScheme(ISnsCertificates certificates, IOptions<HooksOptions> options) : IAuthScheme
{
    private static readonly TimeSpan AgeMax = TimeSpan.FromHours(1);

    private static readonly string[] OfNotification =
    [
        "Message",
        "MessageId",
        "Subject",
        "Timestamp",
        "TopicArn",
        "Type",
    ];

    private static readonly string[] OfSubscription =
    [
        "Message",
        "MessageId",
        "SubscribeURL",
        "Timestamp",
        "Token",
        "TopicArn",
        "Type",
    ];

    /// <inheritdoc/>
    public bool NeedsSecret => false;

    /// <inheritdoc/>
    public async ValueTask<Proof> Check(HookRequest request, IReadOnlyList<string> secrets, CancellationToken ct)
    {
        if (JsonReading.Parse(request.Body) is not { ValueKind: JsonValueKind.Object } root)
            return Proof.Absent;
        if (Raw(root, "Type") is null && Raw(root, "Signature") is null)
            return Proof.Absent;
        if (Raw(root, "TopicArn") is not { } topic || !options.Value.SnsTopics.Contains(topic, StringComparer.Ordinal))
            return Proof.Wrong;
        if (!IsRecent(root, request.ReceivedAt))
            return Proof.Wrong;
        if (SnsAddress.OfCertificate(Raw(root, "SigningCertURL"), topic) is not { } address)
            return Proof.Wrong;
        if (await certificates.Find(address, ct) is not { } certificate)
            return Proof.Unclear;
        using var key = certificate.GetRSAPublicKey();
        return key is not null && IsSigned(root, key) ? Proof.Right : Proof.Wrong;
    }

    /// <summary>The exact bytes that are signed; null: the type is none of SNS's.</summary>
    internal static byte[]? StringToSign(JsonElement root)
    {
        var fields = Raw(root, "Type") switch
        {
            "Notification" => OfNotification,
            "SubscriptionConfirmation" or "UnsubscribeConfirmation" => OfSubscription,
            _ => null,
        };
        if (fields is null)
            return null;
        var text = new StringBuilder();
        foreach (var field in fields)
        {
            if (Raw(root, field) is { } value)
                text.Append(field).Append('\n').Append(value).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static bool IsSigned(JsonElement root, RSA key)
    {
        if (StringToSign(root) is not { } signed || Raw(root, "Signature") is not { } base64)
            return false;
        var hash = Raw(root, "SignatureVersion") switch
        {
            "1" => HashAlgorithmName.SHA1,
            "2" => HashAlgorithmName.SHA256,
            _ => default,
        };
        var signature = new byte[base64.Length];
        return hash.Name is not null
            && Convert.TryFromBase64String(base64, signature, out var length)
            && key.VerifyData(signed, signature.AsSpan(0, length), hash, RSASignaturePadding.Pkcs1);
    }

    private static bool IsRecent(JsonElement root, DateTimeOffset now) =>
        SignalTime.Read(Raw(root, "Timestamp")) is { } at && (now - at).Duration() <= AgeMax;

    // Exactly as it was sent: what is trimmed does not verify.
    private static string? Raw(JsonElement root, string name)
    {
        if (root.At(name) is not { ValueKind: JsonValueKind.String } value)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair.
        }
    }
}
