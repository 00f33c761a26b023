using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>The Slack app's settings. With neither token nor secret Slack is off, and nothing else is
/// disturbed.</summary>
public sealed class SlackOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Slack";

    /// <summary>Slack app → OAuth &amp; Permissions → Bot User OAuth Token.</summary>
    [RegularExpression(@"^xox(b|e\.xoxb)-\S+$", ErrorMessage = "Slack:BotToken must start with xoxb-.")]
    public string? BotToken { get; init; }

    /// <summary>Slack app → Basic Information → Signing Secret.</summary>
    [RegularExpression(
        @"^\S{8,}$",
        ErrorMessage = "Slack:SigningSecret must be the secret of the page Basic Information."
    )]
    public string? SigningSecret { get; init; }

    /// <summary>Where the Web API is: Slack's own, GovSlack's, or a local workspace's.</summary>
    [
        Required,
        RegularExpression(@"^https?://[^/\s]+(/\S*)?$", ErrorMessage = "Slack:ApiUrl must be an http(s) address.")
    ]
    public string ApiUrl { get; init; } = "https://slack.com/api/";

    /// <summary>Slack app → Basic Information → Client ID; only for installs in many workspaces.</summary>
    public string? ClientId { get; init; }

    /// <summary>Slack app → Basic Information → Client Secret; only for installs in many workspaces.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Whether requests can be verified and answered.</summary>
    public bool IsConfigured => !string.IsNullOrEmpty(BotToken) && !string.IsNullOrEmpty(SigningSecret);

    /// <summary>The Web API's address with a slash at its end.</summary>
    internal Uri Api => new(ApiUrl.EndsWith('/') ? ApiUrl : ApiUrl + "/");
}

/// <summary>Checks <see cref="SlackOptions"/> before the first request.</summary>
[OptionsValidator]
public sealed partial class SlackOptionsValidator : IValidateOptions<SlackOptions>;
