namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary>An item of a tracker has changed there: it ended, or somebody else sees to it.</summary>
/// <param name="Address">What the action's link has of the item: all of it, or its last part, <c>/browse/OPS-12</c>.
/// </param>
/// <param name="End">How it ended; null: it is open.</param>
/// <param name="Owner">Who sees to it, as the tracker calls them; null: not said.</param>
/// <param name="Tracker">Which tracker says so.</param>
public sealed record ReportItemChange(string Address, ActionEnd? End, string? Owner, string Tracker) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Ticket is { } ticket && IsAt(ticket.Link))
            return OfTicket(incident, ticket, context);
        if (incident.Actions.Find(action => action.IsOpen && IsAt(action.Link)) is not { } action)
            return Decision.NothingToDo;
        if (End is { } end)
            return new ReportItemEnd(action.Number, end, Tracker).Decide(incident, context);
        if (Owner is null || context.FindPerson(Owner) is not { } owner || owner.Id == action.Owner.Id)
            return Decision.NothingToDo;
        var remind = incident.Deadlines.GetValueOrDefault(
            DeadlineNames.Of(DeadlineNames.Action, action.Number),
            action.DueAt
        );
        return Decision.Accept(
            new ActionChanged(action.Number, action.Text, owner, action.DueAt, remind, action.Link, action.Factor)
        );
    }

    private Decision OfTicket(Incident incident, TicketState ticket, DecisionContext context)
    {
        if (End is { } end)
            return new ReportItemEnd(FollowTicket.Number, end, Tracker).Decide(incident, context);
        return Owner is not null && context.FindPerson(Owner) is { } owner && owner.Id != ticket.Owner?.Id
            ? Decision.Accept(new TicketTaken(owner, Tracker))
            : Decision.NothingToDo;
    }

    // OPS-1 is not OPS-12.
    private bool IsAt(string? link) =>
        link is not null
        && link.IndexOf(Address, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
        && (at + Address.Length == link.Length || link[at + Address.Length] is '/' or '?' or '#');
}
