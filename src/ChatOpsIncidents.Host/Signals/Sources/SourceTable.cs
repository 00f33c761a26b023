using ChatOpsIncidents.Host.Signals.Authenticity;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>All sources, a row each.</summary>
/// <param name="sns">SNS's signature, which needs certificates of Amazon's.</param>
public sealed class SourceTable(SnsScheme sns)
{
    private readonly IReadOnlyList<SignalSource> _sources = [.. Unbound, new CloudwatchSource(sns)];

    /// <summary>Their names, for the configuration.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Unbound.Select(source => source.Name), "cloudwatch"];

    private static IReadOnlyList<SignalSource> Unbound =>
        [
            new GenericSource(),
            new GithubSource(),
            new GitlabSource(),
            new ArgocdSource(),
            new FluxSource(),
            new JenkinsSource(),
            new TerraformSource(),
            new LaunchDarklySource(),
            new FlagsmithSource(),
            new UnleashSource(),
            new AlertmanagerSource(),
            new GrafanaSource(),
            new PagerdutySource(),
            new OpsgenieSource(),
            new OncallSource(),
            new DatadogSource(),
            new AzureMonitorSource(),
            new GcpMonitoringSource(),
            new NewRelicSource(),
            new SentrySource(),
            new UptimeKumaSource(),
            new PingdomSource(),
            new BetterStackSource(),
            new ZabbixSource(),
            new NagiosSource(),
            new EmailSource(),
            new StatuspageSource(),
            new JiraSource(),
            new LinearSource(),
        ];

    /// <summary>The source of an address; null: there is none.</summary>
    /// <param name="kind">The address's middle part.</param>
    /// <param name="name">The address's last part, case-blind.</param>
    public SignalSource? Find(string kind, string name) =>
        _sources.FirstOrDefault(source => source.Kinds.Contains(kind) && IsCalled(source, name));

    /// <summary>The names under which something can be delivered to an address.</summary>
    public IEnumerable<string> Of(string kind) =>
        _sources.Where(source => source.Kinds.Contains(kind)).Select(source => source.Name);

    private static bool IsCalled(SignalSource source, string name) =>
        source.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        || source.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);
}
