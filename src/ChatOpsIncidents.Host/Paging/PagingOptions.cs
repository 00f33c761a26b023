using System.Net.Mail;
using ChatOpsIncidents.Host.Outbound;

namespace ChatOpsIncidents.Host.Paging;

/// <summary>The paging systems. Each is on where it has a name to call; <c>any</c> stands for every name.</summary>
public sealed class PagingOptions
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Paging";

    /// <summary>PagerDuty.</summary>
    public PagerDutyOptions PagerDuty { get; init; } = new();

    /// <summary>Jira Service Management, or Opsgenie.</summary>
    public JsmOptions Jsm { get; init; } = new();

    /// <summary>Grafana OnCall, or IRM.</summary>
    public OnCallOptions OnCall { get; init; } = new();

    /// <summary>A signed webhook of one's own.</summary>
    public SignedWebhookOptions Webhook { get; init; } = new();

    /// <summary>Mail.</summary>
    public PageMailOptions Mail { get; init; } = new();

    /// <summary>What a name stands for in a system's table; null: nothing.</summary>
    internal static string? Find(IDictionary<string, string> table, string name)
    {
        var found = table.FirstOrDefault(row => row.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return found
            ?? table.FirstOrDefault(row => row.Key.Equals(Policy.AnyName, StringComparison.OrdinalIgnoreCase)).Value;
    }

    /// <summary>All that is wrong with the section; each names its key, none repeats a secret.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return Unknown(section, typeof(PagingOptions)).Concat(Read(section, out var set) ?? set.Faults());
    }

    private static IEnumerable<string> Unknown(IConfigurationSection section, Type type)
    {
        foreach (var child in section.GetChildren())
        {
            var known = type.GetProperties()
                .FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (known is null)
                yield return $"{child.Path}: nothing is known of this key; there are {Names(type)}.";
            else if (type == typeof(PagingOptions))
            {
                foreach (var fault in Unknown(child, known.PropertyType))
                    yield return fault;
            }
        }
    }

    private static string Names(Type type) => string.Join(", ", type.GetProperties().Select(property => property.Name));

    private static IEnumerable<string>? Read(IConfigurationSection section, out PagingOptions set)
    {
        set = new PagingOptions();
        try
        {
            set = section.Get<PagingOptions>() ?? set;
            return null;
        }
        catch (InvalidOperationException fault)
        {
            return [$"{Section}: {fault.Message}"];
        }
    }

    private IEnumerable<string> Faults() =>
        PagerDuty
            .Faults()
            .Concat(Jsm.Faults())
            .Concat(OnCall.Faults())
            .Concat(Webhook.Faults($"{Section}:{nameof(Webhook)}"))
            .Concat(Mail.Faults());
}

/// <summary>PagerDuty, by its Events API.</summary>
public sealed class PagerDutyOptions
{
    private const int KeyLength = 32;

    /// <summary>Where it is; in the EU https://events.eu.pagerduty.com.</summary>
    public string Url { get; init; } = "https://events.pagerduty.com";

    /// <summary>The integration key of the service that calls whoever is meant by a name.</summary>
    public IDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();

    internal IEnumerable<string> Faults()
    {
        if (SignedWebhookOptions.AddressFault("Paging:PagerDuty:Url", Url) is { } fault)
            yield return fault;
        foreach (var (name, _) in Keys.Where(row => row.Value.Length != KeyLength))
            yield return $"Paging:PagerDuty:Keys:{name} must be an integration key of {KeyLength} characters.";
    }
}

/// <summary>Jira Service Management, or Opsgenie: one API at two addresses.</summary>
public sealed class JsmOptions
{
    /// <summary>Where it is; Opsgenie: https://api.opsgenie.com or https://api.eu.opsgenie.com.</summary>
    public string Url { get; init; } = "https://api.atlassian.com/jsm/ops/integration";

    /// <summary>The key of an API integration.</summary>
    public string Key { get; init; } = "";

    /// <summary>Who is called for a name: <c>team:Payments</c>, <c>schedule:…</c>, <c>escalation:…</c> or
    /// <c>user:mail@…</c>.</summary>
    public IDictionary<string, string> Responders { get; init; } = new Dictionary<string, string>();

    internal IEnumerable<string> Faults()
    {
        if (SignedWebhookOptions.AddressFault("Paging:Jsm:Url", Url) is { } fault)
            yield return fault;
        if (Responders.Count > 0 && Key.Length == 0)
            yield return "Paging:Jsm:Key is missing: the key of an API integration.";
        foreach (var (name, _) in Responders.Where(row => JsmPager.Responder(row.Value) is null))
            yield return $"Paging:Jsm:Responders:{name} must be team:…, schedule:…, escalation:… or user:….";
    }
}

/// <summary>Grafana OnCall or IRM, by a formatted webhook.</summary>
public sealed class OnCallOptions
{
    /// <summary>The integration's own address for a name. A secret.</summary>
    public IDictionary<string, string> Urls { get; init; } = new Dictionary<string, string>();

    internal IEnumerable<string> Faults() =>
        Urls.Select(row => SignedWebhookOptions.AddressFault($"Paging:OnCall:Urls:{row.Key}", row.Value))
            .OfType<string>();
}

/// <summary>How a mail server is spoken to.</summary>
public enum MailMode
{
    /// <summary>Port 587: encrypted before anything is said.</summary>
    StartTls,

    /// <summary>Port 465: encrypted from the beginning.</summary>
    Tls,

    /// <summary>Port 25: as it is; only to this machine.</summary>
    Plain,
}

/// <summary>Mail.</summary>
public sealed class PageMailOptions
{
    /// <summary>The mail server.</summary>
    public string Server { get; init; } = "";

    /// <summary>Its port; 0: that of the mode.</summary>
    public int Port { get; init; }

    /// <summary>How it is spoken to.</summary>
    public MailMode Mode { get; init; } = MailMode.StartTls;

    /// <summary>Who sends; empty: nobody signs in.</summary>
    public string User { get; init; } = "";

    /// <summary>The password.</summary>
    public string Password { get; init; } = "";

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "";

    /// <summary>The addresses for a name, with commas between.</summary>
    public IDictionary<string, string> To { get; init; } = new Dictionary<string, string>();

    internal int PortInUse =>
        (Port, Mode) switch
        {
            (> 0, _) => Port,
            (_, MailMode.Tls) => 465,
            (_, MailMode.Plain) => 25,
            _ => 587,
        };

    internal IEnumerable<string> Faults()
    {
        // Audiences are written to by the same server.
        if (To.Count == 0 && Server.Length == 0)
            yield break;
        if (Server.Length == 0)
            yield return "Paging:Mail:Server is missing.";
        if (!MailAddress.TryCreate(From, out _))
            yield return "Paging:Mail:From must be a mail address.";
        if (Mode == MailMode.Plain && Server is not ("localhost" or "127.0.0.1" or "::1"))
            yield return "Paging:Mail:Mode Plain is only for a server on this machine; use StartTls or Tls.";
        foreach (var (name, addresses) in To)
        {
            if (Split(addresses) is not { Count: > 0 } all || all.Any(one => !MailAddress.TryCreate(one, out _)))
                yield return $"Paging:Mail:To:{name} must be mail addresses with commas between.";
        }
    }

    internal static IReadOnlyList<string> Split(string addresses) =>
        addresses.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
