namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>What goes wrong on purpose. Off at the start and after a reset.</summary>
internal sealed class Trouble
{
    /// <summary>Added to every answer of the Web API, in milliseconds of real time.</summary>
    public int LatencyMs { get; set; }

    /// <summary>The same, after a call that changes something was carried out: it stands, and nobody knows
    /// yet.</summary>
    public int AnswerLatencyMs { get; set; }

    /// <summary><c>off</c>, <c>503</c> or <c>close</c> (the connection is cut without an answer).</summary>
    public string Outage { get; set; } = "off";

    /// <summary>Calls that change something are carried out, and their answer never arrives.</summary>
    public bool LostAnswers { get; set; }

    /// <summary>The same for only the next so many calls.</summary>
    public int LoseNext { get; set; }

    /// <summary>The only method whose answers get lost; null: all that change something.</summary>
    public string? LoseMethod { get; set; }

    public bool DuplicateEvents { get; set; }
    public bool DisorderedEvents { get; set; }
    public List<RateLimit> RateLimits { get; } = [];
    public HashSet<string> MissingScopes { get; } = [];

    /// <summary>429 for a method (null: all) in a channel (null: everywhere) until an instant of the workspace's
    /// clock.</summary>
    public sealed record RateLimit(string? Method, string? Channel, DateTimeOffset Until);

    public void Clear()
    {
        (LatencyMs, Outage, LostAnswers, LoseNext, LoseMethod) = (0, "off", false, 0, null);
        AnswerLatencyMs = 0;
        (DuplicateEvents, DisorderedEvents) = (false, false);
        RateLimits.Clear();
        MissingScopes.Clear();
    }
}
