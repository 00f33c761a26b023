using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary><c>/incident session cancel half of us are ill</c></summary>
/// <param name="Why">The reason; may be empty.</param>
public sealed record CancelSession(string Why) : IncidentCommand
{
    /// <summary>The words after <c>session</c> that ask for it.</summary>
    internal static IReadOnlyList<string> Asks { get; } = ["cancel", "off"];

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Session is not { } session)
            return new Refusal("no-session", "No session is planned.", new NextStep("Plan one", "session"));
        return session.At <= context.Now
            ? new Refusal("session-past", "It has begun already.", new NextStep("Plan another", "session"))
            : Decision.Accept(SessionCancelled.Of(session, Why, incident));
    }
}

/// <summary>A session that was planned does not take place; whoever was asked to it hears so.</summary>
/// <param name="At">When it was to begin.</param>
/// <param name="Why">The reason; may be empty.</param>
public sealed record SessionCancelled(DateTimeOffset At, string Why) : IncidentEvent
{
    /// <summary>As calendars count changes.</summary>
    public int Number { get; init; }

    /// <summary>It stood in calendars.</summary>
    public bool WasOfItsOwn { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { Session = null, SessionChanges = Number + 1 }).NotDue(DeadlineNames.Session);

    /// <inheritdoc/>
    public override string Describe() =>
        $"The session of {Markup.Time(At)} does not take place" + (Why.Length > 0 ? $": {Why}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var words = ChatMessage.Text(
            $"{Markup.Bold(after.Id)} {Markup.Clean(after.Title)}: {Markup.Clean(Describe())}."
        );
        var told = SessionAgenda.Tell(after, words, recorded, "session-off");
        var off = Why.Length > 0 ? Why : "it was called off";
        return WasOfItsOwn ? [.. told, .. SessionAgenda.Calendars(after, At, Number, off, recorded)] : told;
    }

    /// <summary>The end of a session.</summary>
    internal static SessionCancelled Of(ReviewSession session, string why, Incident incident) =>
        new(session.At, why) { Number = incident.SessionChanges, WasOfItsOwn = session.Link is null };
}

/// <summary>What is reopened is talked over another time.</summary>
public sealed class SessionEnds : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        if (before.Session is not { } session || after.Session is not null || session.At <= context.Now)
            return Decision.NothingToDo;
        return facts.Any(fact => fact.Fact is SessionCancelled)
            ? Decision.NothingToDo
            : Decision.Follow(SessionCancelled.Of(session, "the incident was reopened", after));
    }
}
