namespace ChatOpsIncidents.Engine.Incidents;

/// <summary>A step of the rhythm.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Command">The line that does it.</param>
/// <param name="At">When it was done; null: not yet.</param>
/// <param name="NotNeeded">Why it need not be done, for example <c>not needed: rolled back</c>; null: it must, or
/// was.</param>
public sealed record RhythmStep(string Label, string Command, DateTimeOffset? At, string? NotNeeded = null)
{
    /// <summary>Nothing is left to do here.</summary>
    public bool IsSettled => At is not null || NotNeeded is not null;
}

/// <summary>The ten steps of calm incident work, in the order in which they belong.</summary>
public static class RhythmBar
{
    /// <summary>All ten, in order.</summary>
    public static IReadOnlyList<RhythmStep> Of(Incident incident)
    {
        var theory = First(incident, "hypothesis-proposed", "hypothesis-taken-up");
        var test = First(incident, "test-started");
        var rolledBack = incident.Mitigations.Any(m =>
            m is { Kind: MitigationKinds.Rollback, Outcome: MitigationOutcome.Worked })
            ? "not needed: rolled back" : null;
        return
        [
            new("Declare, with a lead", "lead", incident.Lead is null ? null : incident.DeclaredAt),
            new("Freeze other changes", "freeze", First(incident, "freeze", "changes-frozen")),
            new("Gather impact, symptoms, changes", "impact",
                incident.ImpactAt ?? First(incident, "symptom-noted", "symptoms-started")),
            new("Mitigate or roll back", "rollback",
                incident.Mitigations.FirstOrDefault()?.StartedAt ?? First(incident, "containment-ruled-out")),
            new("One theory", "hypothesis", theory, theory is null ? rolledBack : null),
            new("Test it safely", "test", test, test is null ? rolledBack : null),
            new("Verify recovery", "verify", First(incident, "recovery-observed", "hold-started", "recovery-verified")),
            new("Status and next update time", "update", incident.Updates.LastOrDefault()?.At),
            new("Capture the timeline", "note",
                First(incident, "note-taken", "messages-sealed", "evidence-added", "symptom-noted")),
            new("Blameless review with actions", "review", First(incident, "review")),
        ];
    }

    private static DateTimeOffset? First(Incident incident, params ReadOnlySpan<string> kinds)
    {
        foreach (var line in incident.Log)
        {
            if (line.Undone) continue;
            foreach (var kind in kinds)
            {
                if (line.Kind.StartsWith(kind, StringComparison.Ordinal)) return line.At;
            }
        }

        return null;
    }
}
