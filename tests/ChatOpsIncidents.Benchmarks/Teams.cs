using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChatOpsIncidents.Benchmarks;

/// <summary>What Teams sends, with a signed token, and a stand-in for the Bot Connector that knows
/// everybody and says yes to everything.</summary>
internal sealed class Teams : IAsyncDisposable
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";
    private const string AppId = "99999999-8888-7777-6666-555555555555";
    private const string Key = "bench-key";
    private const string Address = "29:bench";
    private static readonly string[] Endorsements = ["msteams"];

    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);
    private string _token = "";
    private int _requests;

    private Teams(WebApplication app) => _app = app;

    /// <summary>The settings of a host that is told of Teams, and of this stand-in.</summary>
    public Dictionary<string, string> Settings =>
        new(StringComparer.Ordinal)
        {
            ["Teams__AppId"] = AppId,
            ["Teams__AppPassword"] = "bench-password",
            ["Teams__TenantId"] = Tenant,
            ["Teams__LoginUrl"] = Url,
            ["Teams__OpenIdMetadataUrl"] = $"{Url}/openid",
            ["Teams__ServiceHosts"] = new Uri(Url).Authority,
            ["Teams__ChannelId"] = "19:rooms@thread.tacv2",
            ["Teams__ReadsAllMessages"] = "true",
        };

    private string Url => _app.Urls.First();

    private string ServiceUrl => $"{Url}/connector";

    /// <summary>Starts the stand-in on a free port.</summary>
    public static async Task<Teams> Start()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var teams = new Teams(builder.Build());
        teams.Map();
        await teams._app.StartAsync();
        teams._token = teams.NewToken();
        return teams;
    }

    /// <summary>A message in a channel that is no room, as the bytes that go over the wire. The Bot Connector, too,
    /// sends one token with many deliveries.</summary>
    public byte[] Message(string path)
    {
        var n = Interlocked.Increment(ref _requests);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                type = "message",
                id = (1_795_000_000_000 + n).ToString(CultureInfo.InvariantCulture),
                timestamp = DateTimeOffset.UtcNow,
                serviceUrl = ServiceUrl,
                channelId = "msteams",
                from = new
                {
                    id = $"{Address}{n % Slack.People}",
                    name = "Bench",
                    aadObjectId = PersonOf(n % Slack.People),
                },
                recipient = new { id = $"28:{AppId}", name = "Incidents" },
                conversation = new
                {
                    id = "19:talk@thread.tacv2",
                    conversationType = "channel",
                    isGroup = true,
                    tenantId = Tenant,
                },
                channelData = new { tenant = new { id = Tenant } },
                text = $"the graph of the checkout looks odd to me, message number {n}",
            }
        );
        var head =
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {_token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private void Map()
    {
        _app.MapGet(
            "/openid",
            () => TypedResults.Json(new { issuer = "https://api.botframework.com", jwks_uri = $"{Url}/keys" })
        );
        _app.MapGet("/keys", () => TypedResults.Json(new { keys = new[] { PublicKey() } }));
        _app.MapPost(
            "/{tenant}/oauth2/v2.0/token",
            () =>
                TypedResults.Json(
                    new
                    {
                        token_type = "Bearer",
                        expires_in = 3_600,
                        access_token = "bench",
                    }
                )
        );
        _app.MapGet(
            "/connector/v3/conversations/{conversation}/members/{address}",
            (string address) =>
                TypedResults.Json(
                    new
                    {
                        id = address,
                        name = "Bench",
                        aadObjectId = PersonOf(int.Parse(address.AsSpan(Address.Length), CultureInfo.InvariantCulture)),
                        userPrincipalName = "bench@example.com",
                        tenantId = Tenant,
                        userRole = "user",
                    }
                )
        );
        _app.MapFallback(() => TypedResults.Json(new { id = "1" }));
    }

    private static string PersonOf(int n) => $"00000000-0000-0000-0000-{n:D12}";

    private object PublicKey()
    {
        var open = _rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            kid = Key,
            n = Base64UrlEncoder.Encode(open.Modulus),
            e = Base64UrlEncoder.Encode(open.Exponent),
            endorsements = Endorsements,
        };
    }

    private string NewToken() =>
        new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = "https://api.botframework.com",
                Audience = AppId,
                Expires = DateTime.UtcNow.AddHours(1),
                Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["serviceurl"] = ServiceUrl },
                SigningCredentials = new SigningCredentials(
                    new RsaSecurityKey(_rsa) { KeyId = Key },
                    SecurityAlgorithms.RsaSha256
                ),
            }
        );
}
