namespace ChatOpsIncidents.Engine.Order.Steps;

/// <summary>
/// The settled order, a row a step. Gates, the next action, the rhythm and the scorecard read it, so that they cannot
/// differ.
/// </summary>
public static class SettledOrder
{
    /// <summary>Somebody leads.</summary>
    public static OrderStep Lead { get; } =
        new("Declare, with a lead", "lead", LeadAt)
        {
            IsTurn = incident => incident.IsRunning && incident.Lead is null,
            Guide = ContainGuidance.Lead,
        };

    /// <summary>Other changes wait.</summary>
    public static OrderStep Freeze { get; } =
        new("Freeze other changes", "freeze", incident => incident.First(Milestone.Frozen));

    /// <summary>Who is hit, how badly, and whether it is still happening.</summary>
    public static OrderStep Impact { get; } =
        new(
            "Gather impact, symptoms, changes",
            "impact",
            incident => incident.ImpactAt ?? incident.First(Milestone.SymptomsSeen)
        )
        {
            IsTurn = incident => incident.Phase == Phase.Declared,
            Guide = ContainGuidance.Impact,
        };

    /// <summary>The ways back are looked at.</summary>
    public static OrderStep WaysBack { get; } =
        new("Look at the rollback options", "rollback", incident => incident.RollbackReviewedAt)
        {
            IsTurn = incident => incident.Phase == Phase.Impact,
            Guide = ContainGuidance.WaysBack,
            IsOpening = true,
        };

    /// <summary>The bleeding is stopped.</summary>
    public static OrderStep Contain { get; } =
        new(
            "Mitigate or roll back",
            "rollback",
            incident => incident.FirstChangeAt ?? incident.First(Milestone.ContainmentRuledOut)
        )
        {
            NotNeeded = Outside,
            IsTurn = incident =>
                incident.Phase == Phase.Waiting || (incident.Phase == Phase.Contain && !incident.IsContained),
            Guide = ContainGuidance.Contain,
        };

    /// <summary>One theory of the cause.</summary>
    public static OrderStep Theory { get; } =
        new("One theory", "hypothesis", incident => incident.First(Milestone.Theorized))
        {
            NotNeeded = WithoutCause,
            IsTurn = incident => incident.Phase == Phase.Contain,
            Guide = DiagnoseGuidance.Theory,
        };

    /// <summary>It is put to the test.</summary>
    public static OrderStep Test { get; } =
        new("Test it safely", "test", incident => incident.First(Milestone.Tested))
        {
            NotNeeded = WithoutCause,
            IsTurn = incident => incident.Phase == Phase.Diagnose,
            Guide = DiagnoseGuidance.Test,
        };

    /// <summary>Recovery is proven.</summary>
    public static OrderStep Verify { get; } =
        new("Verify recovery", "verify", incident => incident.First(Milestone.RecoverySeen))
        {
            IsTurn = incident => incident.Phase is Phase.Mitigated or Phase.Verify,
            Guide = DiagnoseGuidance.Verify,
        };

    /// <summary>Stakeholders hear.</summary>
    public static OrderStep Update { get; } =
        new("Status and next update time", "update", incident => incident.Updates.LastOrDefault()?.At);

    /// <summary>What happens is written down.</summary>
    public static OrderStep Timeline { get; } =
        new("Capture the timeline", "note", incident => incident.First(Milestone.Noted));

    /// <summary>What is learnt from it.</summary>
    public static OrderStep Review { get; } =
        new("Blameless review with actions", "review", ReviewedAt)
        {
            NotNeeded = incident =>
                incident.ClosedAt is not null && incident.ReviewOpenedAt is null
                    ? "not needed: closed without one"
                    : null,
            IsTurn = incident => incident.Phase is Phase.Resolved or Phase.Review,
            Guide = EndGuidance.Review,
        };

    /// <summary>All steps, in the order in which they belong.</summary>
    public static IReadOnlyList<OrderStep> Steps { get; } =
    [Lead, Freeze, Impact, WaysBack, Contain, Theory, Test, Verify, Update, Timeline, Review];

    /// <summary>The step whose turn it is; null: none any more, or not yet.</summary>
    public static OrderStep? Turn(Incident incident) => Steps.FirstOrDefault(step => step.IsTurn(incident));

    // An alert declares without a lead; the step is done when somebody takes it.
    private static DateTimeOffset? LeadAt(Incident incident)
    {
        if (incident.Lead is null)
            return null;
        return incident.DeclaredBy is { IsHuman: true }
            ? incident.DeclaredAt
            : incident.First(Milestone.RoleTaken) ?? incident.DeclaredAt;
    }

    private static string? WithoutCause(Incident incident) =>
        incident.Mitigations.Any(change => change.IsWorkingRollback) ? "not needed: rolled back" : Outside(incident);

    // Those who were waited for have done it.
    private static string? Outside(Incident incident) =>
        incident.HelpedOutside.LastOrDefault() is { } whom ? $"not needed: {whom} made it work again" : null;

    // A review without what will be changed, or why nothing is to be, is none yet.
    private static DateTimeOffset? ReviewedAt(Incident incident)
    {
        if (incident.ReviewOpenedAt is not { } opened || incident.First(Milestone.ActionsSettled) is not { } settled)
            return null;
        return settled > opened ? settled : opened;
    }
}
