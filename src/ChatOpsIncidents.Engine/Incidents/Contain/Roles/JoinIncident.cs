using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Roles;

/// <summary><c>/incident join</c></summary>
public sealed record JoinIncident : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("join", "", "Join: come into the room, and be offered a role", (_, _) => new JoinIncident());

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        return incident.Joined.Any(person => person.Id == context.By.Id)
            ? Decision.Answer(
                Reply.Text(
                    $"You are in already. {Standing(incident, context.By)}",
                    new ChatAction("Show roles", "roles")
                )
            )
            : Enter(incident, context.By, context, speaks: true) with
            {
                Reply = new Reply { Message = Welcome.For(incident, context.By, context) },
            };
    }

    /// <summary>Somebody comes in: recorded, and offered the next free role.</summary>
    internal static Decision Enter(Incident incident, Person person, DecisionContext context, bool speaks)
    {
        var after = incident with
        {
            Joined = incident.Joined.Add(person),
            Speakers = speaks ? incident.Speakers.Add(person.Id) : incident.Speakers,
        };
        return Decision.Accept([new PersonEntered(person), .. RoleOffers.Open(after, context)]);
    }

    private static string Standing(Incident incident, Person person)
    {
        var roles = incident.RolesOf(person.Id).ToArray();
        if (roles.Length > 0)
            return $"Your role: {string.Join(", ", roles)}.";
        return incident.Offers.FirstOrDefault(offer => offer.Value.To.Id == person.Id) is { Value: not null } offer
            ? $"{offer.Key} is offered to you."
            : "You have no role, and that is fine.";
    }
}

/// <summary>The platform reports that somebody came into the room.</summary>
public sealed record PersonJoined(Person Person) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        !incident.IsRunning || incident.Joined.Any(person => person.Id == Person.Id)
            ? Decision.NothingToDo
            : JoinIncident.Enter(incident, Person, context, speaks: false);
}

/// <summary>The platform reports that somebody said something in the room: with a second speaker, solo mode
/// ends.</summary>
public sealed record PersonSpoke(Person Person) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning || incident.Speakers.Contains(Person.Id))
            return Decision.NothingToDo;
        var fact = new PersonHeard(Person);
        return Decision.Accept([fact, .. RoleOffers.Open(fact.Into(incident), context)]);
    }
}

/// <summary>Somebody came into the incident.</summary>
public sealed record PersonEntered(Person Person) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Joined = before.Joined.Add(Person),
        };

    /// <inheritdoc/>
    public override string Describe() => $"{Person.Name} joined";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        if (recorded.By.IsHuman)
            return [new Effect.Invite([Person.Id])];
        // Who came by the platform's door has no answer to read: they are written to, unless they work on it already.
        var isNew = after.IsRunning && !after.Speakers.Contains(Person.Id) && !after.RolesOf(Person.Id).Any();
        return isNew
            ? [new Effect.Direct(Person.Id, Welcome.For(after, Person, context), $"welcome-{recorded.Seq}")]
            : [];
    }
}

/// <summary>Somebody spoke in the room for the first time.</summary>
public sealed record PersonHeard(Person Person) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => Into(before);

    /// <inheritdoc/>
    public override string Describe() => $"{Person.Name} spoke for the first time";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    internal Incident Into(Incident before) =>
        before with
        {
            Speakers = before.Speakers.Add(Person.Id),
            Joined = before.Joined.Any(person => person.Id == Person.Id) ? before.Joined : before.Joined.Add(Person),
        };
}
