using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>A person's home tab: what waits for that person first, then the incidents that the person may
/// see.</summary>
public static class HomeView
{
    private const int TasksMax = 10;
    private const int RolesMax = 10;
    private const int IncidentsMax = 20;
    private const int LatelyMax = 5;

    /// <summary>The tab, part by part.</summary>
    /// <param name="reader">The person's id.</param>
    /// <param name="visible">The incidents that the person may see, newest first.</param>
    /// <param name="running">The states of those among them that are being worked on, newest first.</param>
    /// <param name="context">When, and the rules.</param>
    public static IReadOnlyList<ChatMessage> Render(
        string reader,
        IReadOnlyList<IncidentSummary> visible,
        IReadOnlyList<Incident> running,
        DecisionContext context
    )
    {
        var mine = running.Where(incident => IsIn(incident, reader)).Select(incident => incident.Id).ToHashSet();
        var open = visible.Where(IncidentList.IsOpen).ToList();
        var tasks = Tasks(reader, running, context.Now).ToList();
        var roles = Roles(reader, running, context).ToList();
        return
        [
            new ChatMessage
            {
                Title = open.Count switch
                {
                    0 => "All calm",
                    1 => "One incident is open",
                    var count => $"{count} incidents are open",
                },
                Body = tasks.Count + roles.Count == 0 ? "Nothing waits for you." : Waits(tasks.Count, roles.Count),
                Actions = [new ChatAction("Declare", "declare", ActionStyle.Primary)],
            },
            .. Part("Your tasks", tasks.Take(TasksMax)),
            .. Part("Your roles", roles.Take(RolesMax)),
            .. Lists("Your incidents", open.Where(one => mine.Contains(one.Id)), IncidentsMax, context.Now),
            .. Lists("Other open incidents", open.Where(one => !mine.Contains(one.Id)), IncidentsMax, context.Now),
            .. Lists("Lately", visible.Where(one => !IncidentList.IsOpen(one)), LatelyMax, context.Now),
            ChatMessage.Text($"One step at a time. {Markup.Code("/incident help")} shows the commands."),
        ];
    }

    /// <summary>The people whose tab looks different after a change: their tasks, roles or offers, or how the incidents
    /// stand in which they have any. Others see it when they next open theirs.</summary>
    /// <param name="before">The incident as it was.</param>
    /// <param name="after">The incident as it is now.</param>
    /// <param name="isNextNew">Whether its next step reads otherwise.</param>
    internal static IEnumerable<string> Concerned(Incident before, Incident after, bool isNextNew) =>
        People(before)
            .Concat(People(after))
            .Where(person => person is { IsHuman: true } && !person.Id.Contains(':'))
            .Select(person => person.Id)
            .Distinct(StringComparer.Ordinal)
            .Where(id => Share(before, id) != Share(after, id) || isNextNew && after.RolesOf(id).Any());

    private static IEnumerable<Person> People(Incident incident) =>
        incident
            .Roles.Values.Concat(incident.Liaisons.Select(liaison => liaison.Person))
            .Concat(incident.Offers.Values.Select(offer => offer.To))
            .Concat(incident.Tasks.Select(task => task.Owner).OfType<Person>());

    private static string Share(Incident incident, string id)
    {
        if (!incident.IsRunning)
            return "";
        var parts = Open(incident, id)
            .Select(task => $"{task} {task.Needs}")
            .Concat(incident.RolesOf(id).Select(role => role.ToString()))
            .Concat(incident.Offers.Where(offer => offer.Value.To.Id == id).Select(offer => $"offer {offer.Key}"))
            .ToArray();
        return parts.Length == 0
            ? ""
            : $"{incident.Severity} {incident.Phase} {incident.RoomId} {string.Join('|', parts)}";
    }

    private static bool IsIn(Incident incident, string id) =>
        incident.Speakers.Contains(id)
        || incident.Joined.Any(person => person.Id == id)
        || Share(incident, id).Length > 0;

    private static IEnumerable<WorkItem> Open(Incident incident, string id) =>
        incident.Tasks.Where(task => task.DoneAt is null && task.Owner?.Id == id);

    private static string Waits(int tasks, int roles) =>
        $"For you: {string.Join(", ", [.. Counted(tasks, "task"), .. Counted(roles, "role")])}.";

    private static IEnumerable<string> Counted(int count, string what) =>
        count switch
        {
            0 => [],
            1 => [$"one {what}"],
            _ => [$"{count} {what}s"],
        };

    private static IEnumerable<ChatMessage> Tasks(string reader, IEnumerable<Incident> running, DateTimeOffset now) =>
        from incident in running
        from task in Open(incident, reader)
        orderby incident.DueOf(task) ?? DateTimeOffset.MaxValue
        let due = incident.DueOf(task) is { } at ? $", {DueText.Of(at, now)}" : ""
        let needs = task.Needs is { } need ? $"\nStuck: {Markup.Clean(ShortText.Cut(need, 120))}" : ""
        select ChatMessage.Text(
            $"{Markup.Bold(task.ToString())}{due} · {Name(incident)}{needs}",
            new ChatAction("Done", $"{incident.Id} done #{task.Number}", ActionStyle.Primary),
            new ChatAction("Stuck", $"{incident.Id} stuck #{task.Number}"),
            new ChatAction("So far…", $"{incident.Id} so-far #{task.Number}")
        );

    private static IEnumerable<ChatMessage> Roles(string reader, IEnumerable<Incident> running, DecisionContext context)
    {
        foreach (var incident in running)
        {
            foreach (var (role, _) in incident.Offers.Where(offer => offer.Value.To.Id == reader))
            {
                yield return ChatMessage.Text(
                    $"{Markup.Bold(role.ToString())} is offered to you in {Name(incident)}.",
                    [
                        .. OfferButtons
                            .Of(role)
                            .Select(button => button with { Command = $"{incident.Id} {button.Command}" }),
                    ]
                );
            }

            var roles = incident.RolesOf(reader).ToArray();
            if (roles.Length == 0)
                continue;
            yield return ChatMessage.Text(
                $"{Markup.Bold(string.Join(", ", roles))} in {Name(incident)} · {incident.Phase}\n"
                    + $"Next: {NextStepView.Of(incident, context).Text}",
                new ChatAction("Status", $"{incident.Id} status")
            );
        }
    }

    private static string Name(Incident incident) =>
        $"{incident.Id} {Markup.Clean(ShortText.Cut(incident.Title, 80))}"
        + (incident.RoomId is { } room ? " " + Markup.Channel(room) : "");

    private static IEnumerable<ChatMessage> Part(string heading, IEnumerable<ChatMessage> messages)
    {
        var all = messages.ToList();
        return all.Count == 0 ? [] : [new ChatMessage { Title = heading, Body = "" }, .. all];
    }

    private static IEnumerable<ChatMessage> Lists(
        string heading,
        IEnumerable<IncidentSummary> incidents,
        int most,
        DateTimeOffset now
    )
    {
        var all = incidents.ToList();
        if (all.Count == 0)
            yield break;
        var more = all.Count > most ? $"\n… and {all.Count - most} more" : "";
        yield return new ChatMessage
        {
            Title = heading,
            Body = string.Join('\n', all.Take(most).Select(one => IncidentList.Line(one, now))) + more,
            Actions = [.. IncidentList.Buttons(all)],
        };
    }
}
