namespace ChatOpsIncidents.Engine.Catalogue;

/// <summary>Steps for a known task.</summary>
/// <inheritdoc/>
public sealed record Runbook(string Name, string Title, string Body) : Guide(Name, Title, Body)
{
    /// <summary>The five answers that somebody needs at night.</summary>
    public static IReadOnlyList<GuideSection> Answers { get; } =
    [
        new("recognise", "Symptoms", "how to recognise it", "symptom", "recogni") { Label = "Recognise" },
        new("checks", "First checks", "what to check first", "check", "diagnos", "triage"),
        new(
            "mitigations",
            "Common causes and safe mitigations",
            "which causes are common and what is safe to do",
            "cause",
            "fix",
            "mitigat"
        )
        {
            Label = "Mitigations",
        },
        new("escalate", "When to escalate", "when to escalate, and to whom", "escalat"),
        new(
            "restored",
            "How it is restored",
            "how it is rolled back, and when it counts as restored",
            "rollback",
            "roll back",
            "restor",
            "recover"
        )
        {
            Label = "How restored",
        },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<GuideSection> Sections => Answers;
}
