using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Roles;

/// <summary><c>/incident roles</c>: who does what.</summary>
public sealed record ShowRoles : IncidentCommand
{
    private const int ButtonsMax = 3;

    public static CommandWord Word { get; } =
        new("roles", "", "Who does what", (_, _) => new ShowRoles()) { Topic = "People" };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var lines = Enum.GetValues<Role>()
            .Where(role => role != Role.Liaison)
            .Select(role => Line(incident, role, context))
            .Concat(
                incident.Liaisons.Select(l =>
                    $"• {Markup.Bold("Liaison")}{(l.For.Length > 0 ? $" ({l.For})" : "")}: {l.Person.Name}"
                )
            );
        var others = incident
            .Joined.Where(person => !incident.RolesOf(person.Id).Any())
            .Select(person => person.Name)
            .ToArray();
        var free = RoleWords
            .OfferOrder.Prepend(Role.Lead)
            .Where(role => !incident.Roles.ContainsKey(role))
            .Take(ButtonsMax);
        return Decision.Answer(
            new Reply
            {
                Message = new ChatMessage
                {
                    Title = $"{incident.Id}: roles",
                    Body = string.Join('\n', lines),
                    Footer = others.Length > 0 ? "Also here: " + string.Join(", ", others) : null,
                    Actions = incident.IsRunning
                        ? [.. free.Select(role => new ChatAction($"Take {role}", $"role {RoleWords.Of(role)} me"))]
                        : [],
                },
            }
        );
    }

    private static string Line(Incident incident, Role role, DecisionContext context)
    {
        var holder = incident.Roles.GetValueOrDefault(role);
        var who =
            holder?.Name ?? (incident.Offers.TryGetValue(role, out var offer) ? $"offered to {offer.To.Name}" : "free");
        var away =
            holder is not null && incident.IsAway(holder.Id, context.Now)
                ? $", away until {Markup.Time(incident.Away[holder.Id])}"
                : "";
        return $"• {Markup.Bold(role.ToString())}: {who}{away}";
    }
}
