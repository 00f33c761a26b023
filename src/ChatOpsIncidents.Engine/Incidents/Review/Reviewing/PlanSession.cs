using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary><c>/incident session 2026-11-27 15:00 https://meet…</c>: when the review is talked over; <c>session
/// prepared</c>: the asker has thought about it.</summary>
/// <param name="At">When it begins; to come.</param>
/// <param name="Link">The meeting that it may be a part of; null: not said.</param>
public sealed record PlanSession(DateTimeOffset At, string? Link) : IncidentCommand
{
    private static readonly TimeOnly Usual = new(10, 0);

    public static CommandWord Word { get; } =
        new("session", "<date> [existing meeting link] · prepared", "Plan when the review is talked over", Read)
        {
            Keys = ["date", "link"],
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
        return Decision.Accept(
            new SessionPlanned(At, Link ?? incident.Session?.Link, early > context.Now ? early : null)
        );
    }

    /// <summary>The day before has come: those who have not said that they are prepared are asked.</summary>
    public static Decision Remind(Incident incident, string rest, DecisionContext context)
    {
        if (incident.Session is not { } session || session.At <= context.Now)
            return Decision.NothingToDo;
        var open = Invited(incident).Where(person => session.Prepared.All(one => one.Id != person.Id)).ToList();
        return open.Count == 0 ? Decision.NothingToDo : Decision.Accept(new SessionReminded(session.At, open));
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
        incident.Session is { } planned && planned.At == At && (Link is null || planned.Link == Link);

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        if (words is [var one] && one.Equals("prepared", StringComparison.OrdinalIgnoreCase))
            return new ConfirmPrepared();
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
        return new PlanSession(date, link is null ? null : Links.Of(link));
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
                    Label = "When",
                    Hint = "2026-11-27 15:00, or Friday 15:00",
                    Value = incident.Shared is { } shared
                        ? $"{TimeZoneInfo.ConvertTime(ReviewPhase.Morning(
                    shared.At + context.Policy.AnalysisTime, context.Policy), context.Zone):yyyy-MM-dd HH:mm}"
                        : null,
                },
                new FormField
                {
                    Key = "link",
                    Label = "Its meeting",
                    Optional = true,
                    Value = link,
                    Hint = "https://…",
                },
            ],
        };
}

/// <summary>A session was planned, or moved; everybody concerned is invited.</summary>
/// <param name="At">When it begins.</param>
/// <param name="Link">The meeting that it is a part of; null: none.</param>
/// <param name="RemindAt">When those who are not prepared are asked; null: it is too soon for that.</param>
public sealed record SessionPlanned(DateTimeOffset At, string? Link, DateTimeOffset? RemindAt) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var session = new ReviewSession(At, Link, recorded.By) { Prepared = before.Session?.Prepared ?? [] };
        var after = before with { Session = session };
        return RemindAt is { } at ? after.Due("session", at) : after.NotDue("session");
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"Session about the review {Ink.Time(At)}" + (Link is { } link ? $", {link}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) => Invitation(after);

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        PlanSession
            .Invited(after)
            .Where(person => person.Id != recorded.By.Id)
            .Select(person => new Effect.Direct(person.Id, Invitation(after), $"session-{recorded.Seq}-{person.Id}"));

    private ChatMessage Invitation(Incident after) =>
        new()
        {
            Body =
                $"We talk over {Ink.Bold(after.Id)} {Ink.Clean(after.Title)} {Ink.Time(At)}"
                + (Link is { } link ? $" in {Ink.Link(link, "this meeting")}" : "")
                + ". Please read the report before, and bring one thing that would have made it easier.",
            Actions =
            [
                new ChatAction("I am prepared", "session prepared", ActionStyle.Primary),
                new ChatAction("I have read it", "share read"),
            ],
        };
}

/// <summary><c>/incident session prepared</c>, the button under the invitation.</summary>
public sealed record ConfirmPrepared : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Session is not { } session)
            return new Refusal("no-session", "No session is planned yet.", new NextStep("Plan one", "session"));
        return session.Prepared.Any(person => person.Id == context.By.Id)
            ? Decision.NothingToDo
            : Decision.Accept(new SessionPrepared(context.By)) with
            {
                Reply = Reply.Text($"Thank you. See you {Ink.Time(session.At)}."),
            };
    }
}

/// <summary>Somebody is prepared for the session.</summary>
/// <param name="Who">Who.</param>
public sealed record SessionPrepared(Person Who) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before.Session is not { } session
            ? before
            : before with
            {
                Session = session with { Prepared = session.Prepared.Add(Who) },
            };

    /// <inheritdoc/>
    public override string Describe() => $"{Who.Name} is prepared for the session";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>Those who were not prepared for the session were reminded of it.</summary>
/// <param name="At">When the session begins.</param>
/// <param name="People">Who was reminded.</param>
public sealed record SessionReminded(DateTimeOffset At, IReadOnlyList<Person> People) : IncidentEvent, INags
{
    IEnumerable<string> INags.Nagged => People.Select(person => person.Id);

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.NotDue("session");

    /// <inheritdoc/>
    public override string Describe() =>
        $"Reminded of the session: {string.Join(", ", People.Select(person => person.Name))}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        People.Select(person => new Effect.Direct(
            person.Id,
            ChatMessage.Text(
                $"{after.Id}: we talk it over {Ink.Time(At)}. The report takes a few minutes.",
                new ChatAction("I am prepared", "session prepared", ActionStyle.Primary),
                new ChatAction("Show the review", "review")
            ),
            $"session-reminded-{recorded.Seq}-{person.Id}"
        ));
}
