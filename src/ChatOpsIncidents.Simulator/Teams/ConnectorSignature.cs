using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Simulator.Teams;

/// <summary>Signs what goes to the bot, as the Bot Connector does, with a key that lives as long as the
/// program.</summary>
/// <remarks>Source:
/// learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication</remarks>
internal sealed class ConnectorSignature : IDisposable
{
    /// <summary>Who signs.</summary>
    public const string Issuer = "https://api.botframework.com";

    private const string KeyId = "local-workspace";

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly RSA _key = RSA.Create(2048);

    /// <summary>The open key, with the channel for which it may sign.</summary>
    public JsonObject Keys
    {
        get
        {
            var open = _key.ExportParameters(includePrivateParameters: false);
            var key = Json.Object(
                ("kty", "RSA"),
                ("use", "sig"),
                ("kid", KeyId),
                ("n", Base64Url.EncodeToString(open.Modulus)),
                ("e", Base64Url.EncodeToString(open.Exponent)),
                ("endorsements", Json.Strings(["msteams"]))
            );
            return Json.Object(("keys", Json.Array([key])));
        }
    }

    /// <summary>A token for one delivery.</summary>
    /// <param name="appId">For whom.</param>
    /// <param name="serviceUrl">Where the delivery is to be answered.</param>
    /// <param name="now">The bot's time.</param>
    public string Token(string appId, string serviceUrl, DateTimeOffset now)
    {
        var head = Json.Object(("alg", "RS256"), ("typ", "JWT"), ("kid", KeyId));
        var claims = Json.Object(
            ("iss", Issuer),
            ("aud", appId),
            ("serviceurl", serviceUrl),
            ("nbf", now.ToUnixTimeSeconds()),
            ("exp", (now + Life).ToUnixTimeSeconds())
        );
        var signed = $"{Part(head)}.{Part(claims)}";
        var signature = _key.SignData(
            Encoding.ASCII.GetBytes(signed),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static string Part(JsonObject json) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
