using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>The monitoring systems that are asked whether an incident is over.</summary>
public sealed class MonitoringOptions : IValidatableObject
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Monitoring";

    private static readonly string[] Sites =
    [
        "datadoghq.com",
        "datadoghq.eu",
        "us3.datadoghq.com",
        "us5.datadoghq.com",
        "ap1.datadoghq.com",
        "ap2.datadoghq.com",
        "ddog-gov.com",
    ];

    /// <summary>How often the checks of a running incident are read.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a stretch of the past is compared with.</summary>
    public TimeSpan BaselineWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Prometheus, Thanos, Mimir or VictoriaMetrics.</summary>
    public PrometheusPlace Prometheus { get; init; } = new();

    /// <summary>Datadog.</summary>
    public DatadogPlace Datadog { get; init; } = new();

    /// <summary>Amazon CloudWatch.</summary>
    public CloudWatchPlace CloudWatch { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Interval < TimeSpan.FromSeconds(1) || Interval > TimeSpan.FromMinutes(5))
            yield return new ValidationResult("Monitoring:Interval is between 00:00:01 and 00:05:00.");
        if (BaselineWindow < TimeSpan.FromSeconds(5) || BaselineWindow > TimeSpan.FromHours(24))
            yield return new ValidationResult("Monitoring:BaselineWindow is between 00:00:05 and 1.00:00:00.");
        if (!IsAddress(Prometheus.Url))
            yield return new ValidationResult(
                "Monitoring:Prometheus:Url is an address such as http://prometheus:9090, Mimir's with /prometheus."
            );
        if (Prometheus is { Token.Length: > 0, User.Length: > 0 })
            yield return new ValidationResult("Monitoring:Prometheus needs either Token or User, not both.");
        if ((Datadog.ApiKey is { Length: > 0 }) != (Datadog.ApplicationKey is { Length: > 0 }))
            yield return new ValidationResult("Monitoring:Datadog needs both ApiKey and ApplicationKey.");
        if (Datadog.Url is not { Length: > 0 } && !Sites.Contains(Datadog.Site))
            yield return new ValidationResult($"Monitoring:Datadog:Site is one of {string.Join(", ", Sites)}.");
        if ((CloudWatch.AccessKeyId is { Length: > 0 }) != (CloudWatch.SecretAccessKey is { Length: > 0 }))
            yield return new ValidationResult(
                "Monitoring:CloudWatch needs AccessKeyId and SecretAccessKey together, or neither: then the AWS "
                    + "credentials of this machine are used."
            );
        if (CloudWatch is { AccessKeyId.Length: > 0, Region: not { Length: > 0 } })
            yield return new ValidationResult("Monitoring:CloudWatch:Region is missing, such as eu-west-1.");
        if (!IsAddress(Datadog.Url) || !IsAddress(CloudWatch.Url))
            yield return new ValidationResult("Monitoring:Datadog:Url and Monitoring:CloudWatch:Url are addresses.");
    }

    private static bool IsAddress(string? text) =>
        text is not { Length: > 0 }
        || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https");
}

/// <summary>Where Prometheus is.</summary>
public sealed class PrometheusPlace
{
    /// <summary>Its address, up to the <c>/api/v1</c>; null: there is none.</summary>
    public string? Url { get; init; }

    /// <summary>A bearer token; a secret.</summary>
    public string? Token { get; init; }

    /// <summary>The user of basic authentication.</summary>
    public string? User { get; init; }

    /// <summary>Its password; a secret.</summary>
    public string? Password { get; init; }

    /// <summary>Mimir's tenant, <c>X-Scope-OrgID</c>.</summary>
    public string? Tenant { get; init; }
}

/// <summary>Where Datadog is.</summary>
public sealed class DatadogPlace
{
    /// <summary>The site, as in the address of its pages.</summary>
    public string Site { get; init; } = "datadoghq.com";

    /// <summary>Another address in place of the site's.</summary>
    public string? Url { get; init; }

    /// <summary>Organization Settings → API Keys; a secret.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Organization Settings → Application Keys, scope timeseries_query; a secret.</summary>
    public string? ApplicationKey { get; init; }
}

/// <summary>Where CloudWatch is.</summary>
public sealed class CloudWatchPlace
{
    /// <summary>For example <c>eu-west-1</c>.</summary>
    public string? Region { get; init; }

    /// <summary>Another address in place of the region's.</summary>
    public string? Url { get; init; }

    /// <summary>IAM → user with only <c>cloudwatch:GetMetricData</c> → access key; null: the credentials that AWS gives
    /// to whoever runs here.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Its secret.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>Of temporary credentials; a secret.</summary>
    public string? SessionToken { get; init; }
}

/// <summary>Checks <see cref="MonitoringOptions"/> before the first request.</summary>
[OptionsValidator]
public sealed partial class MonitoringOptionsValidator : IValidateOptions<MonitoringOptions>;
