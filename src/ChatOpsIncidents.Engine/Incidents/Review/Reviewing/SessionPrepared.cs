using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary><c>/incident session prepared</c>, the button under the invitation.</summary>
public sealed record ConfirmPrepared : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Session is not { } session)
            return new Refusal("no-session", "No session is planned yet.", new NextStep("Plan one", "session"));
        return session.Prepared.Any(person => person.Id == context.By.Id)
            ? Decision.NothingToDo
            : Decision.Accept(new SessionPrepared(context.By)) with
            {
                Reply = Reply.Text($"Thank you. See you {Markup.Time(session.At)}."),
            };
    }
}

/// <summary>Somebody is prepared for the session.</summary>
/// <param name="Who">Who.</param>
public sealed record SessionPrepared(Person Who) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before.Session is not { } session
            ? before
            : before with
            {
                Session = session with { Prepared = session.Prepared.Add(Who) },
            };

    /// <inheritdoc/>
    public override string Describe() => $"{Who.Name} is prepared for the session";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>Those who were not prepared for the session were reminded of it.</summary>
/// <param name="At">When the session begins.</param>
/// <param name="People">Who was reminded.</param>
public sealed record SessionReminded(DateTimeOffset At, IReadOnlyList<Person> People) : IncidentEvent, INags
{
    IEnumerable<string> INags.Nagged => People.Select(person => person.Id);

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.NotDue(DeadlineNames.Session);

    /// <inheritdoc/>
    public override string Describe() =>
        $"Reminded of the session: {string.Join(", ", People.Select(person => person.Name))}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        People.Select(person => new Effect.Direct(
            person.Id,
            ChatMessage.Text(
                $"{after.Id}: we talk it over {Markup.Time(At)}. The report takes a few minutes.",
                new ChatAction("I am prepared", "session prepared", ActionStyle.Primary),
                new ChatAction("Show the review", "review")
            ),
            $"session-reminded-{recorded.Seq}-{person.Id}"
        ));
}
