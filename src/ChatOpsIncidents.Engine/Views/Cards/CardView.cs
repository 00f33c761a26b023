using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>The pinned card, its pointer where the incident was declared, and the room's topic. Pure functions of the
/// state.</summary>
public static class CardView
{
    private const int FactsMax = 10;
    private const int TasksMax = 3;
    private const int LinksMax = 4;

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
                [$"{Ink.Bold("Next:")} {next.Text}", .. Rhythm(incident), .. Waiting(incident), .. Tasks(incident)]
            ),
            Facts = [.. Facts(incident, context.Catalog).Take(FactsMax)],
            Actions = next.Actions,
        };
    }

    /// <summary>One line that leads to the room.</summary>
    public static ChatMessage Pointer(Incident incident) =>
        ChatMessage.Text(
            $"{Ink.Bold(incident.Id)} {Ink.Clean(incident.Title)} ({incident.Severity}). " + WhereTo(incident)
        );

    private static string WhereTo(Incident incident)
    {
        if (incident.RoomThread is not null)
            return "This thread is its room.";
        return incident.RoomId is { } room ? $"Room: {Ink.Channel(room)}" : "A room is being opened.";
    }

    /// <summary>The room's topic, at most 250 characters.</summary>
    public static string Topic(Incident incident) =>
        ShortText.Cut(
            $"{incident.Severity} · {incident.Phase} · lead {incident.Lead?.Name ?? "nobody"} · {incident.Id} "
                + $"{incident.Title}",
            250
        );

    internal static IEnumerable<ChatFact> Facts(Incident incident, Catalog catalog)
    {
        yield return new ChatFact("Severity", incident.SeverityText);
        yield return new ChatFact("Phase", incident.Phase.ToString());
        yield return new ChatFact("Lead", incident.Lead?.Name ?? "nobody yet");
        foreach (var fact in Standing(incident))
            yield return fact;
        if (Review(incident) is { } review)
            yield return new ChatFact("Review", review);
        if (incident.UpdateDueAt is { } due)
            yield return new ChatFact("Next update", Ink.Time(due));
        yield return new ChatFact("Times", Times(incident));
        if (incident.Services.Count > 0)
            yield return new ChatFact(
                "Services",
                string.Join(
                    " · ",
                    [
                        Ink.Clean(ShortText.Cut(string.Join(", ", incident.Services), 120)),
                        .. Links(incident, catalog).Take(LinksMax),
                    ]
                )
            );
        var others = incident
            .Roles.Where(role => role.Key != Role.Lead)
            .Select(role => $"{role.Key} {role.Value.Name}")
            .ToArray();
        if (others.Length > 0)
            yield return new ChatFact("Roles", Ink.Clean(ShortText.Cut(string.Join(", ", others), 160)));
    }

    /// <summary>How things stand: the impact, the change that runs, the theory that is tested; what is not known is
    /// left out.</summary>
    public static IEnumerable<ChatFact> Standing(Incident incident)
    {
        if (Impact(incident) is { } impact)
            yield return new ChatFact("Impact", impact);
        if (incident.AlertCounts is { } alerts)
            yield return new ChatFact("Alerts", alerts);
        if (incident.Running is { } running)
            yield return new ChatFact(
                "Change",
                $"{Ink.Clean(ShortText.Cut(running.ToString(), 120))}, since {Ink.Time(running.StartedAt)}"
            );
        if (incident.ActiveHypothesis is { } theory)
            yield return new ChatFact(
                "Theory",
                $"#{theory.Number} {Ink.Clean(ShortText.Cut(theory.Text, 120))}"
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
            .Select(link => Ink.Link(link.Url, ShortText.Cut(link.Name, 40)));
    }

    private static IEnumerable<string> Waiting(Incident incident) =>
        incident
            .Held.TakeLast(2)
            .Select(held => $"• {Ink.Code(ShortText.Cut(held.Words, 80))} waits for {held.Gate}, then runs by itself");

    private static IEnumerable<string> Rhythm(Incident incident) => RhythmBar.Line(incident) is { } line ? [line] : [];

    // Who does what besides, and by when; the one that is asked about next comes first.
    private static IEnumerable<string> Tasks(Incident incident)
    {
        if (!incident.IsRunning)
            yield break;
        var open = incident
            .Tasks.Where(task => task is { DoneAt: null, Owner: not null })
            .OrderBy(task => incident.DueOf(task) ?? DateTimeOffset.MaxValue)
            .ToList();
        foreach (var task in open.Take(TasksMax))
        {
            var by = incident.DueOf(task) is { } at ? $", by {Ink.Time(at)}" : "";
            var needs = task.Needs is { } need ? $", needs {Ink.Clean(ShortText.Cut(need, 60))}" : "";
            var what = Ink.Clean(ShortText.Cut(task.ToString(), 80));
            yield return $"• {what} ({Ink.Clean(task.Owner!.Name)}{by}{needs})";
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
                incident.Session is { } session ? $"session {Ink.Time(session.At)}" : null,
            }.OfType<string>()
        );
    }

    private static string? Impact(Incident incident)
    {
        if (incident.Impact is { } impact)
            return Ink.Clean(ShortText.Cut(ImpactText.Of(impact), 160));
        return incident.ImpactSoFar is { } part
            ? $"{Ink.Clean(ShortText.Cut(ImpactText.Of(part), 120))} (still open: {part.Missing})"
            : null;
    }

    private static string Times(Incident incident) =>
        string.Join(
            ", ",
            new[]
            {
                incident.StartedAt is { } started ? $"began {Ink.Time(started)}" : null,
                incident is { ToDetect: { } took, DetectionTargetMissed: { } target }
                    ? $"noticed {Durations.Say(took)} later (target {Durations.Say(target)} missed)"
                    : null,
                incident.DeclaredAt is { } declared ? $"declared {Ink.Time(declared)}" : null,
                incident.MitigatedAt is { } mitigated ? $"mitigated {Ink.Time(mitigated)}" : null,
                incident.ResolvedAt is { } resolved ? $"resolved {Ink.Time(resolved)}" : null,
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
