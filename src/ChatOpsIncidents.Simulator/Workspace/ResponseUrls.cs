namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>The addresses under which an app may answer a command or a click: 5 times within 30 minutes.</summary>
internal sealed class ResponseUrls(TimeProvider clock)
{
    public const int UsesMax = 5;
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, Target> _issued = [];

    /// <summary>Where an answer goes.</summary>
    public sealed class Target
    {
        public required string Channel { get; init; }
        public required string Person { get; init; }
        public required DateTimeOffset At { get; init; }

        /// <summary>The message that was clicked; null for a command, which has no original to change.</summary>
        public string? MessageTs { get; init; }

        /// <summary>The command line as typed; shown above an answer in the channel.</summary>
        public string? Command { get; init; }

        public string? ThreadTs { get; init; }
        public int Uses { get; set; }
    }

    public string Issue(string kind, Target target)
    {
        var path = $"{kind}/{LocalWorkspace.TeamId}/{LocalWorkspace.Secret()}";
        _issued[path] = target;
        return path;
    }

    /// <summary>Counts one use.</summary>
    /// <exception cref="SlackFault"><c>expired_url</c> or <c>used_url</c>.</exception>
    public Target Use(string path)
    {
        if (!_issued.TryGetValue(path, out var target) || clock.GetUtcNow() - target.At > Life)
            throw new SlackFault("expired_url");
        if (target.Uses >= UsesMax)
            throw new SlackFault("used_url");
        target.Uses++;
        return target;
    }
}
