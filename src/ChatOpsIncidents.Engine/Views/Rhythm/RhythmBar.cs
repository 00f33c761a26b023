namespace ChatOpsIncidents.Engine.Views.Rhythm;

/// <summary>A step of the rhythm.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Command">The line that does it.</param>
/// <param name="At">When it was done; null: not yet.</param>
/// <param name="NotNeeded">Why it need not be done, for example <c>not needed: rolled back</c>; null: it must, or
/// was.</param>
public sealed record RhythmStep(string Label, string Command, DateTimeOffset? At, string? NotNeeded = null)
{
    /// <summary>1 to 10, in the order in which they belong.</summary>
    public int Number { get; init; }

    /// <summary>It is this step's turn.</summary>
    public bool IsNow { get; init; }

    /// <summary>Nothing is left to do here.</summary>
    public bool IsSettled => At is not null || NotNeeded is not null;

    /// <summary>How it stands, in words: a mark or a colour alone tells nobody who listens.</summary>
    public string Standing =>
        IsNow ? "now"
        : At is not null ? "done"
        : NotNeeded ?? "open";

    /// <summary>How it stands, in one character that differs by its shape.</summary>
    public char Mark =>
        IsNow ? '●'
        : At is not null ? '✓'
        : NotNeeded is not null ? '–'
        : '○';
}

/// <summary>The ten steps of calm incident work, in the order in which they belong.</summary>
public static class RhythmBar
{
    /// <summary>All ten, in order.</summary>
    public static IReadOnlyList<RhythmStep> Of(Incident incident)
    {
        var now = NumberOf(incident);
        return [.. Steps(incident).Select((step, i) => step with { Number = i + 1, IsNow = i + 1 == now })];
    }

    /// <summary>The step whose turn it is; null: none any more, or not yet.</summary>
    public static RhythmStep? Now(Incident incident) => Of(incident).FirstOrDefault(step => step.IsNow);

    /// <summary>The bar in one line, the words first; null: no step's turn it is.</summary>
    public static string? Line(Incident incident)
    {
        var steps = Of(incident);
        return steps.FirstOrDefault(step => step.IsNow) is { } now
            ? $"Step {now.Number} of {steps.Count}: {now.Label}  {string.Concat(steps.Select(step => step.Mark))}"
            : null;
    }

    private static IEnumerable<RhythmStep> Steps(Incident incident)
    {
        var theory = First(incident, "hypothesis-proposed", "hypothesis-taken-up");
        var test = First(incident, "test-started");
        var rolledBack = incident.Mitigations.Any(m =>
            m is { Kind: MitigationKinds.Rollback, Outcome: MitigationOutcome.Worked }
        )
            ? "not needed: rolled back"
            : null;
        return
        [
            new("Declare, with a lead", "lead", LeadAt(incident)),
            new("Freeze other changes", "freeze", First(incident, "freeze", "changes-frozen")),
            new(
                "Gather impact, symptoms, changes",
                "impact",
                incident.ImpactAt ?? First(incident, "symptom-noted", "symptoms-started")
            ),
            new(
                "Mitigate or roll back",
                "rollback",
                incident.Mitigations.FirstOrDefault()?.StartedAt ?? First(incident, "containment-ruled-out")
            ),
            new("One theory", "hypothesis", theory, theory is null ? rolledBack : null),
            new("Test it safely", "test", test, test is null ? rolledBack : null),
            new("Verify recovery", "verify", First(incident, "recovery-observed", "hold-started", "recovery-verified")),
            new("Status and next update time", "update", incident.Updates.LastOrDefault()?.At),
            new(
                "Capture the timeline",
                "note",
                First(incident, "note-taken", "messages-sealed", "evidence-added", "symptom-noted")
            ),
            new(
                "Blameless review with actions",
                "review",
                Reviewed(incident),
                incident is { ClosedAt: not null, ReviewOpenedAt: null } ? "not needed: closed without one" : null
            ),
        ];
    }

    // Freezing, updates and notes go alongside: nobody waits for them, so the turn is never theirs.
    private static int NumberOf(Incident incident) =>
        incident.Phase switch
        {
            Phase.Undeclared or Phase.Closed or Phase.Cancelled or Phase.Merged => 0,
            Phase.Resolved or Phase.Review => 10,
            _ when incident.Lead is null => 1,
            Phase.Declared => 3,
            Phase.Contain when incident is { ContainmentDecided: true, Running: null } => 5,
            Phase.Impact or Phase.Contain or Phase.Waiting => 4,
            Phase.Diagnose => incident.ActiveHypothesis is null ? 5 : 6,
            _ => 7,
        };

    // An alert declares without a lead; the step is done when somebody takes it.
    private static DateTimeOffset? LeadAt(Incident incident) =>
        incident.Lead is null ? null
        : incident.DeclaredBy is { IsHuman: true } ? incident.DeclaredAt
        : First(incident, "role-taken", "role-assigned") ?? incident.DeclaredAt;

    // A review without what will be changed, or why nothing is to be, is none yet.
    private static DateTimeOffset? Reviewed(Incident incident) =>
        incident.ReviewOpenedAt is { } opened
        && incident.Log.FirstOrDefault(line =>
            line is { Undone: false, By.IsHuman: true, Kind: "action-planned.v1" or "no-actions-needed.v1" }
        )
            is { } line
            ? line.At > opened
                ? line.At
                : opened
            : null;

    private static DateTimeOffset? First(Incident incident, params ReadOnlySpan<string> kinds)
    {
        foreach (var line in incident.Log)
        {
            if (line.Undone)
                continue;
            foreach (var kind in kinds)
            {
                if (line.Kind.StartsWith(kind, StringComparison.Ordinal))
                    return line.At;
            }
        }

        return null;
    }
}
