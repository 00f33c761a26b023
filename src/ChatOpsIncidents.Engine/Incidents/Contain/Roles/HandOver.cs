using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Roles;

/// <summary><c>/incident handover lead @ben going off shift</c></summary>
/// <param name="Role">Which.</param>
/// <param name="To">To whom; it passes when that person accepts.</param>
/// <param name="Note">What else the successor should know; may be empty.</param>
public sealed record HandOver(Role Role, Person To, string Note) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("handover", "<role> @user [brief…]", "Hand a role over, with a brief made from the facts", Read)
        {
            Keys = ["role", "who", "brief"],
            Topic = "People",
            Example = "handover lead @ben going off shift",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (Duties.MayNot(To, $"handover {RoleWords.Of(Role)}", context) is { } no)
            return no;
        var holder = incident.Roles.GetValueOrDefault(Role);
        if (holder?.Id == To.Id)
            return Decision.NothingToDo;
        if (incident.Offers.TryGetValue(Role, out var offer) && offer.To.Id == To.Id && offer.Brief is not null)
            return Decision.NothingToDo;
        if (holder is null)
        {
            return new Refusal(
                "role-free",
                $"Nobody has {Role}, so there is nothing to hand over.",
                new NextStep("Assign it", $"role {RoleWords.Of(Role)} {To.Id}")
            );
        }

        if (holder.Id != context.By.Id && !incident.MayCommand(context.By.Id))
            return Refusals.LeadOnly(incident, Words);
        var brief = Brief(incident, Note);
        var offered = new RoleOffered(Role, To, context.Now + context.Policy.RoleReminder, holder, brief);
        return Decision.Accept(offered) with { Effects = [.. Summons.Of(incident, [To], offered.Message(), context)] };
    }

    /// <summary>What a successor needs to know, from the facts; a few lines with marks.</summary>
    public static string Brief(Incident incident, string words) =>
        string.Join(
            '\n',
            new[]
            {
                $"• {incident.Severity}, {incident.Phase}: {incident.Title}",
                incident.ImpactSoFar is { } impact ? $"• Impact: {ImpactText.Of(impact)}" : "• Impact: not known yet",
                incident.Running is { } running ? $"• Running: {running}" : null,
                incident.ActiveHypothesis is { } theory ? $"• Testing: {theory.Text}" : null,
                incident.WaitingFor is { } whom ? $"• Waiting for {whom}" : null,
                incident.UpdateDueAt is { } due ? $"• Next update due {Markup.Time(due)}" : null,
                words.Length > 0 ? $"• {Markup.Clean(words)}" : null,
            }.OfType<string>()
        );

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = line["role"] ?? line.RestWords.FirstOrDefault();
        var after = line["role"] is null && typed is not null ? line.Rest[typed.Length..].Trim() : line.Rest;
        var role = typed is null ? null : RoleWords.Find(typed);
        if (typed is not null && role is null)
            return RoleWords.Unknown(typed);
        var name = line["who"] ?? after;
        if (role is null || name.Length == 0)
            return Parsed.Ask((incident, ask) => Ask(incident, role, line, ask));
        if (Duties.Group(name, $"handover {RoleWords.Of(role.Value)}") is { } group)
            return group;
        var (person, rest) = People.First(name, context);
        if (person is not null)
            return new HandOver(role.Value, person, line["brief"] ?? (line["who"] is null ? rest : after));
        return People.Unknown(name.Split(' ')[0], $"handover {RoleWords.Of(role.Value)} <@person>", "who");
    }

    private static Form Ask(Incident incident, Role? role, CommandLine line, DecisionContext context) =>
        new()
        {
            Verb = "handover",
            Title = "Hand over",
            Submit = "Offer",
            Intro = "A brief is made from the facts. It passes when the other person accepts.",
            Fields =
            [
                new FormField
                {
                    Key = "role",
                    Label = "Role",
                    Kind = FieldKind.Select,
                    Options = RoleWords.Options,
                    Value = RoleWords.Of(role ?? incident.RolesOf(context.By.Id).FirstOrDefault(Role.Lead)),
                },
                new FormField
                {
                    Key = "who",
                    Label = "To whom",
                    Kind = FieldKind.Person,
                    Value = line["who"],
                },
                new FormField
                {
                    Key = "brief",
                    Label = "What else should they know?",
                    Kind = FieldKind.Paragraph,
                    Optional = true,
                    Value = line["brief"],
                },
            ],
        };
}
