using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Roles;

/// <summary><c>/incident role ops @ben</c></summary>
/// <param name="Role">Which.</param>
/// <param name="Person">To whom; oneself is taking it.</param>
/// <param name="For">For a liaison: with whom; may be empty.</param>
public sealed record AssignRole(Role Role, Person Person, string For) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("role", "<lead|ops|comms|scribe|backup|liaison> @user", "Give somebody a role, or take one", Read)
        {
            FrontRow = true,
            Synonyms = ["assign"],
            Keys = ["role", "who", "for"],
            Topic = "People",
            Example = "role ops @ben",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (Duties.MayNot(Person, $"role {RoleWords.Of(Role)}", context) is { } no)
            return no;
        if (Role == Role.Liaison)
        {
            return incident.Liaisons.Contains(new Liaison(Person, For))
                ? Decision.NothingToDo
                : Give(incident, null, context);
        }

        var holder = incident.Roles.GetValueOrDefault(Role);
        if (holder?.Id == Person.Id)
            return Decision.NothingToDo;
        if (Role == Role.Lead && Person.Id == context.By.Id)
            return TakeCommand.By(incident, context);
        if (Role == Role.Lead && !incident.MayCommand(context.By.Id))
            return Refusals.LeadOnly(incident, Words);
        return Person.Id == context.By.Id
            ? Decision.Accept(new RoleTaken(Role, Person, holder))
            : Give(incident, holder, context);
    }

    private Decision Give(Incident incident, Person? from, DecisionContext context)
    {
        var given = new RoleAssigned(Role, Person, from, For);
        return Decision.Accept(given) with { Effects = [.. Summons.Of(incident, [Person], given.Message(), context)] };
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = line["role"] ?? line.RestWords.FirstOrDefault();
        var after = line["role"] is null && typed is not null ? line.Rest[typed.Length..].Trim() : line.Rest;
        var role = typed is null ? null : RoleWords.Find(typed);
        if (role is null && typed is ['@' or '<', ..] && People.First(line.Rest, context) is { After.Length: > 0 })
            return AssignTask.Word.Read(line, context); // assign @ben look at the queue
        if (typed is not null && role is null)
            return RoleWords.Unknown(typed);
        var name = line["who"] ?? after;
        if (role is null || name.Length == 0)
            return Parsed.Ask((incident, _) => Ask(incident, role, line["who"]));
        if (Duties.Group(name, $"role {RoleWords.Of(role.Value)}") is { } group)
            return group;
        var (person, rest) = People.First(name, context);
        return person is not null
            ? new AssignRole(role.Value, person, line["for"] ?? ForOf(rest))
            : People.Unknown(name.Split(' ')[0], $"role {RoleWords.Of(role.Value)} <@person>", "who");
    }

    private static string ForOf(string rest) =>
        rest.StartsWith("for ", StringComparison.OrdinalIgnoreCase) ? rest[4..].Trim() : rest;

    private static Form Ask(Incident incident, Role? role, string? who) =>
        new()
        {
            Verb = "role",
            Title = "Give a role",
            Submit = "Assign",
            Fields =
            [
                new FormField
                {
                    Key = "role",
                    Label = "Role",
                    Kind = FieldKind.Select,
                    Options = RoleWords.Options,
                    Value = RoleWords.Of(
                        role ?? RoleWords.OfferOrder.FirstOrDefault(r => !incident.Roles.ContainsKey(r), Role.Ops)
                    ),
                },
                new FormField
                {
                    Key = "who",
                    Label = "Who takes it?",
                    Kind = FieldKind.Person,
                    Value = who,
                },
                new FormField
                {
                    Key = "for",
                    Label = "A liaison with whom?",
                    Optional = true,
                },
            ],
        };
}

/// <summary>Somebody was given a role by somebody else, and may decline it.</summary>
/// <param name="Role">Which.</param>
/// <param name="Person">Who has it now.</param>
/// <param name="From">Who had it before; null: nobody.</param>
/// <param name="For">For a liaison: with whom; may be empty.</param>
public sealed record RoleAssigned(Role Role, Person Person, Person? From, string For = "")
    : IncidentEvent,
        ILivingMessage,
        IMilestone,
        IUndoableWhileLast
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) => [Milestone.RoleTaken];

    string? ILivingMessage.MessageKey => Role == Role.Liaison ? null : $"role-{RoleWords.Of(Role)}";

    Person? ILivingMessage.Calls(Incident after) => Person;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        Give(before, Role, Person, For) with
        {
            RolesBefore = From is null ? before.RolesBefore.Remove(Role) : before.RolesBefore.SetItem(Role, From),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"{Role}{(For.Length > 0 ? $" ({For})" : "")}: {Person.Name}" + (From is null ? "" : $", after {From.Name}");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Role == Role.Lead ? Loudness.Banner : Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) => Message();

    /// <summary>What the one who has it now reads.</summary>
    internal ChatMessage Message() =>
        ChatMessage.Text(
            $"{Markup.Mention(Person.Id)}, you have {Markup.Bold(Role.ToString())} now ({RoleWords.Does(Role)})"
                + (For.Length > 0 ? $", for {For}." : "."),
            new ChatAction("Decline", $"decline {RoleWords.Of(Role)}")
        );

    /// <summary>The state in which somebody has a role. Who leads is no longer the backup: nobody covers for
    /// oneself.</summary>
    internal static Incident Give(Incident before, Role role, Person person, string forWhom)
    {
        var joined = before.Joined.Any(p => p.Id == person.Id) ? before.Joined : before.Joined.Add(person);
        if (role == Role.Liaison)
            return before with { Joined = joined, Liaisons = before.Liaisons.Add(new Liaison(person, forWhom)) };
        var roles = before.Roles.SetItem(role, person);
        if (role == Role.Lead && before.Backup?.Id == person.Id)
            roles = roles.Remove(Role.Backup);
        var after = (before with { Joined = joined, Roles = roles, Offers = before.Offers.Remove(role) }).NotDue(
            DeadlineNames.Of(DeadlineNames.Role, role)
        );
        return role == Role.Lead ? (after with { Claim = null }).NotDue(DeadlineNames.Lead) : after;
    }
}
