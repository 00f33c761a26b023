using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
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
        Follow(incident, context).Select(fact => new NewFact(fact, By: Person.System));

    private static IEnumerable<IncidentEvent> Follow(Incident incident, DecisionContext context) =>
        incident.Severity switch
        {
            Severity.Critical => Critical(incident, context),
            Severity.Major
                when incident.Impact is not null && incident.Approach is null && incident.MitigatedAt is null =>
            [
                new ApproachAsked(),
            ],
            Severity.Medium
                when Owners(incident, context) is { Length: > 0 } owners
                    && incident.ReportedTo is null
                    && (incident.Impact is not null || incident.SeverityConfirmed) => [new OwnersTold(owners)],
            Severity.Minor when !incident.IsTicket && (incident.Impact is not null || incident.SeverityConfirmed) =>
            [
                new TicketNoted(incident.Title),
            ],
            _ => [],
        };

    // Down for all or most: somebody is woken unless the table says otherwise; the lead stays the lead.
    private static IEnumerable<IncidentEvent> Critical(Incident incident, DecisionContext context)
    {
        if (context.Policy.Routing[Severity.Critical].Route == Route.Page)
        {
            foreach (var page in Paged(incident, context))
                yield return page;
        }

        if (!incident.Tasks.Any(task => task.IsPermanentFix))
            yield return new TaskAssigned(
                incident.Tasks.Count + 1,
                $"Permanent fix: {incident.Title}",
                null,
                null,
                PermanentFix: true
            );
    }

    /// <summary>Wakes the services' people and the backup; where no owner is known, who is on call. Each once, and
    /// nobody once it is contained.</summary>
    internal static IEnumerable<NewFact> Page(Incident incident, DecisionContext context) =>
        Paged(incident, context).Select(fact => new NewFact(fact, By: Person.System));

    private static IEnumerable<IncidentEvent> Paged(Incident incident, DecisionContext context)
    {
        var owners = Owners(incident, context);
        if (owners.Length == 0 && !incident.IsPrivate && context.Policy.OnCall is { } onCall)
            owners = [onCall];
        var targets = owners
            .Select(name => (Target: context.FindPerson(name)?.Id ?? name.TrimStart('@'), Name: name.TrimStart('@')))
            .Concat(incident.Backup is { } backup ? [(backup.Id, backup.Name)] : [])
            .Where(page => !incident.Paged.ContainsKey(page.Item1) && page.Item1 != context.By.Id)
            .DistinctBy(page => page.Item1)
            .ToArray();
        if (targets.Length > 0 && incident.MitigatedAt is null)
        {
            yield return new PeoplePaged(
                [.. targets.Select(page => page.Item1)],
                [.. targets.Select(page => page.Item2)],
                $"{incident.Id} is {incident.Severity.ToString().ToLowerInvariant()}: {incident.Title}",
                context.Now + context.Policy.PageAnswer
            );
        }
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
                    Label = "Why",
                    Optional = true,
                    Value = why,
                },
            ],
        };
}

/// <summary>At Major the question was put: a quick fix or a lasting one.</summary>
public sealed record ApproachAsked : IncidentEvent
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
            Body = $"{Ink.Bold("Quick or permanent?")} Few people, one way.",
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

/// <summary>At Medium: it was reported to those who own the services.</summary>
public sealed record OwnersTold(IReadOnlyList<string> Owners) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            ReportedTo = string.Join(", ", Owners),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Reported to {string.Join(", ", Owners)}";

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        Owners
            .Select(context.FindPerson)
            .OfType<Person>()
            .Where(person => person.Id != recorded.By.Id)
            .Select(person => new Effect.Direct(
                person.Id,
                ChatMessage.Text(
                    $"{after.Id} {Ink.Clean(after.Title)} ({after.Severity}) concerns your service. No hurry tonight.",
                    new ChatAction("Join", "join")
                ),
                $"owner-{recorded.Seq}-{person.Id}"
            ));
}

/// <summary>At Minor: a line for the ticket queue and the digest.</summary>
public sealed record TicketNoted(string Title) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { IsTicket = true };

    /// <inheritdoc/>
    public override string Describe() => $"Ticket of normal priority: {Title}. It stands in the digest";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
