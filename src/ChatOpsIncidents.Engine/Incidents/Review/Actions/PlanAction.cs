using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary><c>/incident action @ben alert when the payment queue is over 100 by 2026-12-04</c></summary>
/// <param name="Owner">Who sees to it: a full member.</param>
/// <param name="Text">What will be there then.</param>
/// <param name="DueAt">By when; to come.</param>
/// <param name="Link">Its item in the system of record; null: none yet.</param>
/// <param name="Factor">The contributing factor that it prevents, 1 for the first; null: none in particular.</param>
public sealed record PlanAction(Person Owner, string Text, DateTimeOffset DueAt, string? Link, int? Factor)
    : IncidentCommand
{
    public static CommandWord Word { get; } =
        new(
            "action",
            "@owner <text…> by <date> [link: …] [factor: n] · finding n · track n · done n [link] "
                + "· drop n <why> · n [by: …] [link: …] · list · none <because…>",
            "Record what will be changed, by whom, by when; follow it to its end",
            Read
        )
        {
            Synonyms = ["actions"],
            Keys = ["who", "by", "link", "factor"],
            Topic = "Review",
            Example = "action @ben alert when the payment queue is over 100 by 2026-12-04",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (Duties.MayNot(Owner, ActionWords.Line, context) is { } noOwner)
            return noOwner;
        if (Factor is { } factor && (factor < 1 || factor > incident.Factors.Count))
            return ActionWords.NoSuchFactor(incident, factor);
        var same = incident.Actions.FirstOrDefault(action =>
            action.IsOpen && action.Text == Text && action.Owner.Id == Owner.Id
        );
        if (same is not null)
            return new ChangeAction(same.Number, Owner, DueAt, Link, Factor).Decide(incident, context);
        return Decision.Accept(
            new ActionPlanned(
                incident.Actions.Count + 1,
                Text,
                Owner,
                DueAt,
                ActionWords.FirstReminder(DueAt, context),
                Link,
                Factor
            )
        );
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        var first = words.FirstOrDefault()?.ToLowerInvariant();
        var alone = Numbers.Leading(words.Length == 1 || line["who"] is null ? words : []);
        if (alone is { } number)
            return ChangeAction.Read(number, line, context);
        if (line["who"] is not null)
            return Plan(line, context);
        if (Duties.Group(line.Rest, "action") is { } group)
            return group;
        return first switch
        {
            "list" when words.Length == 1 => new ListActions(),
            "finding" when ActOnFinding.Read(words) is { } taken => taken,
            "done" => FollowAction.Read(ActionEnd.Done, line),
            "drop" => FollowAction.Read(ActionEnd.Dropped, line),
            "track" => new TrackAction(Numbers.Leading([.. words.Skip(1)])),
            "none" => NeedNoActions.Read(line.Rest),
            _ => Plan(line, context),
        };
    }

    private static Parsed Plan(CommandLine line, DecisionContext context)
    {
        var (owner, text) = line["who"] is { } who
            ? (People.Find(who, context), line.Rest)
            : People.First(line.Rest, context);
        if (owner is null && (line["who"] ?? (line.Rest.StartsWith('@') ? line.RestWords[0] : null)) is { } unknown)
            return People.Unknown(unknown, ActionWords.Line, "who");
        var link = line["link"] ?? Links.Find(text.Split(' '));
        if (line["link"] is null && link is not null)
            text = WithoutLinks(text);
        var (bare, tail) = Dates.CutBy(text, context);
        var by = line["by"] ?? tail;
        if (tail is not null && line["by"] is null)
            text = bare;
        var factor = line["factor"] is { } typed ? Numbers.Leading([typed]) ?? 0 : (int?)null;
        if (owner is null || text.Length == 0 || by is null)
            return Parsed.Ask(
                (incident, asked) =>
                    ActionWords.Ask(incident, owner, text, by is null ? null : ActionWords.Due(by, asked), link, factor)
            );
        var due = ActionWords.Due(by, context);
        if (ActionWords.Vague(text) is { } vague)
            return vague;
        if (ActionWords.NoDate(by, due, context) is { } noDate)
            return noDate;
        if (ActionWords.NoLink(link) is { } noLink)
            return noLink;
        return new PlanAction(owner, text, due!.Value, link is null ? null : Links.Of(link), factor);
    }

    private static string WithoutLinks(string text) =>
        string.Join(' ', text.Split(' ').Where(word => Links.Of(word) is null));
}

/// <summary>Something will be changed, by somebody, by a date.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Text">What will be there then.</param>
/// <param name="Owner">Who sees to it.</param>
/// <param name="DueAt">By when.</param>
/// <param name="RemindAt">When the owner is reminded first.</param>
/// <param name="Link">Its item in the system of record; null: none yet.</param>
/// <param name="Factor">The contributing factor that it prevents; null: none in particular.</param>
public sealed record ActionPlanned(
    int Number,
    string Text,
    Person Owner,
    DateTimeOffset DueAt,
    DateTimeOffset RemindAt,
    string? Link = null,
    int? Factor = null
) : IncidentEvent, IMilestone, IChangesReport, IUndoableWhileLast
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) =>
        recorded.By.IsHuman ? [Milestone.ActionsSettled] : [];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                Actions = before.Actions.Add(
                    new ReviewAction(Number, Text, Owner, DueAt) { Link = Link, Factor = Factor }
                ),
            }
        ).Due(DeadlineNames.Of(DeadlineNames.Action, Number), RemindAt);

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        Link is null && !after.IsPrivate && context.Policy.HasTracker
            ? [new Effect.OpenItem(Number, Text, Owner.Name, DueAt)]
            : [];

    /// <inheritdoc/>
    public override string Describe() => $"Action #{Number} for {Owner.Name} by {Markup.Time(DueAt)}: {Text}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => after.IsInReview ? Loudness.Banner : Loudness.CardOnly;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            $"{Markup.Mention(Owner.Id)}, {Markup.Bold($"action #{Number}")} by {Markup.Time(DueAt)}: "
                + $"{Markup.Clean(Text)}",
            [
                new ChatAction("Done", $"action done {Number}"),
                .. Link is null ? [new ChatAction("Link its item", $"action {Number}")] : Array.Empty<ChatAction>(),
            ]
        );
}
