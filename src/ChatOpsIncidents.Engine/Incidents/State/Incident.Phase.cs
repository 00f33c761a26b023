namespace ChatOpsIncidents.Engine.Incidents.State;

public sealed partial record Incident
{
    /// <summary>Where it stands. It follows from the facts alone.</summary>
    public Phase Phase =>
        DeclaredAt is null ? Phase.Undeclared
        : MergedInto is not null ? Phase.Merged
        : CancelledBecause is not null ? Phase.Cancelled
        : ClosedAt is not null ? Phase.Closed
        : ResolvedAt is not null ? (IsInReview ? Phase.Review : Phase.Resolved)
        : Recovering()
            ?? (
                Hypotheses.Any(h => h.State == HypothesisState.Active) ? Phase.Diagnose
                : Running is not null || RollbackReviewed || NoContainmentBecause is not null ? Phase.Contain
                : Impact is not null ? Phase.Impact
                : Phase.Declared
            );

    /// <summary>Nothing more happens to it, unless it is reopened.</summary>
    public bool IsOver => Phase is Phase.Closed or Phase.Cancelled or Phase.Merged;

    /// <summary>It is being worked on.</summary>
    public bool IsRunning => Phase is not Phase.Undeclared and < Phase.Resolved;

    private Phase? Recovering() =>
        VerifyStartedAt is not null ? Phase.Verify
        : MitigatedAt is not null ? Phase.Mitigated
        : WaitingFor is not null ? Phase.Waiting
        : null;
}
