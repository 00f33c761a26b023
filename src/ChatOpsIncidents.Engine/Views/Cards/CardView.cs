using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>The pinned card, its pointer where the incident was declared, and the room's topic. Pure functions of the
/// state.</summary>
public static class CardView
{
    private const int FactsMax = 10;
    private const int TasksMax = 3;
    private const int HeldMax = 3;
    private const int LinksMax = 4;
    private const string Captured =
        "This room is captured into the timeline: messages, threads, edits, file links. Direct messages never are.";

    /// <summary>The card: one next step first, then what, how bad, who, since when.</summary>
    public static ChatMessage Render(Incident incident, DecisionContext context)
    {
        var next = NextStepView.Of(incident, context);
        return new ChatMessage
        {
            Title = ShortText.Cut($"{incident.Id} {incident.Title}", 150),
            Tone = ToneOf(incident),
            Body = string.Join(
                '\n',
                [$"{Markup.Bold("Next:")} {next.Text}", .. Waiting(incident, context), .. Tasks(incident, context.Now)]
            ),
            Facts = [.. Facts(incident, context).Take(FactsMax)],
            Actions = [.. next.Actions.Where(action => !IsAskedElsewhere(action))],
            Footer = incident is { IsRunning: true, IsRoomless: false } ? CapturedIn(incident) : null,
        };
    }

    private static string CapturedIn(Incident incident) =>
        incident.Origin?.MentionsOnly is true
            ? "Captured: mentions only. Nothing else that is said here is kept."
            : Captured;

    // What came of a change is asked below the change itself, and answered there.
    private static bool IsAskedElsewhere(ChatAction action) =>
        action.Command.StartsWith("outcome #", StringComparison.Ordinal);

    /// <summary>The room's topic, at most 250 characters.</summary>
    public static string Topic(Incident incident) =>
        ShortText.Cut(
            $"{incident.Severity} · {incident.Phase} · lead {incident.Lead?.Name ?? "nobody"} · {incident.Id} "
                + $"{incident.Title}",
            250
        );

    private static string Due(DateTimeOffset due, DecisionContext context) =>
        DueText.IsOverdue(due, context.Now) ? DueText.Of(due, context.Now) : Markup.Time(due);

    internal static IEnumerable<ChatFact> Facts(Incident incident, DecisionContext context)
    {
        var catalog = context.Catalog;
        yield return new ChatFact("Severity", incident.SeverityText);
        yield return new ChatFact("Phase", incident.Phase.ToString());
        yield return new ChatFact("Lead", incident.Lead?.Name ?? "nobody yet");
        // Until the impact is known there is little else to say: the questions that lead there stand on the card.
        var questions = incident.Phase == Phase.Declared ? FourQuestions.AtDeclaration(incident) : [];
        foreach (var fact in questions.Concat(Standing(incident)))
            yield return fact;
        if (Review(incident) is { } review)
            yield return new ChatFact("Review", review);
        if (incident.UpdateDueAt is { } due)
            yield return new ChatFact("Next update", Due(due, context));
        if (incident.LookAt is { } look)
            yield return new ChatFact("Updates", DueText.NoUpdate(look));
        yield return new ChatFact("Times", Times(incident));
        if (incident.Services.Count > 0)
            yield return new ChatFact(
                "Services",
                string.Join(
                    " · ",
                    [
                        Markup.Clean(ShortText.Cut(string.Join(", ", incident.Services), 120)),
                        .. Links(incident, catalog).Take(LinksMax),
                    ]
                )
            );
        var others = incident
            .Roles.Where(role => role.Key != Role.Lead)
            .Select(role => $"{role.Key} {role.Value.Name}")
            .ToArray();
        if (others.Length > 0)
            yield return new ChatFact("Roles", Markup.Clean(ShortText.Cut(string.Join(", ", others), 160)));
    }

    /// <summary>How things stand: the impact, the change that runs, the theory that is tested; what is not known is
    /// left out.</summary>
    public static IEnumerable<ChatFact> Standing(Incident incident)
    {
        if (Impact(incident) is { } impact)
            yield return new ChatFact("Impact", impact);
        if (incident.Path is { } path and not IncidentPath.Unknown)
            yield return new ChatFact("Looks like", PathWords.Says(path));
        if (incident.AlertCounts is { } alerts)
            yield return new ChatFact("Alerts", alerts);
        if (incident is { IsRunning: true, CheckCounts: { } checks })
            yield return new ChatFact("Checks", Markup.Clean(ShortText.Cut(checks, 160)));
        Mitigation[] running = [.. incident.RunningChanges];
        if (running.Length > 0)
            yield return new ChatFact(
                running.Length == 1 ? "Change" : "Changes",
                string.Join(
                    '\n',
                    running.Select(one =>
                        $"{Markup.Clean(ShortText.Cut(one.ToString(), 120))}, since {Markup.Ago(one.StartedAt)}"
                    )
                )
            );
        if (incident.Armed is { } armed)
            yield return new ChatFact(
                "Resolve",
                armed.At is null
                    ? $"armed by {Markup.Clean(armed.By.Name)}; a proof of recovery is missing"
                    : $"armed by {Markup.Clean(armed.By.Name)}"
            );
        if (incident is { IsRunning: true, SeenBefore: { } past })
            yield return new ChatFact("Seen before", Markup.Clean(PatternWords.Says(past)));
        if (incident.ActiveHypothesis is { } theory)
            yield return new ChatFact(
                "Theory",
                $"#{theory.Number} {Markup.Clean(ShortText.Cut(theory.Text, 120))}"
                    + (theory.IsGuess ? " (a guess so far)" : "")
            );
    }

    // Where to look, at hand: a dashboard of each service first, then its status page.
    private static IEnumerable<string> Links(Incident incident, Catalog catalog)
    {
        var known = incident.Services.Select(catalog.Find).OfType<Service>().ToArray();
        return known
            .SelectMany(service => service.Dashboards.Take(1))
            .Concat(
                known
                    .Where(service => service.StatusPage is not null)
                    .Select(service => new NamedLink($"{service.Name} status", service.StatusPage!))
            )
            .DistinctBy(link => link.Url)
            .Select(link => Markup.Link(link.Url, ShortText.Cut(link.Name, 40)));
    }

    private static IEnumerable<string> Waiting(Incident incident, DecisionContext context) =>
        incident
            .Held.TakeLast(HeldMax)
            .Select(held =>
            {
                var stops = GateTable.Stops(held, incident, context);
                var lacks = string.Join(", ", stops.Select(stop => stop.Gate.Lacks));
                var how = stops.Count == 0 ? "is free to start" : $"waits for {lacks}";
                return $"• {Markup.Code(ShortText.Cut(held.Words, 80))} {how} ({Markup.Clean(held.By.Name)})";
            });

    // Who does what besides, and by when; the one that is asked about next comes first.
    private static IEnumerable<string> Tasks(Incident incident, DateTimeOffset now)
    {
        if (!incident.IsRunning)
            yield break;
        var open = incident
            .Tasks.Where(task => task is { DoneAt: null, Owner: not null })
            .OrderBy(task => incident.DueOf(task) ?? DateTimeOffset.MaxValue)
            .ToList();
        foreach (var task in open.Take(TasksMax))
        {
            var by = incident.DueOf(task) is { } at ? $", {DueText.Of(at, now)}" : "";
            var needs = task.Needs is { } need ? $", needs {Markup.Clean(ShortText.Cut(need, 60))}" : "";
            var what = Markup.Clean(ShortText.Cut(task.ToString(), 80));
            yield return $"• {what} ({Markup.Clean(task.Owner!.Name)}{by}{needs})";
        }

        if (open.Count > TasksMax)
            yield return $"• and {open.Count - TasksMax} more tasks";
    }

    private static string? Review(Incident incident)
    {
        if (incident.Phase is not (Phase.Review or Phase.Closed) || incident.ReviewOpenedAt is null)
            return null;
        var open = incident.Actions.Count(action => action.IsOpen);
        return string.Join(
            ", ",
            new[]
            {
                $"{ReviewSection.All.Count(section => section.IsIn(incident))} of {ReviewSection.All.Count} sections",
                incident.Actions.IsEmpty ? null : $"{open} of {incident.Actions.Count} actions open",
                incident.Shared is { } shared ? $"read by {shared.Readers.Count}" : null,
                incident.Session is { } session ? $"session {Markup.Time(session.At)}" : null,
            }.OfType<string>()
        );
    }

    private static string? Impact(Incident incident)
    {
        if (incident.Impact is { } impact)
            return Markup.Clean(ShortText.Cut(ImpactText.Of(impact), 160));
        return incident.ImpactSoFar is { } part
            ? $"{Markup.Clean(ShortText.Cut(ImpactText.Of(part), 120))} (still open: {part.Missing})"
            : null;
    }

    private static string Times(Incident incident) =>
        string.Join(
            " · ",
            new[]
            {
                incident.StartedAt is { } started ? $"began {Markup.Ago(started)}" : null,
                incident is { ToDetect: { } took, DetectionTargetMissed: { } target }
                    ? $"noticed {Durations.Say(took)} later (target {Durations.Say(target)} missed)"
                    : null,
                incident.DeclaredAt is { } declared ? $"declared {Markup.Ago(declared)}" : null,
                incident.MitigatedAt is { } mitigated ? $"mitigated {Markup.Ago(mitigated)}" : null,
                incident.ResolvedAt is { } resolved ? $"resolved {Markup.Ago(resolved)}" : null,
            }.OfType<string>()
        );

    private static Tone ToneOf(Incident incident) =>
        incident.Phase switch
        {
            >= Phase.Resolved => Tone.Good,
            Phase.Mitigated or Phase.Verify => Tone.Notice,
            _ => incident.Severity <= Severity.Major ? Tone.Urgent : Tone.Notice,
        };
}
