using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Roles;

/// <summary><c>/incident accept ops</c>: the [Accept] of an offer.</summary>
/// <param name="Role">Null: the one that is offered to the asker.</param>
public sealed record AcceptRole(Role? Role) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("accept", "[role]", "Accept a role that is offered to you", Read)
        {
            Synonyms = ["ack"],
            Keys = ["role"],
            Topic = "People",
            Example = "accept ops",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if ((Role ?? OfferedTo(incident, context.By)) is not { } role)
            return incident.RolesOf(context.By.Id).Any() ? Decision.NothingToDo : NothingOffered(incident);
        if (incident.RolesOf(context.By.Id).Contains(role))
            return Decision.NothingToDo;
        var holder = incident.Roles.GetValueOrDefault(role);
        if (incident.Offers.TryGetValue(role, out var offer))
        {
            return offer.To.Id == context.By.Id
                ? Decision.Accept(new RoleTaken(role, context.By, holder))
                : NotYours(role, $"{role} is offered to {offer.To.Name}, who has not answered yet.");
        }

        return holder is null
            ? Decision.Accept(new RoleTaken(role, context.By))
            : NotYours(role, $"{holder.Name} has {role} already.");
    }

    internal static Role? OfferedTo(Incident incident, Person person) =>
        incident
            .Offers.Where(offer => offer.Value.To.Id == person.Id)
            .Select(offer => (Role?)offer.Key)
            .FirstOrDefault();

    internal static Refusal NotYours(Role role, string because) =>
        new(
            "not-your-offer",
            because + " Thank you all the same.",
            new NextStep("Show roles", "roles"),
            new NextStep("Ask for it", $"ask-lead role {RoleWords.Of(role)} me")
        );

    internal static Refusal NothingOffered(Incident incident) =>
        new(
            "nothing-offered",
            $"No role in {incident.Id} is offered to you.",
            new NextStep("Show roles", "roles"),
            new NextStep("Take one", "role")
        );

    internal static (Role? Role, Refusal? Refusal) RoleOf(CommandLine line)
    {
        var typed = line["role"] ?? line.RestWords.FirstOrDefault();
        if (typed is null)
            return (null, null);
        var role = RoleWords.Find(typed);
        return (role, role is null ? RoleWords.Unknown(typed) : null);
    }

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        RoleOf(line) is { Refusal: { } no } ? no : new AcceptRole(RoleOf(line).Role);
}

/// <summary><c>/incident decline ops</c>: the [Decline] of an offer, or of a role that was assigned.</summary>
/// <param name="Role">Null: the one that is offered to the asker.</param>
public sealed record DeclineRole(Role? Role) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("decline", "[role]", "Decline a role, or give it back", Read)
        {
            Keys = ["role"],
            Topic = "People",
            Example = "decline ops",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if ((Role ?? AcceptRole.OfferedTo(incident, context.By)) is not { } role)
            return AcceptRole.NothingOffered(incident);
        var offered = incident.Offers.TryGetValue(role, out var offer) && offer.To.Id == context.By.Id;
        var held = !offered && incident.RolesOf(context.By.Id).Contains(role);
        if (!offered && !held)
        {
            if (incident.Declined.Contains(RoleOffers.Pair(role, context.By)))
                return Decision.NothingToDo;
            return offer is null
                ? AcceptRole.NothingOffered(incident)
                : AcceptRole.NotYours(role, $"{role} is offered to {offer.To.Name}.");
        }

        var back = held ? incident.RolesBefore.GetValueOrDefault(role) : null;
        if (held && role == Model.Role.Lead && back is null)
        {
            return new Refusal(
                "hand-over-first",
                "You lead. Hand over to somebody, so that the incident is never without a lead.",
                new NextStep("Hand over", "handover lead <@person>"),
                new NextStep("Say that you are away", "away until <time>")
            );
        }

        var declined = new RoleDeclined(role, context.By, back, offered ? offer?.From : null);
        return Decision.Accept([declined, .. RoleOffers.Open(declined.Into(incident), context)]);
    }

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        AcceptRole.RoleOf(line) is { Refusal: { } no } ? no : new DeclineRole(AcceptRole.RoleOf(line).Role);
}

/// <summary>Somebody took a role.</summary>
/// <param name="Role">Which.</param>
/// <param name="Person">Who.</param>
/// <param name="From">Who had it before; null: nobody.</param>
public sealed record RoleTaken(Role Role, Person Person, Person? From = null)
    : IncidentEvent,
        ILivingMessage,
        IMilestone
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.RoleTaken];

    string? ILivingMessage.MessageKey => $"role-{RoleWords.Of(Role)}";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        RoleAssigned.Give(before, Role, Person, "") with
        {
            RolesBefore = before.RolesBefore.Remove(Role),
        };

    /// <inheritdoc/>
    public override string Describe() => $"{Role}: {Person.Name}" + (From is null ? "" : $", after {From.Name}");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Role == Role.Lead ? Loudness.Banner : Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            $"{Markup.Bold(Person.Name)} "
                + $"{(Role == Role.Lead ? "leads" : $"is {Role}")}{(From is null ? "" : $", after {From.Name}")}."
        );
}

/// <summary>Somebody declined a role, or gave it back.</summary>
/// <param name="Role">Which.</param>
/// <param name="Person">Who.</param>
/// <param name="BackTo">Who has it again; null: nobody.</param>
/// <param name="From">Who wanted to hand it over and keeps it; null: it was no handover.</param>
public sealed record RoleDeclined(Role Role, Person Person, Person? BackTo = null, Person? From = null)
    : IncidentEvent,
        ILivingMessage
{
    string? ILivingMessage.MessageKey => $"role-{RoleWords.Of(Role)}";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => Into(before);

    /// <inheritdoc/>
    public override string Describe() =>
        $"{Person.Name} declined {Role}" + (BackTo is null ? "" : $"; {BackTo.Name} has it again");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Role == Role.Lead ? Loudness.Banner : Loudness.LogThread;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        From is null
            ? []
            :
            [
                new Effect.Direct(
                    From.Id,
                    ChatMessage.Text(
                        $"{after.Id}: {Person.Name} cannot take {Role} now. You still have it.",
                        new ChatAction("Show roles", "roles")
                    ),
                    $"role-declined-{recorded.Seq}"
                ),
            ];

    internal Incident Into(Incident before)
    {
        var offered = before.Offers.TryGetValue(Role, out var offer) && offer.To.Id == Person.Id;
        var roles = before.Roles;
        if (!offered && roles.GetValueOrDefault(Role)?.Id == Person.Id)
            roles = BackTo is null ? roles.Remove(Role) : roles.SetItem(Role, BackTo);
        var after = before with
        {
            Roles = roles,
            RolesBefore = before.RolesBefore.Remove(Role),
            Offers = offered ? before.Offers.Remove(Role) : before.Offers,
            Liaisons =
                Role == Role.Liaison ? before.Liaisons.RemoveAll(l => l.Person.Id == Person.Id) : before.Liaisons,
            Declined = before.Declined.Add(RoleOffers.Pair(Role, Person)),
        };
        return offered ? after.NotDue(DeadlineNames.Of(DeadlineNames.Role, Role)) : after;
    }
}
