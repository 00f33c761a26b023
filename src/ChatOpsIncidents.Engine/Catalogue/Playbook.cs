namespace ChatOpsIncidents.Engine.Catalogue;

/// <summary>How people work together in a kind of incident: roles, escalation, decisions, communication.</summary>
/// <inheritdoc/>
public sealed record Playbook(string Name, string Title, string Body) : Guide(Name, Title, Body)
{
    /// <summary>What it must say.</summary>
    public static IReadOnlyList<GuideSection> Parts { get; } =
    [
        new("roles", "Roles", "who takes which role", "role"),
        new("escalation", "Escalation", "when to escalate, and to whom", "escalat"),
        new("decisions", "Decision points", "which decisions come, and who takes them", "decision", "decid"),
        new("communication", "Communication", "who is told what, how often and where", "communicat", "inform"),
    ];

    /// <summary>The severities it is for; empty: any.</summary>
    public IReadOnlyList<Severity> Severities { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<GuideSection> Sections => Parts;
}
