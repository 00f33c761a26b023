namespace ChatOpsIncidents.Engine.Incidents.Contain.Resolving;

/// <summary>Monitoring was read until the end of the hold time, without a gap, and every check passed each
/// time.</summary>
public sealed record ConfirmHold : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var isOpen = incident is { IsRunning: true, HoldIsRead: true, HoldWasRead: false };
        return isOpen && incident.HoldUntil <= context.Now
            ? ResolveIncident.HoldIsOver(incident with { HoldWasRead = true }, "", context)
            : Decision.NothingToDo;
    }
}
