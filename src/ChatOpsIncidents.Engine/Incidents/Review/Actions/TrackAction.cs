using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary><c>/incident action track 2</c>: opens the action's item in the tracker; what a new action does by itself
/// where there is a tracker.</summary>
/// <param name="Number">Which; null: the only one without an item.</param>
public sealed record TrackAction(int? Number) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (MayNot(incident, "action <n> link: <link>", context) is { } no)
            return no;
        var waiting = incident.Actions.Where(action => action is { IsOpen: true, Link: null }).ToArray();
        var only = waiting.Length == 1 ? waiting[0] : null;
        var found = Number is { } number ? incident.Actions.Find(action => action.Number == number) : only;
        if (found is null)
            return ActionWords.NoSuch(incident, "track");
        if (found.Link is { } link)
            return Decision.Answer(Reply.Text($"Action #{found.Number} has its item: {Markup.Link(link, "item")}."));
        return new Decision
        {
            Reply = Reply.Text($"The item of action #{found.Number} is being opened in the tracker."),
            Effects = [Item(found)],
        };
    }

    /// <summary>Why nothing is opened in a tracker; null: it may be.</summary>
    /// <param name="incident">Of which incident.</param>
    /// <param name="byHand">The line by which an item is linked instead.</param>
    /// <param name="context">Whether there is a tracker.</param>
    internal static Refusal? MayNot(Incident incident, string byHand, DecisionContext context)
    {
        if (!context.Policy.HasTracker)
            return new Refusal(
                "no-tracker",
                "No tracker is connected here (Trackers__…). Link the item by hand.",
                new NextStep("Type", byHand)
            );
        return incident.IsPrivate
            ? new Refusal(
                "private-tracker",
                "This incident is private, and a tracker shows its items to others. Link an item by hand.",
                new NextStep("Type", byHand)
            )
            : null;
    }

    internal static Effect.OpenItem Item(ReviewAction action) =>
        new(action.Number, action.Text, action.Owner.Name, action.DueAt);
}

/// <summary>The tracker has an item for an action, or the incident's ticket.</summary>
/// <param name="Number">The action's; 0: the ticket.</param>
/// <param name="Link">The item's address.</param>
public sealed record ReportItem(int Number, string Link) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (Number == FollowTicket.Number)
            return incident is { IsTicket: true, Ticket: null }
                ? Decision.Accept(new TicketOpened(Link))
                : Decision.NothingToDo;
        if (incident.Actions.Find(action => action.Number == Number) is not { IsOpen: true, Link: null } action)
            return Decision.NothingToDo;
        var remind = incident.Deadlines.GetValueOrDefault(DeadlineNames.Of(DeadlineNames.Action, Number), action.DueAt);
        return Decision.Accept(
            new ActionChanged(Number, action.Text, action.Owner, action.DueAt, remind, Link, action.Factor)
        );
    }
}

/// <summary>The tracker did not take an action's item, or the incident's ticket.</summary>
/// <param name="Number">The action's; 0: the ticket.</param>
/// <param name="Why">One sentence without secrets.</param>
public sealed record ReportNoItem(int Number, string Why) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (Number == FollowTicket.Number)
            return incident is { IsTicket: true, Ticket: null }
                ? Decision.Accept(new TicketNotOpened(Why))
                : Decision.NothingToDo;
        return incident.Actions.Find(action => action.Number == Number) is { IsOpen: true, Link: null }
            ? Decision.Accept(new ItemNotOpened(Number, Why))
            : Decision.NothingToDo;
    }
}

/// <summary>An action's item, or the incident's ticket, says that it is done, or that it will not be done.</summary>
/// <param name="Number">The action's; 0: the ticket.</param>
/// <param name="End">How it ended there.</param>
/// <param name="Tracker">Which tracker says so.</param>
public sealed record ReportItemEnd(int Number, ActionEnd End, string Tracker) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (Number == FollowTicket.Number)
            return incident.Ticket is { EndedAt: null }
                ? Decision.Accept(new TicketEnded(End, Tracker))
                : Decision.NothingToDo;
        if (incident.Actions.Find(action => action.Number == Number) is not { IsOpen: true } action)
            return Decision.NothingToDo;
        return End == ActionEnd.Done
            ? Decision.Accept(new ActionDone(Number, action.Text, action.Link))
            : Decision.Accept(new ActionDropped(Number, action.Text, $"closed as not planned in {Tracker}"));
    }
}

/// <summary>There is no item for an action, and a person is told.</summary>
/// <param name="Number">The action's.</param>
/// <param name="Why">One sentence without secrets.</param>
public sealed record ItemNotOpened(int Number, string Why) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe() => $"Action #{Number} has no item in the tracker: {Why}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            $"{Markup.Bold($"Action #{Number}")} has no item in the tracker: {Markup.Clean(Why)}",
            new ChatAction("Try again", $"action track {Number}", ActionStyle.Primary),
            new ChatAction("Link it by hand", $"action {Number}")
        );
}
