using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Tests.Signals;

/// <summary>What outside systems really send, byte for byte, and which address each of it goes to.</summary>
internal static class SignalSamples
{
    /// <summary>When the samples' newest signatures were made, or a moment later.</summary>
    public static readonly DateTimeOffset Then = new(2026, 11, 20, 14, 5, 30, TimeSpan.Zero);

    private static readonly Dictionary<string, (string Kind, string Source)> Folders = new()
    {
        ["alertmanager"] = ("alerts", "alertmanager"),
        ["argocd"] = ("deploys", "argocd"),
        ["azure-monitor"] = ("alerts", "azure"),
        ["datadog"] = ("alerts", "datadog"),
        ["flagsmith"] = ("changes", "flagsmith"),
        ["flux"] = ("deploys", "flux"),
        ["gcp-monitoring"] = ("alerts", "gcp"),
        ["github"] = ("deploys", "github"),
        ["gitlab"] = ("deploys", "gitlab"),
        ["grafana"] = ("alerts", "grafana"),
        ["jenkins"] = ("deploys", "jenkins"),
        ["launchdarkly"] = ("changes", "launchdarkly"),
        ["newrelic"] = ("alerts", "newrelic"),
        ["opsgenie-jsm"] = ("alerts", "opsgenie"),
        ["pagerduty"] = ("alerts", "pagerduty"),
        ["sentry"] = ("alerts", "sentry"),
        ["sns-cloudwatch"] = ("alerts", "cloudwatch"),
        ["statuspage"] = ("dependencies", "statuspage"),
        ["terraform"] = ("changes", "terraform"),
        ["unleash"] = ("changes", "unleash"),
        ["uptime-kuma"] = ("alerts", "uptimekuma"),
    };

    /// <summary>The folder of the samples.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Signals", "Samples");

    /// <summary>All bodies, by their names below the folder.</summary>
    public static IEnumerable<string> Bodies =>
        Directory
            .EnumerateFiles(Folder, "*.*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(name => name.Contains('/') && (name.EndsWith(".json") || name.EndsWith(".raw")))
            .Where(name => AddressOf(name) is not null && !name.Contains("string-to-sign"))
            .Order(StringComparer.Ordinal);

    /// <summary>A sample's bytes.</summary>
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>Which address a sample is sent to; null: none of ours.</summary>
    public static (string Kind, string Source)? AddressOf(string name)
    {
        var parts = name.Split('/');
        var file = parts[^1];
        return parts[0] switch
        {
            "uptime-others" => ("alerts", file.StartsWith("pingdom") ? "pingdom" : "betterstack"),
            "zabbix-nagios" => ("alerts", file.StartsWith("zabbix") ? "zabbix" : "nagios"),
            var folder => Folders.TryGetValue(folder, out var address) ? address : null,
        };
    }

    /// <summary>The headers that a sample came with, as far as they are read.</summary>
    public static Dictionary<string, string> HeadersOf(string name)
    {
        var file = name.Split('/')[^1];
        Dictionary<string, string> headers = new()
        {
            ["Content-Type"] = file.EndsWith(".form.raw") ? "application/x-www-form-urlencoded" : "application/json",
        };
        if (name.StartsWith("github/"))
            headers["X-GitHub-Event"] = file.Split('.')[0];
        if (name.StartsWith("sentry/"))
            headers["Sentry-Hook-Resource"] = file.Split('.')[0];
        return headers;
    }

    /// <summary>A sample as its source reads it.</summary>
    public static HookDelivery Delivery(string name) =>
        new(AddressOf(name)!.Value.Kind, "the-id", HeadersOf(name), Bytes(name), Then);
}
