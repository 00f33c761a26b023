namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>Where it stands. It follows from the facts alone.</summary>
    public Phase Phase
    {
        get
        {
            if (DeclaredAt is null)
                return Phase.Undeclared;
            if (MergedInto is not null)
                return Phase.Merged;
            if (CancelledBecause is not null)
                return Phase.Cancelled;
            if (ClosedAt is not null)
                return Phase.Closed;
            if (ResolvedAt is not null)
                return IsInReview ? Phase.Review : Phase.Resolved;
            return Recovering() ?? Working();
        }
    }

    /// <summary>Nothing more happens to it, unless it is reopened.</summary>
    public bool IsOver => Phase is Phase.Closed or Phase.Cancelled or Phase.Merged;

    /// <summary>It is being worked on.</summary>
    public bool IsRunning => Phase is not Phase.Undeclared and < Phase.Resolved;

    private Phase Working()
    {
        if (ActiveHypothesis is not null)
            return Phase.Diagnose;
        if (Running is not null || RollbackReviewed || NoContainmentBecause is not null)
            return Phase.Contain;
        return Impact is not null ? Phase.Impact : Phase.Declared;
    }

    private Phase? Recovering()
    {
        if (VerifyStartedAt is not null)
            return Phase.Verify;
        if (MitigatedAt is not null)
            return Phase.Mitigated;
        return WaitingFor is not null ? Phase.Waiting : null;
    }
}
