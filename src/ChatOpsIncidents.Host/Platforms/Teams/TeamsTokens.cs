using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Whether the Bot Connector sent a delivery, by the token in its header.</summary>
/// <remarks>Source:
/// learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication</remarks>
public sealed class TeamsTokens
{
    /// <summary>Longest token, in characters.</summary>
    public const int TokenLengthMax = 8_192;

    /// <summary>How far the two clocks may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>New keys are looked for at most so often, however many unknown ones are named.</summary>
    public static readonly TimeSpan KeysRefresh = TimeSpan.FromSeconds(30);

    private const string Scheme = "Bearer ";

    private readonly JsonWebTokenHandler _reader = new() { MaximumTokenSizeInBytes = TokenLengthMax };
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _keys;
    private readonly TokenValidationParameters _rules;
    private readonly TimeProvider _clock;

    /// <summary>Proves tokens by the keys that are published at the configured address.</summary>
    public TeamsTokens(IOptions<TeamsOptions> options, IHttpClientFactory http, TimeProvider clock)
    {
        var set = options.Value;
        _clock = clock;
        _keys = new ConfigurationManager<OpenIdConnectConfiguration>(
            set.OpenIdMetadataUrl,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(http.CreateClient(TeamsSetup.HttpName))
            {
                RequireHttps = set.OpenIdMetadataUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase),
            }
        )
        {
            RefreshInterval = KeysRefresh,
            AutomaticRefreshInterval = TimeSpan.FromHours(12),
        };
        _rules = new TokenValidationParameters
        {
            ConfigurationManager = _keys,
            ValidIssuer = set.Issuer,
            ValidAudience = set.AppId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuerSigningKey = true,
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = IsInTime,
        };
    }

    /// <summary>What a proven token says; null: it is none. Never throws for what a stranger sends.</summary>
    /// <param name="header">The header <c>Authorization</c>.</param>
    /// <param name="ct">Ends the wait for the keys.</param>
    public async Task<TeamsToken?> Prove(string? header, CancellationToken ct)
    {
        if (header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true)
            return null;
        var text = header[Scheme.Length..];
        if (text.Length is 0 or > TokenLengthMax || text.Contains(' ', StringComparison.Ordinal))
            return null;
        var result = await _reader.ValidateTokenAsync(text, _rules);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken { Kid: { Length: > 0 } kid } token)
            return null;
        if (!token.TryGetPayloadValue("serviceurl", out string? serviceUrl) || string.IsNullOrEmpty(serviceUrl))
            return null;
        var known = await _keys.GetConfigurationAsync(ct);
        return known.JsonWebKeySet?.Keys.FirstOrDefault(key => key.Kid == kid) is { } signedBy
            ? new TeamsToken(serviceUrl, Endorsements(signedBy))
            : null;
    }

    /// <summary>Fetches the keys, so that the first delivery need not wait for them.</summary>
    public Task WarmUp(CancellationToken ct) => _keys.GetConfigurationAsync(ct);

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now <= end + ClockSkew && (notBefore is not { } begin || now >= begin - ClockSkew);
    }

    private static string[] Endorsements(JsonWebKey key) =>
        key.AdditionalData.TryGetValue("endorsements", out var named)
            ? named switch
            {
                JsonElement { ValueKind: JsonValueKind.Array } all =>
                [
                    .. all.EnumerateArray().Select(e => e.ToString()),
                ],
                IEnumerable<object> all => [.. all.Select(e => e.ToString() ?? "")],
                _ => [],
            }
            : [];
}

/// <summary>What a proven token says.</summary>
/// <param name="ServiceUrl">Where the delivery may be answered.</param>
/// <param name="Endorsements">The channels for which its key may sign.</param>
public sealed record TeamsToken(string ServiceUrl, IReadOnlyList<string> Endorsements);
