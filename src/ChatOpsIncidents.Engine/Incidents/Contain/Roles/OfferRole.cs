using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Roles;

/// <summary>Which role is offered to whom, and what happens to an offer that nobody answers.</summary>
public static class RoleOffers
{
    /// <summary>The offers that are to be made as it stands. Alone, only the lead is offered, where nobody
    /// leads.</summary>
    public static IEnumerable<NewFact> Open(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            yield break;
        var free = MostNeeded(incident, context.Now)
            .Where(role => role == Role.Lead || !incident.IsSolo)
            .Where(role => !incident.Offers.ContainsKey(role))
            .ToList();
        foreach (var person in incident.Joined.Where(person => IsFree(incident, person, context)))
        {
            if (free.Count == 0)
                yield break;
            yield return new NewFact(
                new RoleOffered(free[0], person, context.Now + context.Policy.RoleReminder),
                By: Person.System
            );
            free.RemoveAt(0);
        }
    }

    /// <summary>The roles that nobody has, the one that is needed most first: before all the lead, and while an update
    /// is overdue or a supplier is waited for, who sends the updates.</summary>
    public static IEnumerable<Role> MostNeeded(Incident incident, DateTimeOffset now)
    {
        var wordsFirst = incident.UpdateDueAt <= now || incident.WaitingFor is not null;
        return RoleWords
            .OfferOrder.OrderByDescending(role => wordsFirst && role == Role.Comms)
            .Prepend(Role.Lead)
            .Where(role => !incident.Roles.ContainsKey(role));
    }

    /// <summary>An offer was not answered: one reminder, then the lead hears and it goes to the next.</summary>
    public static Decision Unanswered(Incident incident, string name, DecisionContext context)
    {
        if (
            !Enum.TryParse<Role>(name, out var role)
            || !incident.Offers.TryGetValue(role, out var offer)
            || !incident.IsRunning
        )
            return Decision.NothingToDo;
        if (!offer.Reminded)
        {
            return incident.MayNag(offer.To.Id, context.Now, context.Policy)
                ? Decision.Accept(new RoleReminded(role, offer.To, context.Now + context.Policy.RoleReminder))
                : Decision.Accept(
                    NagDeferred.Of(
                        incident,
                        DeadlineNames.Of(DeadlineNames.Role, name),
                        offer.To.Id,
                        context.Now,
                        context.Policy
                    )
                );
        }

        var hears = offer.From ?? (incident.Severity <= Severity.Major ? incident.Lead : null);
        var unanswered = new RoleUnanswered(
            role,
            offer.To,
            offer.From,
            hears is not null && hears.Id != offer.To.Id && incident.MayNag(hears.Id, context.Now, context.Policy)
                ? hears
                : null
        );
        return Decision.Accept([unanswered, .. Open(unanswered.Into(incident), context)]);
    }

    internal static string Pair(Role role, Person person) => $"{role} {person.Id}";

    // Who has declined once is not asked again: such a person knows how to take a role.
    private static bool IsFree(Incident incident, Person person, DecisionContext context) =>
        person.IsHuman
        && context.StandingOf(person) == Standing.Member
        && !incident.RolesOf(person.Id).Any()
        && !incident.IsAway(person.Id, context.Now)
        && incident.Offers.Values.All(offer => offer.To.Id != person.Id)
        && !incident.Declined.Any(pair => pair.EndsWith(" " + person.Id, StringComparison.Ordinal));
}

/// <summary>A role was offered to somebody, who may accept or decline.</summary>
/// <param name="Role">Which.</param>
/// <param name="To">To whom.</param>
/// <param name="RemindAt">When the one reminder follows.</param>
/// <param name="From">Who hands it over; null: it was free.</param>
/// <param name="Brief">What the successor needs to know; null: it is no handover.</param>
public sealed record RoleOffered(
    Role Role,
    Person To,
    DateTimeOffset RemindAt,
    Person? From = null,
    string? Brief = null
) : IncidentEvent, ILivingMessage
{
    string? ILivingMessage.MessageKey => $"role-{RoleWords.Of(Role)}";

    Person? ILivingMessage.Calls(Incident after) => To;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { Offers = before.Offers.SetItem(Role, new RoleOffer(To, Reminded: false, From, Brief)) }).Due(
            DeadlineNames.Of(DeadlineNames.Role, Role),
            RemindAt
        );

    /// <inheritdoc/>
    public override string Describe() =>
        From is null ? $"{Role} offered to {To.Name}" : $"{Role}: handover from {From.Name} to {To.Name} offered";

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) => Message();

    /// <summary>The question with its answers.</summary>
    internal ChatMessage Message() =>
        Brief is null
            ? ChatMessage.Text(
                $"{Markup.Mention(To.Id)}, would you take {Markup.Bold(Role.ToString())} "
                    + $"({RoleWords.Does(Role)})?",
                OfferButtons.Of(Role)
            )
            : ChatMessage.Text(
                $"{Markup.Mention(To.Id)}, {From?.Name} hands over {Markup.Bold(Role.ToString())} to "
                    + $"you.\n{Brief}",
                OfferButtons.Of(Role)
            );
}

/// <summary>Somebody was reminded, once, of a role that was offered.</summary>
public sealed record RoleReminded(Role Role, Person To, DateTimeOffset LapsesAt) : IncidentEvent, INags
{
    IEnumerable<string> INags.Nagged => [To.Id];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before.Offers.TryGetValue(Role, out var offer)
            ? (before with { Offers = before.Offers.SetItem(Role, offer with { Reminded = true }) }).Due(
                DeadlineNames.Of(DeadlineNames.Role, Role),
                LapsesAt
            )
            : before;

    /// <inheritdoc/>
    public override string Describe() => $"{To.Name} was reminded of {Role}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [
            new Effect.Direct(
                To.Id,
                ChatMessage.Text(
                    $"{after.Id}: would you take {Markup.Bold(Role.ToString())} ({RoleWords.Does(Role)})? "
                        + "Both answers are fine.",
                    OfferButtons.Of(Role)
                ),
                $"role-reminded-{recorded.Seq}"
            ),
        ];
}

/// <summary>An offer was not answered and is withdrawn; at Critical and Major the lead hears of it.</summary>
/// <param name="Role">Which.</param>
/// <param name="To">Who did not answer.</param>
/// <param name="From">Who wanted to hand it over and keeps it; null: it is free.</param>
/// <param name="Hears">Who is told; null: nobody, or that person had just been told of something else.</param>
public sealed record RoleUnanswered(Role Role, Person To, Person? From = null, Person? Hears = null)
    : IncidentEvent,
        ILivingMessage,
        INags
{
    IEnumerable<string> INags.Nagged => Hears is null ? [] : [Hears.Id];

    string? ILivingMessage.MessageKey => $"role-{RoleWords.Of(Role)}";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => Into(before);

    /// <inheritdoc/>
    public override string Describe() => $"{To.Name} did not answer about {Role}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) =>
        after.Severity <= Severity.Major ? Loudness.LogThread : Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        if (Hears is null)
            return [];
        return
        [
            new Effect.Direct(
                Hears.Id,
                ChatMessage.Text(
                    From is null
                        ? $"{after.Id}: {To.Name} has not answered about {Role}. Ask somebody else, or leave it open."
                        : $"{after.Id}: {To.Name} has not answered. You still have {Role}.",
                    new ChatAction("Take it myself", $"role {RoleWords.Of(Role)} me"),
                    new ChatAction("Show roles", "roles")
                ),
                $"role-unanswered-{recorded.Seq}"
            ),
        ];
    }

    internal Incident Into(Incident before) =>
        (
            before with
            {
                Offers = before.Offers.Remove(Role),
                Declined = before.Declined.Add(RoleOffers.Pair(Role, To)),
            }
        ).NotDue(DeadlineNames.Of(DeadlineNames.Role, Role));
}
