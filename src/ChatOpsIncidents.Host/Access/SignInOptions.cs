using System.ComponentModel.DataAnnotations;
using System.Net;

namespace ChatOpsIncidents.Host.Access;

/// <summary>How people sign in to the pages. Without a provider nobody does, and the pages answer on this machine
/// only.</summary>
public sealed class SignInOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Web:SignIn";

    /// <summary>Sign-in with Slack.</summary>
    public const string Slack = "slack";

    /// <summary>Sign-in with Microsoft Entra.</summary>
    public const string Entra = "entra";

    /// <summary><c>slack</c>, <c>entra</c>, or empty: no sign-in.</summary>
    [RegularExpression("^(slack|entra)?$", ErrorMessage = "Web:SignIn:Provider is slack, entra, or empty.")]
    public string Provider { get; init; } = "";

    /// <summary>The OpenID provider's address; empty: the provider's own.</summary>
    public string Authority { get; init; } = "";

    /// <summary>The app's client id.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The app's client secret.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>Whose members may sign in: Slack's workspace id (T…), or Entra's directory id.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The ids of those who may also act in <c>/ops/jobs</c>, with commas between.</summary>
    public string Operators { get; init; } = "";

    /// <summary>Whether people sign in.</summary>
    public bool IsOn => Provider.Length > 0;

    internal string Issuer =>
        Authority switch
        {
            { Length: > 0 } set => set,
            _ when Provider == Slack => "https://slack.com",
            _ => $"https://login.microsoftonline.com/{TenantId}/v2.0",
        };

    /// <summary>Reads the section.</summary>
    public static SignInOptions Of(IConfiguration configuration) =>
        configuration.GetSection(Section).Get<SignInOptions>() ?? new SignInOptions();

    /// <summary>Whether this person may act where the host itself is run.</summary>
    public bool IsOperator(string personId) =>
        Operators
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(personId, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var rows = new[]
        {
            (Key: nameof(ClientId), Value: ClientId),
            (Key: nameof(ClientSecret), Value: ClientSecret),
            (Key: nameof(TenantId), Value: TenantId),
        };
        foreach (var (key, value) in rows)
        {
            if (IsOn && string.IsNullOrWhiteSpace(value))
                yield return new ValidationResult($"{Section}:{key} is missing: sign-in with {Provider} needs it.");
            if (!IsOn && value.Length > 0)
                yield return new ValidationResult($"{Section}:{key} is set, but {Section}:Provider is not.");
        }

        if (Authority.Length > 0 && !IsSafe(Authority))
            yield return new ValidationResult($"{Section}:Authority is no https address.");
    }

    // On this machine nobody can listen in; everywhere else the keys by which people are told apart need TLS.
    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsLoopback(url.Host)));

    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
