using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatOpsIncidents.Host.Signals.Authenticity;

/// <summary>Amazon's side of SNS: its certificates, each fetched once, and the yes to a subscription.</summary>
/// <param name="http">Makes clients that follow no redirect.</param>
/// <param name="clock">Tells whether a certificate is valid.</param>
public sealed class AmazonSns(IHttpClientFactory http, TimeProvider clock) : ISnsCertificates
{
    /// <summary>The name of its HTTP client.</summary>
    public const string HttpName = "sns";

    private const int CertificatesMax = 50;
    private readonly ConcurrentDictionary<Uri, X509Certificate2> _certificates = new();

    /// <inheritdoc/>
    public async Task<X509Certificate2?> Find(Uri address, CancellationToken ct)
    {
        if (_certificates.TryGetValue(address, out var known) && IsValid(known))
            return known;
        try
        {
            using var client = http.CreateClient(HttpName);
            var certificate = X509Certificate2.CreateFromPem(await client.GetStringAsync(address, ct));
            if (!IsTrusted(certificate))
                return null;
            if (_certificates.Count >= CertificatesMax)
                _certificates.Clear();
            return _certificates[address] = certificate;
        }
        catch (Exception fault) when (fault is HttpRequestException or CryptographicException or TaskCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>Says yes to a topic that asks whether to deliver here.</summary>
    /// <param name="address">As <see cref="SnsAddress.OfSubscription"/> allows it.</param>
    /// <param name="ct">Ends it early.</param>
    /// <returns>Whether Amazon took it.</returns>
    public async Task<bool> Confirm(Uri address, CancellationToken ct)
    {
        using var client = http.CreateClient(HttpName);
        using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
        return answer.IsSuccessStatusCode;
    }

    private bool IsTrusted(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        return chain.Build(certificate) && IsValid(certificate);
    }

    private bool IsValid(X509Certificate2 certificate)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now >= certificate.NotBefore.ToUniversalTime() && now <= certificate.NotAfter.ToUniversalTime();
    }
}
