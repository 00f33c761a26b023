using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>A small OpenID provider: discovery, keys, the code with its proof, and a signed token. Who comes to it is
/// signed in as whoever the test says.</summary>
public sealed class FakeProvider : IAsyncDisposable
{
    /// <summary>The app's id at it.</summary>
    public const string ClientId = "app-1";

    /// <summary>The app's secret at it.</summary>
    public const string ClientSecret = "app-1-secret";

    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "k1" };
    private readonly RsaSecurityKey _stranger = new(RSA.Create(2048)) { KeyId = "k1" };
    private readonly ConcurrentDictionary<string, Granted> _codes = new();

    private FakeProvider(WebApplication app) => _app = app;

    /// <summary>Its address.</summary>
    public string Address => _app.Urls.First();

    /// <summary>The claims of whoever signs in next.</summary>
    public Dictionary<string, object> Claims { get; set; } = [];

    /// <summary>Whether the token is signed by a key that is not the provider's.</summary>
    public bool SignsWithStrangersKey { get; set; }

    /// <summary>A last change of the token as it is sent; null: none.</summary>
    public Func<string, string>? Tamper { get; set; }

    /// <summary>The nonce of the token instead of the one that was asked for; null: that one.</summary>
    public string? OtherNonce { get; set; }

    /// <summary>The query of the last request for a sign-in.</summary>
    public IQueryCollection? Asked { get; private set; }

    /// <summary>Starts one.</summary>
    public static async Task<FakeProvider> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.MapGet("/.well-known/openid-configuration", provider.Discovery);
        app.MapGet("/keys", provider.Keys);
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", (Delegate)provider.Token);
        await app.StartAsync();
        return provider;
    }

    /// <summary>As it was at first, for the next test.</summary>
    public FakeProvider Reset()
    {
        (Claims, SignsWithStrangersKey, Tamper, OtherNonce, Asked) = ([], false, null, null, null);
        return this;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Discovery() =>
        Results.Json(
            new
            {
                issuer = Address,
                authorization_endpoint = Address + "/authorize",
                token_endpoint = Address + "/token",
                jwks_uri = Address + "/keys",
                response_types_supported = new[] { "code" },
                subject_types_supported = new[] { "public" },
                id_token_signing_alg_values_supported = new[] { "RS256" },
            }
        );

    private IResult Keys()
    {
        var key = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return Results.Json(
            new
            {
                keys = new[]
                {
                    new
                    {
                        kty = "RSA",
                        use = "sig",
                        alg = "RS256",
                        kid = _key.KeyId,
                        n = Base64UrlEncoder.Encode(key.Modulus),
                        e = Base64UrlEncoder.Encode(key.Exponent),
                    },
                },
            }
        );
    }

    private IResult Authorize(HttpContext http)
    {
        var query = Asked = http.Request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["scope"] != "openid profile")
            return Results.BadRequest("unknown app");
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = new Granted(
            query["redirect_uri"]!,
            query["nonce"]!,
            query["code_challenge"].ToString() is { Length: > 0 } challenge ? challenge : null
        );
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
    }

    private async Task<IResult> Token(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"].ToString(), out var granted))
            return Results.BadRequest(new { error = "invalid_grant" });
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        if (form["redirect_uri"] != granted.RedirectUri || !Proves(granted, form["code_verifier"].ToString()))
            return Results.BadRequest(new { error = "invalid_grant" });
        var token = Sign(granted.Nonce);
        return Results.Json(
            new
            {
                access_token = "at-1",
                token_type = "Bearer",
                expires_in = 600,
                id_token = Tamper?.Invoke(token) ?? token,
            }
        );
    }

    private static bool Proves(Granted granted, string verifier) =>
        granted.Challenge is null
        || granted.Challenge == Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private string Sign(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Address,
                Audience = ClientId,
                IssuedAt = now,
                NotBefore = now,
                Expires = now.AddMinutes(5),
                Claims = new Dictionary<string, object>(Claims)
                {
                    ["sub"] = "someone",
                    ["nonce"] = OtherNonce ?? nonce,
                },
                SigningCredentials = new SigningCredentials(SignsWithStrangersKey ? _stranger : _key, "RS256"),
            }
        );
    }

    private sealed record Granted(string RedirectUri, string Nonce, string? Challenge);
}
