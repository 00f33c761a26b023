namespace ChatOpsIncidents.Host.Trackers;

/// <summary>The tracker in which actions get their items: one of these, or none.</summary>
public sealed class TrackerOptions
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Trackers";

    /// <summary>GitHub Issues; null: not used.</summary>
    public GitHubTrackerOptions? GitHub { get; init; }

    /// <summary>Jira, Cloud or Data Center; null: not used.</summary>
    public JiraTrackerOptions? Jira { get; init; }

    /// <summary>Linear; null: not used.</summary>
    public LinearTrackerOptions? Linear { get; init; }

    /// <summary>A webhook of one's own; null: not used.</summary>
    public WebhookTrackerOptions? Webhook { get; init; }

    /// <summary>All that is wrong with the section; each names its key, none repeats a secret.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        string[] known = [nameof(GitHub), nameof(Jira), nameof(Linear), nameof(Webhook)];
        var names = section.GetChildren().Select(child => child.Key).ToArray();
        foreach (var name in names.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
            yield return $"{Section}:{name}: nothing is known of this key; there are {string.Join(", ", known)}.";
        if (names.Length > 1)
            yield return $"{Section}: {string.Join(" and ", names)} are set; an action has one item, so set one.";
        var set = section.Get<TrackerOptions>() ?? new TrackerOptions();
        var faults = (set.GitHub?.Faults() ?? [])
            .Concat(set.Jira?.Faults() ?? [])
            .Concat(set.Linear?.Faults() ?? [])
            .Concat(set.Webhook?.Faults() ?? []);
        foreach (var fault in faults)
            yield return fault;
    }

    internal static string? Missing(string key, string value, string meaning) =>
        value.Length == 0 ? $"{Section}:{key} is missing: {meaning}." : null;

    internal static string? NoAddress(string key, string value)
    {
        var isAddress = Uri.TryCreate(value, UriKind.Absolute, out var url);
        var isSafe = isAddress && (url!.Scheme == Uri.UriSchemeHttps || url.IsLoopback);
        return isSafe ? null : $"{Section}:{key} must be an address that begins with https://.";
    }
}

/// <summary>GitHub Issues.</summary>
public sealed class GitHubTrackerOptions
{
    /// <summary>Where the API is; of an Enterprise Server <c>https://…/api/v3</c>.</summary>
    public string Url { get; init; } = "https://api.github.com";

    /// <summary>The repository, <c>owner/name</c>.</summary>
    public string Repository { get; init; } = "";

    /// <summary>A fine-grained token that may read and write issues.</summary>
    public string Token { get; init; } = "";

    internal IEnumerable<string> Faults() =>
        new[]
        {
            TrackerOptions.NoAddress("GitHub:Url", Url),
            Repository.Split('/') is [{ Length: > 0 }, { Length: > 0 }]
                ? null
                : "Trackers:GitHub:Repository must be owner/name.",
            TrackerOptions.Missing("GitHub:Token", Token, "a fine-grained token that may read and write issues"),
        }.OfType<string>();
}

/// <summary>Jira.</summary>
public sealed class JiraTrackerOptions
{
    /// <summary>Where it is, for example <c>https://example.atlassian.net</c>.</summary>
    public string Url { get; init; } = "";

    /// <summary>The mail address of the token's owner (Cloud); empty: the token is a personal one of Data
    /// Center.</summary>
    public string User { get; init; } = "";

    /// <summary>The token.</summary>
    public string Token { get; init; } = "";

    /// <summary>The project's key, for example <c>OPS</c>.</summary>
    public string Project { get; init; } = "";

    /// <summary>The kind of issue.</summary>
    public string IssueType { get; init; } = "Task";

    internal IEnumerable<string> Faults() =>
        new[]
        {
            TrackerOptions.NoAddress("Jira:Url", Url),
            TrackerOptions.Missing("Jira:Token", Token, "an API token (Cloud) or a personal access token"),
            TrackerOptions.Missing("Jira:Project", Project, "the project's key, for example OPS"),
        }.OfType<string>();
}

/// <summary>Linear.</summary>
public sealed class LinearTrackerOptions
{
    /// <summary>Where the API is.</summary>
    public string Url { get; init; } = "https://api.linear.app/graphql";

    /// <summary>A personal key.</summary>
    public string Key { get; init; } = "";

    /// <summary>The team's id, a UUID.</summary>
    public string TeamId { get; init; } = "";

    internal IEnumerable<string> Faults() =>
        new[]
        {
            TrackerOptions.NoAddress("Linear:Url", Url),
            TrackerOptions.Missing("Linear:Key", Key, "a personal API key"),
            Guid.TryParse(TeamId, out _) ? null : "Trackers:Linear:TeamId must be the team's UUID.",
        }.OfType<string>();
}

/// <summary>A webhook of one's own: it answers with <c>{"link": "https://…"}</c>.</summary>
public sealed class WebhookTrackerOptions
{
    /// <summary>Where items are sent.</summary>
    public string Url { get; init; } = "";

    /// <summary>What the body is signed with: HMAC-SHA256, hexadecimal, in <c>X-Signature-256</c>.</summary>
    public string Secret { get; init; } = "";

    internal IEnumerable<string> Faults() =>
        new[]
        {
            TrackerOptions.NoAddress("Webhook:Url", Url),
            TrackerOptions.Missing("Webhook:Secret", Secret, "what the body is signed with"),
        }.OfType<string>();
}
