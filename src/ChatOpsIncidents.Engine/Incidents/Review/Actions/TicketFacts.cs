using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary>At Minor: a ticket of normal priority, in the tracker where there is one, and a line of the digest.
/// </summary>
public sealed record TicketNoted(string Title) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { IsTicket = true };

    /// <inheritdoc/>
    public override string Describe() => $"Ticket of normal priority: {Title}. It stands in the digest";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        context.Policy.HasTracker && !after.IsPrivate ? [FollowTicket.Item(after)] : [];
}

/// <summary>The incident's ticket stands in the tracker.</summary>
/// <param name="Link">Its address.</param>
public sealed record TicketOpened(string Link) : IncidentEvent, IUndoableWhileLast
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            IsTicket = true,
            Ticket = new TicketState(Link),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Its ticket stands in the tracker: {Link}";

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text($"Its {Markup.Link(Link, "ticket")} stands in the tracker.");
}

/// <summary>The tracker did not take the incident's ticket.</summary>
/// <param name="Why">One sentence without secrets.</param>
public sealed record TicketNotOpened(string Why) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe() => $"There is no ticket in the tracker: {Why}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            $"There is no ticket in the tracker: {Markup.Clean(Why)}",
            new ChatAction("Try again", "ticket track", ActionStyle.Primary),
            new ChatAction("Link it by hand", "ticket link")
        );
}

/// <summary>The incident's ticket was closed in the tracker. The incident itself goes on until people end it.</summary>
/// <param name="End">How it ended there.</param>
/// <param name="Tracker">Which tracker says so.</param>
public sealed record TicketEnded(ActionEnd End, string Tracker) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Ticket = before.Ticket is { } ticket ? ticket with { EndedAt = recorded.ObservedAt } : null,
        };

    /// <inheritdoc/>
    public override string Describe() =>
        End == ActionEnd.Done
            ? $"Its ticket is closed as done in {Tracker}"
            : $"Its ticket is closed as not planned in {Tracker}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => after.IsRunning ? Loudness.Banner : Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        after.IsRunning
            ? ChatMessage.Text(
                $"{Describe()}. The incident is open here still.",
                new ChatAction("Resolve it", "resolve", ActionStyle.Primary),
                new ChatAction("Show status", "status")
            )
            : ChatMessage.Text($"{Describe()}.");
}

/// <summary>Somebody else sees to the ticket in the tracker.</summary>
/// <param name="Owner">Who.</param>
/// <param name="Tracker">Which tracker says so.</param>
public sealed record TicketTaken(Person Owner, string Tracker) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Ticket = before.Ticket is { } ticket ? ticket with { Owner = Owner } : null,
        };

    /// <inheritdoc/>
    public override string Describe() => $"{Owner.Name} has its ticket in {Tracker} now";
}
