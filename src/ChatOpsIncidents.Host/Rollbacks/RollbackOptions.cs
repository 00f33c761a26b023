using ChatOpsIncidents.Engine.Words;
using ChatOpsIncidents.Host.Outbound;

namespace ChatOpsIncidents.Host.Rollbacks;

/// <summary>Who carries out confirmed rollbacks. Nobody, unless a webhook is set.</summary>
public sealed class RollbackOptions
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Rollback";

    /// <summary>A webhook of one's own, by the service's name; <c>any</c> stands for every service.</summary>
    public SignedWebhookOptions Webhook { get; init; } = new();

    /// <summary>All that is wrong with the section; each names its key, none repeats a secret.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration, Catalog catalog)
    {
        var set = configuration.GetSection(Section).Get<RollbackOptions>() ?? new RollbackOptions();
        string[] names = [.. catalog.Services.Select(service => service.Name), Policy.AnyName];
        var unknown = set
            .Webhook.Urls.Keys.Where(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name => $"{Section}:Webhook:Urls:{name}: no service has that name.{Meant(name, names)}");
        return set.Webhook.Faults($"{Section}:{nameof(Webhook)}").Concat(unknown);
    }

    private static string Meant(string name, string[] names) =>
        Nearest.To(name.ToLowerInvariant(), names) is { } near ? $" Did you mean {near}?" : "";
}
