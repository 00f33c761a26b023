using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Severities;

/// <summary>What follows from a severity by itself, each once.</summary>
public static class SeverityActions
{
    /// <summary>The facts that follow.</summary>
    /// <param name="incident">The state in which the severity, the impact and the services are what they have just
    /// become.</param>
    /// <param name="context">Who, when, and the catalogue.</param>
    public static IEnumerable<NewFact> Of(Incident incident, DecisionContext context) =>
        incident.Severity == Severity.Critical ? Critical(incident, context) : Follow(incident, context).Select(Own);

    private static NewFact Own(IncidentEvent fact) => new(fact, By: Person.System);

    private static IEnumerable<IncidentEvent> Follow(Incident incident, DecisionContext context) =>
        incident.Severity switch
        {
            Severity.Medium
                when Owners(incident, context) is { Length: > 0 } owners
                    && incident.ReportedTo is null
                    && (incident.Impact is not null || incident.SeverityConfirmed) =>
            [
                OwnersTold.Of(owners, incident, context),
            ],
            Severity.Minor when !incident.IsTicket && (incident.Impact is not null || incident.SeverityConfirmed) =>
            [
                new TicketNoted(incident.Title),
            ],
            _ => [],
        };

    // Down for all or most: somebody is woken unless the table says otherwise; the lead stays the lead.
    private static IEnumerable<NewFact> Critical(Incident incident, DecisionContext context)
    {
        if (context.Policy.Routing[Severity.Critical].Route == Route.Page)
        {
            foreach (var page in Page(incident, context))
                yield return page;
        }

        if (!incident.Tasks.Any(task => task.IsPermanentFix))
            yield return Own(
                new TaskAssigned(
                    incident.Tasks.Count + 1,
                    $"Permanent fix: {incident.Title}",
                    null,
                    null,
                    PermanentFix: true
                )
            );
    }

    /// <summary>Calls the services' people and the backup; where no owner is known, who is on call. Each once, and
    /// nobody once it is contained.</summary>
    internal static IEnumerable<NewFact> Page(Incident incident, DecisionContext context)
    {
        var owners = Owners(incident, context);
        if (owners.Length == 0 && !incident.IsPrivate && context.Policy.OnCall is { } onCall)
            owners = [onCall];
        var targets = owners
            .Select(name => (Target: context.FindPerson(name)?.Id ?? name.TrimStart('@'), Name: name.TrimStart('@')))
            .Concat(incident.Backup is { } backup ? [(backup.Id, backup.Name)] : [])
            .Where(page => !incident.Paged.ContainsKey(page.Target) && page.Target != context.By.Id)
            .DistinctBy(page => page.Target)
            .ToArray();
        if (targets.Length == 0 || incident.MitigatedAt is not null)
            return [];
        var why = $"{incident.Id} is {incident.Severity.ToString().ToLowerInvariant()}: {incident.Title}";
        return PageSteps.Begin(targets, why, Person.System, incident, context);
    }

    // A private incident is nobody's who was not asked in by name.
    private static string[] Owners(Incident incident, DecisionContext context) =>
        incident.IsPrivate
            ? []
            :
            [
                .. incident
                    .Services.SelectMany(name => context.Catalog.Find(name)?.Owners ?? [])
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ];
}

/// <summary><c>/incident approach quick</c>: at Major, speed against durability.</summary>
/// <param name="Choice"><c>quick</c> or <c>permanent</c>.</param>
/// <param name="Why">May be empty.</param>
public sealed record ChooseApproach(string Choice, string Why) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("approach", "<quick|permanent> [why]", "Choose a quick fix or a lasting one", Read)
        {
            Keys = ["choice"],
            Topic = "Contain",
            Example = "approach quick the rollback takes two minutes",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (incident.Approach?.Choice == Choice)
            return Decision.NothingToDo;
        return Decision.Accept(
            Choice == "quick" && !incident.Tasks.Any(task => task.IsPermanentFix)
                ?
                [
                    new ApproachChosen(Choice, Why),
                    new TaskAssigned(
                        incident.Tasks.Count + 1,
                        $"Permanent fix: {incident.Title}",
                        null,
                        null,
                        PermanentFix: true
                    ),
                ]
                : [new ApproachChosen(Choice, Why)]
        );
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = line["choice"] ?? line.RestWords.FirstOrDefault() ?? "";
        var why = line["choice"] is null ? line.Rest[typed.Length..].Trim() : line.Rest;
        return typed.ToLowerInvariant() switch
        {
            "quick" or "fast" => new ChooseApproach("quick", why),
            "permanent" or "lasting" => new ChooseApproach("permanent", why),
            _ => Parsed.Ask((_, _) => Ask(line.Rest)),
        };
    }

    private static Form Ask(string why) =>
        new()
        {
            Verb = "approach",
            Title = "Quick or permanent?",
            Fields =
            [
                new FormField
                {
                    Key = "choice",
                    Label = "Approach",
                    Kind = FieldKind.Choice,
                    Options = [new("quick", "Quick: stops it now"), new("permanent", "Permanent: ends it")],
                },
                new FormField
                {
                    Key = "rest",
                    Label = "Why this one?",
                    Optional = true,
                    Value = why,
                },
            ],
        };
}

/// <summary>At Major the question was put: a quick fix or a lasting one.</summary>
public sealed record ApproachAsked : IncidentEvent, IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Approach = before.Approach ?? new ApproachState(null),
        };

    /// <inheritdoc/>
    public override string Describe() => "Asked in the card's thread: a quick fix, or a permanent one?";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        new()
        {
            Body = $"{Markup.Bold("Quick or permanent?")} Few people, one way.",
            Facts =
            [
                new ChatFact("Quick", "stops it in minutes; the cause stays, and a task is opened for it"),
                new ChatFact("Permanent", "ends it for good; users wait longer"),
            ],
            Actions =
            [
                new ChatAction("Quick fix", "approach quick", ActionStyle.Primary),
                new ChatAction("Permanent fix", "approach permanent"),
            ],
        };
}

/// <summary>At Major: quick or lasting was chosen.</summary>
public sealed record ApproachChosen([property: Code] string Choice, string Why) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Approach = new ApproachState(Choice),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"Approach: {(Choice == "quick" ? "a quick fix first" : "the permanent fix")}"
        + (Why.Length > 0 ? $", because {Why}" : "");
}
