using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary><c>/incident session 2026-11-27 15:00 https://meet…</c>: when the review is talked over; <c>session
/// prepared</c>: the asker has thought about it; <c>session cancel</c>: it does not take place.</summary>
/// <param name="At">When it begins; to come.</param>
/// <param name="Link">The existing meeting of which it is an item; null: not said.</param>
/// <param name="Where">Where it takes place as a meeting of its own; null: not said.</param>
public sealed record PlanSession(DateTimeOffset At, string? Link, string? Where = null) : IncidentCommand
{
    private static readonly TimeOnly Usual = new(10, 0);

    public static CommandWord Word { get; } =
        new(
            "session",
            "<date> [existing meeting link] [where: <room or link>] · prepared · cancel",
            "Plan when the review is talked over",
            Read
        )
        {
            Keys = ["date", "link", "where"],
            Topic = "Review",
            Example = "session 2026-11-27 15:00 https://meet.example.com/platform-weekly",
        };

    /// <inheritdoc/>
    public override Intention? Intends(Incident incident) =>
        incident.IsRunning || incident.IsOver || IsPlanned(incident) ? null : new Intention.Session(At, Link);

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (ReviewPhase.NotNow(incident, context) is { } no)
            return no;
        if (IsPlanned(incident))
            return Decision.NothingToDo;
        var early = At - context.Policy.SessionReminder;
        // A place of its own makes it a meeting of its own.
        var link = Link ?? (Where is null ? incident.Session?.Link : null);
        return Decision.Accept(
            new SessionPlanned(At, link, early > context.Now ? early : null)
            {
                Where = Where ?? incident.Session?.Where,
                Number = incident.SessionChanges,
                Withdraws = link is not null && incident.Session is { Link: null },
            }
        );
    }

    /// <summary>The day before has come: those who have not said that they are prepared are asked.</summary>
    public static Decision Remind(Incident incident, string rest, DecisionContext context)
    {
        if (incident.Session is not { } session || session.At <= context.Now)
            return Decision.NothingToDo;
        var open = Invited(incident).Where(person => session.Prepared.All(one => one.Id != person.Id)).ToList();
        if (open.Count == 0)
            return Decision.NothingToDo;
        // They are asked together: who was just asked for something else has all wait.
        var last = open.MaxBy(person => incident.NagAt(person.Id, context.Now, context.Policy))!;
        return incident.MayNag(last.Id, context.Now, context.Policy)
            ? Decision.Accept(new SessionReminded(session.At, open))
            : Decision.Accept(NagDeferred.Of(incident, DeadlineNames.Session, last.Id, context.Now, context.Policy));
    }

    /// <summary>Who took part, and who owns an action.</summary>
    internal static IEnumerable<Person> Invited(Incident incident) =>
        incident
            .Log.Where(line => line.By.IsHuman && !line.Undone)
            .Select(line => line.By)
            .Concat(incident.Actions.Where(action => !action.IsDropped).Select(action => action.Owner))
            .Concat(incident.Roles.Values)
            .DistinctBy(person => person.Id);

    private bool IsPlanned(Incident incident) =>
        incident.Session is { } planned
        && planned.At == At
        && (Link is null || planned.Link == Link)
        && (Where is null || planned.Where == Where);

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        if (words is [var one] && one.Equals("prepared", StringComparison.OrdinalIgnoreCase))
            return new ConfirmPrepared();
        if (words is [var first, .. var why] && CancelSession.Asks.Contains(first, StringComparer.OrdinalIgnoreCase))
            return new CancelSession(string.Join(' ', why));
        var link = line["link"] ?? Links.Find(words);
        var typed = line["date"] ?? string.Join(' ', words.Where(word => Links.Of(word) is null));
        if (ActionWords.NoLink(link) is not null)
            return NoMeeting(link!);
        if (typed.Length == 0)
            return Parsed.Ask((incident, at) => Ask(incident, at, link));
        if (Dates.Of(typed, Usual, context) is not { } date)
            return NoDate(
                "not-a-date",
                $"“{typed}” is no date that I can read. Say for example 2026-11-27 15:00, or Friday 15:00."
            );
        if (date <= context.Now)
            return NoDate("date-past", $"{Times.Say(date, context)} is past.");
        return new PlanSession(date, link is null ? null : Links.Of(link), line["where"]);
    }

    private static Refusal NoDate(string code, string because) =>
        new(code, because, new NextStep("Type", "session <date> <meeting link>"))
        {
            Fields = new Dictionary<string, string> { ["date"] = because },
        };

    private static Refusal NoMeeting(string typed) =>
        new(
            "not-a-link",
            $"“{typed}” is no link; a meeting's address begins with https://.",
            new NextStep("Type", "session <date> <meeting link>")
        )
        {
            Fields = new Dictionary<string, string> { ["link"] = "Its address begins with https://." },
        };

    private static Form Ask(Incident incident, DecisionContext context, string? link) =>
        new()
        {
            Verb = "session",
            Title = "A session",
            Submit = "Plan",
            Intro = "It may be part of a meeting that takes place anyway.",
            Fields =
            [
                new FormField
                {
                    Key = "date",
                    Label = "When do you meet?",
                    Hint = "2026-11-27 15:00, or Friday 15:00",
                    Value = incident.Shared is { } shared
                        ? $"{TimeZoneInfo.ConvertTime(ReviewPhase.Morning(
                    shared.At + context.Policy.AnalysisTime, context.Policy), context.Zone):yyyy-MM-dd HH:mm}"
                        : null,
                },
                new FormField
                {
                    Key = "link",
                    Label = "The meeting of which it is an item",
                    Optional = true,
                    Value = link,
                    Hint = "https://…",
                },
                new FormField
                {
                    Key = "where",
                    Label = "Or where you meet for it alone",
                    Optional = true,
                    Hint = "A room, or https://…; everybody gets it in their calendar",
                },
            ],
        };
}
