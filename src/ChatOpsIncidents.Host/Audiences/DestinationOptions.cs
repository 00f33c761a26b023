using ChatOpsIncidents.Host.Outbound;

namespace ChatOpsIncidents.Host.Audiences;

/// <summary>What updates go out by; <c>Audiences</c> says whom, and where.</summary>
public sealed class DestinationOptions
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Destinations";

    /// <summary>Signed webhooks.</summary>
    public UpdateWebhookOptions Webhook { get; init; } = new();

    /// <summary>A public status page.</summary>
    public StatusPageOptions StatusPage { get; init; } = new();

    /// <summary>All that is wrong with the section, and with what the audiences need of it; none repeats a
    /// secret.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var set = configuration.GetSection(Section).Get<DestinationOptions>() ?? new DestinationOptions();
        foreach (var fault in set.Webhook.Faults().Concat(set.StatusPage.Faults()))
            yield return fault;
        var hasMail = configuration["Paging:Mail:Server"] is { Length: > 0 };
        foreach (var row in configuration.GetSection("Audiences").GetChildren())
        {
            if (
                row["Webhook"] is { Length: > 0 } address
                && SignedWebhookOptions.AddressFault($"{row.Path}:Webhook", address) is { } bad
            )
                yield return bad;
            if (row["Webhook"] is { Length: > 0 } && set.Webhook.Secrets.Count == 0)
                yield return $"{row.Path}:Webhook needs Destinations:Webhook:Secrets: whsec_… it is signed with.";
            if (row["StatusPage"] is { Length: > 0 } && set.StatusPage.Key.Length == 0)
                yield return $"{row.Path}:StatusPage needs Destinations:StatusPage:Key.";
            if (row["Mail"] is { Length: > 0 } && !hasMail)
                yield return $"{row.Path}:Mail needs a mail server: Paging:Mail:Server.";
        }
    }
}

/// <summary>Signed webhooks.</summary>
public sealed class UpdateWebhookOptions
{
    /// <summary>What they are signed with: <c>whsec_</c> and 24 to 64 bytes in Base64; two while one is
    /// replaced.</summary>
    public IList<string> Secrets { get; init; } = [];

    internal IEnumerable<string> Faults() => SignedWebhookOptions.SecretFaults("Destinations:Webhook", Secrets);
}

/// <summary>A public status page, as Statuspage has it.</summary>
public sealed class StatusPageOptions
{
    /// <summary>Where its API is.</summary>
    public string Url { get; init; } = "https://api.statuspage.io/v1";

    /// <summary>The key. A secret.</summary>
    public string Key { get; init; } = "";

    /// <summary>The component of a service, by the service's name.</summary>
    public IDictionary<string, string> Components { get; init; } = new Dictionary<string, string>();

    internal IEnumerable<string> Faults() =>
        SignedWebhookOptions.AddressFault("Destinations:StatusPage:Url", Url) is { } fault ? [fault] : [];
}
