using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>Signs a POST to Amazon, Signature Version 4.</summary>
/// <remarks>Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. The package for
/// CloudWatch is not needed for one call.</remarks>
internal static class AmazonSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The value of <c>Authorization</c>.</summary>
    /// <param name="keys">Whose credentials.</param>
    /// <param name="region">For example <c>eu-west-1</c>.</param>
    /// <param name="service">For example <c>monitoring</c>.</param>
    /// <param name="headers">All headers that are signed, lower-case names; <c>x-amz-date</c> among them.</param>
    /// <param name="path">The address's path.</param>
    /// <param name="body">The exact bytes.</param>
    public static string Of(
        AmazonKeys keys,
        string region,
        string service,
        IReadOnlyDictionary<string, string> headers,
        string path,
        byte[] body
    )
    {
        var ordered = headers.OrderBy(header => header.Key, StringComparer.Ordinal).ToArray();
        var signed = string.Join(';', ordered.Select(header => header.Key));
        var canonical =
            $"POST\n{path}\n\n{string.Concat(ordered.Select(header => $"{header.Key}:{header.Value.Trim()}\n"))}\n"
            + $"{signed}\n{Hex(SHA256.HashData(body))}";
        var time = headers["x-amz-date"];
        var scope = string.Create(CultureInfo.InvariantCulture, $"{time[..8]}/{region}/{service}/aws4_request");
        var toSign = $"{Algorithm}\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + keys.Secret);
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        return $"{Algorithm} Credential={keys.Id}/{scope}, SignedHeaders={signed}, Signature={signature}";
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
