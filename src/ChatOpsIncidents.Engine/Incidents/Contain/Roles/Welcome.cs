using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Roles;

/// <summary>What somebody who comes into a running incident needs to know, in four lines, and where help is needed
/// most.</summary>
public static class Welcome
{
    /// <summary>The lines; for one person alone.</summary>
    public static ChatMessage For(Incident incident, Person person, DecisionContext context)
    {
        var needed = Needed(incident, person, context);
        return new ChatMessage
        {
            Title = ShortText.Cut($"{incident.Id} {incident.Title}", 150),
            Body = string.Join(
                '\n',
                [.. Lines(incident, context), .. needed is null ? [] : new[] { Ask(incident, needed.Value, context) }]
            ),
            Actions =
            [
                .. needed is { } role
                    ? [new ChatAction($"I take {role}", $"role {RoleWords.Of(role)} me", ActionStyle.Primary)]
                    : Array.Empty<ChatAction>(),
                new ChatAction("Status", "status"),
            ],
            Footer = incident.RoomId is { } room ? $"Room: {Markup.Channel(room)}" : null,
        };
    }

    private static IEnumerable<string> Lines(Incident incident, DecisionContext context)
    {
        var impact = incident.ImpactSoFar is { } known ? ImpactText.Of(known) : "impact not known yet";
        yield return $"• {Markup.Bold("What")}: {incident.Severity}, {Markup.Clean(ShortText.Cut(impact, 160))}";
        var since = incident.Onset ?? context.Now;
        var ago = Durations.Say(TimeSpan.FromMinutes(Math.Floor((context.Now - since).TotalMinutes)));
        yield return $"• {Markup.Bold("Since")}: {Markup.Time(since)}, {ago} ago";
        yield return $"• {Markup.Bold("Now")}: {NextStepView.Of(incident, context).Text}";
        yield return $"• {Markup.Bold("Who")}: {Markup.Clean(Who(incident))}";
    }

    private static string Who(Incident incident) =>
        incident.Roles.IsEmpty
            ? "nobody leads yet"
            : string.Join(", ", incident.Roles.Select(role => $"{role.Key} {role.Value.Name}"));

    // Somebody who has a role, or said no to one, is asked for nothing.
    private static Role? Needed(Incident incident, Person person, DecisionContext context)
    {
        if (incident.RolesOf(person.Id).Any())
            return null;
        var declined = incident.Declined.Any(pair => pair.EndsWith(" " + person.Id, StringComparison.Ordinal));
        return declined ? null : RoleOffers.MostNeeded(incident, context.Now).Cast<Role?>().FirstOrDefault();
    }

    private static string Ask(Incident incident, Role role, DecisionContext context)
    {
        var isLate = incident.UpdateDueAt is { } at && DueText.IsOverdue(at, context.Now);
        var late =
            role == Role.Comms && isLate
                ? $"; the update is {DueText.Of(incident.UpdateDueAt!.Value, context.Now)}"
                : "";
        return $"Most needed: {Markup.Bold(role.ToString())} ({RoleWords.Does(role)}){late}.";
    }
}
