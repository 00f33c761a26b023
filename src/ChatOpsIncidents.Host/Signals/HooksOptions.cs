using System.ComponentModel.DataAnnotations;
using ChatOpsIncidents.Host.Signals.Sources;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>Who may deliver, and what is done with it.</summary>
public sealed class HooksOptions : IValidatableObject
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Hooks";

    private const int SecretLengthMin = 8;

    /// <summary>A token for all sources that do not sign; a secret. Null: there is none.</summary>
    public string? Token { get; init; }

    /// <summary>Each source's own secrets, by its name; more than one while one is replaced by another.</summary>
    public IDictionary<string, string[]> Secrets { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The SNS topics whose messages are taken, by their ARNs.</summary>
    public string[] SnsTopics { get; init; } = [];

    /// <summary>The workspace in which alerts declare, by the platform's id; empty: the one that there is.</summary>
    public string? Workspace { get; init; }

    /// <summary>Environments whose changes and alerts are nobody's incident: the first word of their names, so that
    /// <c>review</c> also means <c>review/cart</c>.</summary>
    public string[] QuietEnvironments { get; init; } =
    [
        "dev",
        "development",
        "test",
        "testing",
        "qa",
        "uat",
        "staging",
        "stage",
        "preview",
        "review",
        "sandbox",
        "local",
        "ci",
    ];

    /// <summary>How long deliveries that were read are remembered, so that one that comes again is known.</summary>
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromDays(14);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Token is { Length: > 0 and < SecretLengthMin })
            yield return new ValidationResult($"Hooks:Token: at least {SecretLengthMin} characters.");
        foreach (var (source, secrets) in Secrets)
        {
            if (!SourceTable.Names.Contains(source, StringComparer.OrdinalIgnoreCase))
                yield return new ValidationResult(
                    $"Hooks:Secrets:{source}: there is no such source; they are {string.Join(", ", SourceTable.Names)}."
                );
            if (secrets.Any(secret => secret is null or { Length: < SecretLengthMin }))
                yield return new ValidationResult(
                    $"Hooks:Secrets:{source}: a secret has at least {SecretLengthMin} characters."
                );
        }

        if (RememberFor < TimeSpan.FromDays(1))
            yield return new ValidationResult("Hooks:RememberFor must be a day or more.");
        if (SnsTopics.Any(topic => !topic.StartsWith("arn:aws", StringComparison.Ordinal)))
            yield return new ValidationResult("Hooks:SnsTopics: a topic is named by its ARN, arn:aws:sns:….");
    }
}

/// <summary>Checks <see cref="HooksOptions"/> before the first request.</summary>
[OptionsValidator]
public sealed partial class HooksOptionsValidator : IValidateOptions<HooksOptions>;
