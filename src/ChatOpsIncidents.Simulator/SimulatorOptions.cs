namespace ChatOpsIncidents.Simulator;

/// <summary>How the workspace is set up. Configuration section <c>Simulator</c>; every value has a working
/// default.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The bot host's base address; <c>/slack/commands</c>, <c>/slack/interactions</c> and
    /// <c>/slack/events</c> are called under it.</summary>
    public Uri HostUrl { get; set; } = new("http://127.0.0.1:5080");

    /// <summary>Signs every call to the host; the host must have the same.</summary>
    public string SigningSecret { get; set; } = "local-signing-secret";

    /// <summary>The only bot token that the Web API takes.</summary>
    public string BotToken { get; set; } = "xoxb-local-workspace";

    /// <summary>Client id and secret for the install by OAuth.</summary>
    public string ClientId { get; set; } = "local-client";

    /// <inheritdoc cref="ClientId"/>
    public string ClientSecret { get; set; } = "local-client-secret";

    /// <summary>What the outside world proves itself with at the host's hooks: the token of all, and the secrets with
    /// which GitHub and LaunchDarkly sign.</summary>
    public string HooksToken { get; set; } = "local-hooks-token";

    /// <inheritdoc cref="HooksToken"/>
    public string GithubSecret { get; set; } = "local-github-secret";

    /// <inheritdoc cref="HooksToken"/>
    public string LaunchDarklySecret { get; set; } = "local-launchdarkly-secret";

    /// <summary>Where Microsoft's Agents Playground is, which shows Teams; absent: there is no Teams.</summary>
    public Uri? PlaygroundUrl { get; set; }

    /// <summary>Where this program is reached; absent: the first address that it listens on.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Told of every turn of the clock by POST <c>{"forwardSeconds":total}</c>; absent: nobody is
    /// told.</summary>
    public Uri? HostClockUrl { get; set; }

    /// <summary>The instant that the workspace's clock starts at, ISO 8601; absent: now.</summary>
    public DateTimeOffset? Clock { get; set; }

    /// <summary>Messages that one channel takes at once before a message a second is the limit.</summary>
    public int PostBurst { get; set; } = 5;

    /// <summary>Multiplies all rate limits; 0 turns them off.</summary>
    public double RateFactor { get; set; } = 1;

    /// <summary>How long the host may take to acknowledge, and how long a trigger id lives. Slack's 3 s; a busy test
    /// machine may need more.</summary>
    public TimeSpan AcknowledgeWithin { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Scopes that the bot was not granted, comma separated; none by default.</summary>
    public string MissingScopes { get; set; } = "";
}
