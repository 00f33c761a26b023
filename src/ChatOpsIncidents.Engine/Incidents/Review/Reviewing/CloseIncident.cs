using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary><c>/incident close</c>, <c>close none needed, because the supplier has changed it</c></summary>
/// <param name="NoneNeeded">Why no action is needed; null: nothing said.</param>
public sealed record CloseIncident(string? NoneNeeded) : IncidentCommand, ILandsOtherwise
{
    public static CommandWord Word { get; } =
        new("close", "[none needed, because <why>]", "Close it for good, with its review", Read)
        {
            Topic = "Review",
            Example = "close none needed, because the supplier has changed it",
        };

    /// <inheritdoc/>
    public override Intention? Intends(Incident incident) =>
        incident.IsRunning || incident.IsOver ? null : new Intention.Close(NoneNeeded is not null);

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Phase == Phase.Closed)
            return Decision.NothingToDo;
        return ReviewPhase.NotNow(incident, context) is { } no
            ? no
            : Decision.Accept([.. Reason(incident), new IncidentClosed(incident.ReviewOpenedAt is not null)]);
    }

    /// <inheritdoc/>
    public Decision? WhenStopped(Incident incident, Refusal missing, DecisionContext context) =>
        Reason(incident).ToArray() is [_, ..] facts ? Decision.Accept(facts) with { Refusal = missing } : null;

    private IEnumerable<NewFact> Reason(Incident incident)
    {
        if (NoneNeeded is { } why && incident.NoActionsBecause != why)
            yield return new NoActionsNeeded(why);
    }

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        line.Rest.Length == 0
            ? new CloseIncident((string?)null)
            : NeedNoActions.ReasonIn(line.Rest) switch
            {
                { Length: > 0 } why => new CloseIncident(why),
                "" => NeedNoActions.NoReason("close none"),
                _ => new Refusal(
                    "usage",
                    "Say “close”, or why no action is needed.",
                    new NextStep("Close", "close"),
                    new NextStep("Type", "close none needed, because <why>")
                ),
            };
}

/// <summary>It is done with. Its actions are followed to their end.</summary>
/// <param name="Reviewed">There was a review.</param>
public sealed record IncidentClosed(bool Reviewed) : IncidentEvent, IUndoableWhileLast
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before.StoodDown() with
        {
            ClosedAt = recorded.ObservedAt,
        };

    /// <inheritdoc/>
    public override string Describe() => Reviewed ? "Closed, with its review" : "Closed without a review";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded)
    {
        var open = after.Actions.Count(action => action.IsOpen);
        return base.Announce(after, recorded) with
        {
            Tone = Tone.Good,
            Footer = open switch
            {
                0 => "Thank you all.",
                1 => "One action is still open; its owner is reminded.",
                _ => $"{open} actions are still open; their owners are reminded.",
            },
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [new Effect.Upload(Destination.Room, "html", $"export-html-{recorded.Seq}")];
}
