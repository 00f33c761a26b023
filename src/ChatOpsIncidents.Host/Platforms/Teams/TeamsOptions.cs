using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>The Teams app's settings. With none of them Teams is off, and nothing else is disturbed.</summary>
public sealed class TeamsOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Teams";

    private const string Guid = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";
    private const string Address = @"^https?://[^/\s]+(/\S*)?$";

    /// <summary>entra.microsoft.com → App registrations → your app → Application (client) ID.</summary>
    [RegularExpression(Guid, ErrorMessage = "Teams:AppId must be the application's id, a GUID.")]
    public string? AppId { get; init; }

    /// <summary>Your app → Certificates &amp; secrets → a client secret's value.</summary>
    [RegularExpression(@"^\S{8,}$", ErrorMessage = "Teams:AppPassword must be the value of a client secret.")]
    public string? AppPassword { get; init; }

    /// <summary>Overview → Directory (tenant) ID. Only its people and teams are served.</summary>
    [RegularExpression(Guid, ErrorMessage = "Teams:TenantId must be the directory's id, a GUID.")]
    public string? TenantId { get; init; }

    /// <summary>Where tokens for our calls are had.</summary>
    [
        Required,
        RegularExpression(
            @"^https?://[^/\s]+/?$",
            ErrorMessage = "Teams:LoginUrl must be an http(s) address without a path."
        )
    ]
    public string LoginUrl { get; init; } = "https://login.microsoftonline.com";

    /// <summary>Where the keys are published with which deliveries are signed.</summary>
    [Required, RegularExpression(Address, ErrorMessage = "Teams:OpenIdMetadataUrl must be an http(s) address.")]
    public string OpenIdMetadataUrl { get; init; } =
        "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Who signs deliveries. Government and China have others.</summary>
    [Required]
    public string Issuer { get; init; } = "https://api.botframework.com";

    /// <summary>What our tokens are for. Government and China have others.</summary>
    [Required]
    public string Scope { get; init; } = "https://api.botframework.com/.default";

    /// <summary>The team in which rooms are opened, where no channel is set: its General channel.</summary>
    [RegularExpression(@"^19:\S+@\S+$", ErrorMessage = "Teams:TeamId must be a team's id, such as 19:…@thread.tacv2.")]
    public string? TeamId { get; init; }

    /// <summary>The channel in which each incident gets a post whose thread is its room.</summary>
    [RegularExpression(
        @"^19:\S+@\S+$",
        ErrorMessage = "Teams:ChannelId must be a channel's id, such as 19:…@thread.tacv2."
    )]
    public string? ChannelId { get; init; }

    /// <summary>More hosts that may be called with our token, with commas between: for a local workspace.</summary>
    [RegularExpression(
        @"^[^/\s]*$",
        ErrorMessage = "Teams:ServiceHosts must be hosts such as 127.0.0.1:4000, with commas between and no spaces."
    )]
    public string ServiceHosts { get; init; } = "";

    /// <summary>Whether the team's owner has let the app read every message of its channels.</summary>
    public bool ReadsAllMessages { get; init; }

    /// <summary>The group behind the team of the channel for rooms, as “Get link to channel” names it
    /// (<c>groupId=</c>). With it and <see cref="ReadsAllMessages"/> Microsoft Graph is asked what stands in the
    /// channel.</summary>
    [RegularExpression(Guid, ErrorMessage = "Teams:GroupId must be the id of the team's group, a GUID.")]
    public string? GroupId { get; init; }

    /// <summary>The app's id in the organisation's catalogue. With it, and with an admin's consent, a private incident
    /// gets a chat of its own.</summary>
    [RegularExpression(Guid, ErrorMessage = "Teams:CatalogAppId must be the app's id in the catalogue, a GUID.")]
    public string? CatalogAppId { get; init; }

    /// <summary>Whether each incident gets a channel of its own, as far as the team's owner lets the app create
    /// channels; needs <see cref="GroupId"/>. Private incidents have their chats.</summary>
    public bool ChannelPerIncident { get; init; }

    /// <summary>Where Microsoft Graph is.</summary>
    [Required, RegularExpression(Address, ErrorMessage = "Teams:GraphUrl must be an http(s) address.")]
    public string GraphUrl { get; init; } = "https://graph.microsoft.com/v1.0";

    private static readonly string[] ReadingPermissions = ["ChannelMessage.Read.Group", "ChatMessage.Read.Chat"];
    private static readonly string[] ChannelPermissions = ["Channel.Create.Group"];

    /// <summary>What the package asks for that goes with these settings: <c>--all-messages</c> and
    /// <c>--channels</c>.</summary>
    internal IReadOnlyList<string> PackagePermissions =>
        [.. ReadsAllMessages ? ReadingPermissions : [], .. ChannelPerIncident ? ChannelPermissions : []];

    /// <summary>Whether what stands in the team's channels can be read.</summary>
    internal bool CanAskGraph => ReadsAllMessages && !string.IsNullOrEmpty(GroupId);

    /// <summary>Whether deliveries can be proved and answered.</summary>
    public bool IsConfigured => Missing is [];

    /// <summary>Whether nothing of it is set.</summary>
    public bool IsOff => string.IsNullOrEmpty(AppId) && string.IsNullOrEmpty(AppPassword);

    /// <summary>The keys that are not set and have to be.</summary>
    internal IReadOnlyList<string> Missing =>
        [
            .. new[] { ("AppId", AppId), ("AppPassword", AppPassword), ("TenantId", TenantId) }
                .Where(key => string.IsNullOrEmpty(key.Item2))
                .Select(key => $"{Section}:{key.Item1}"),
        ];

    /// <summary>The channel for rooms; null: none is set.</summary>
    internal string? RoomChannel => string.IsNullOrEmpty(ChannelId) ? Set(TeamId) : ChannelId;

    /// <summary>The group in whose team each incident gets a channel; null: rooms are threads.</summary>
    internal string? GroupForChannels => ChannelPerIncident ? Set(GroupId) : null;

    /// <summary>The team by the name that the Bot Connector has for it; null: not set.</summary>
    internal string? Team => Set(TeamId);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        ChannelPerIncident && string.IsNullOrEmpty(GroupId)
            ?
            [
                new ValidationResult(
                    "Teams:ChannelPerIncident needs Teams:GroupId, the id of the group behind the team that gets the "
                        + "channels: channel → Get link to channel, the part after groupId=."
                ),
            ]
            : [];

    private static string? Set(string? value) => string.IsNullOrEmpty(value) ? null : value;
}

/// <summary>Checks <see cref="TeamsOptions"/> before the first request.</summary>
[OptionsValidator]
public sealed partial class TeamsOptionsValidator : IValidateOptions<TeamsOptions>;
