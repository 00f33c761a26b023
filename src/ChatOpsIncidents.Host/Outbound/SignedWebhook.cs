using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Outbound;

/// <summary>Where signed webhooks go, and what they are signed with.</summary>
public sealed class SignedWebhookOptions
{
    /// <summary>The address for a name; <c>any</c> stands for every name.</summary>
    public IDictionary<string, string> Urls { get; init; } = new Dictionary<string, string>();

    /// <summary>What it is signed with, <c>whsec_…</c>; more than one while one is replaced.</summary>
    public IList<string> Secrets { get; init; } = [];

    /// <summary>What speaks against an address; null: nothing.</summary>
    internal static string? AddressFault(string key, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url))
            return $"{key} is no address such as https://….";
        if (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            return null;
        return $"{key} must be an https address.";
    }

    /// <summary>What is wrong with them; no fault repeats a secret.</summary>
    /// <param name="path">The section: <c>Paging:Webhook</c>.</param>
    internal IEnumerable<string> Faults(string path)
    {
        foreach (var (name, url) in Urls)
        {
            if (AddressFault($"{path}:Urls:{name}", url) is { } fault)
                yield return fault;
        }

        if (Urls.Count > 0 && Secrets.Count == 0)
            yield return $"{path}:Secrets is missing: whsec_ and 24 to 64 bytes in Base64.";
        foreach (var fault in SecretFaults(path, Secrets))
            yield return fault;
    }

    /// <summary>What is wrong with secrets that sign; no fault repeats one.</summary>
    /// <param name="path">The section that holds them: <c>Paging:Webhook</c>.</param>
    /// <param name="secrets">The secrets.</param>
    internal static IEnumerable<string> SecretFaults(string path, IEnumerable<string> secrets) =>
        secrets
            .Index()
            .Where(secret => WebhookSignature.Key(secret.Item) is null)
            .Select(secret => $"{path}:Secrets:{secret.Index} must be whsec_ and 24 to 64 bytes in Base64.");
}

/// <summary>Posts webhooks, signed as Standard Webhooks says.</summary>
internal sealed class SignedWebhook(OutboundHttp http, TimeProvider clock)
{
    /// <summary>Posts one.</summary>
    /// <param name="address">Where.</param>
    /// <param name="secrets">What it is signed with.</param>
    /// <param name="type">What it is about: <c>page.triggered</c>.</param>
    /// <param name="id">The message's: the same for the same message, however often it is tried.</param>
    /// <param name="data">What it says.</param>
    /// <param name="ct">Ends it; the outcome is then unclear.</param>
    public Task<OutboundAnswer> Post(
        string address,
        IEnumerable<string> secrets,
        string type,
        string id,
        JsonObject data,
        CancellationToken ct
    )
    {
        var told = new JsonObject
        {
            ["type"] = type,
            ["timestamp"] = clock
                .GetUtcNow()
                .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["data"] = data,
        };
        var body = Encoding.UTF8.GetBytes(told.ToJsonString());
        return http.Post(new Uri(address), body, () => Headers(secrets, id, body), ct);
    }

    // The time is that of the try, the id that of the message.
    private (string, string)[] Headers(IEnumerable<string> secrets, string id, byte[] body)
    {
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return
        [
            ("webhook-id", id),
            ("webhook-timestamp", time),
            ("webhook-signature", WebhookSignature.Of(secrets, id, time, body)),
        ];
    }
}
