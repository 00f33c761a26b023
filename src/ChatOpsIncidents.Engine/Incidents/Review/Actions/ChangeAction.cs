using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary><c>/incident action 2 link: https://…</c>, <c>action 2 by: Friday</c>, <c>action 2 factor: 1</c>
/// </summary>
/// <param name="Number">Which action.</param>
/// <param name="Owner">Who sees to it now; null: as before.</param>
/// <param name="DueAt">By when now; null: as before.</param>
/// <param name="Link">Its item in the system of record; null: as before.</param>
/// <param name="Factor">The contributing factor that it prevents; null: as before.</param>
public sealed record ChangeAction(int Number, Person? Owner, DateTimeOffset? DueAt, string? Link, int? Factor)
    : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Actions.Find(one => one.Number == Number) is not { } action)
            return ActionWords.NoSuch(incident, "");
        if (!action.IsOpen)
            return new Refusal(
                "action-over",
                $"Action #{Number} is {(action.IsDropped ? "dropped" : "done")} already.",
                new NextStep("Show the actions", "action list")
            );
        if (this is { Owner: null, DueAt: null, Link: null, Factor: null })
            return Decision.Answer(Reply.Ask(ActionWords.AskChange(incident, action)));
        if (Owner is not null && Duties.MayNot(Owner, ActionWords.Line, context) is { } noOwner)
            return noOwner;
        if (Factor is { } factor && (factor < 1 || factor > incident.Factors.Count))
            return ActionWords.NoSuchFactor(incident, factor);
        var (owner, due) = (Owner ?? action.Owner, DueAt ?? action.DueAt);
        var remind =
            due == action.DueAt
                ? incident.Deadlines.GetValueOrDefault(DeadlineNames.Of(DeadlineNames.Action, Number), due)
                : ActionWords.FirstReminder(due, context);
        var changed = new ActionChanged(
            Number,
            action.Text,
            owner,
            due,
            remind,
            Link ?? action.Link,
            Factor ?? action.Factor
        );
        return
            owner.Id == action.Owner.Id
            && due == action.DueAt
            && changed.Link == action.Link
            && changed.Factor == action.Factor
            ? Decision.NothingToDo
            : Decision.Accept(changed);
    }

    internal static Parsed Read(int number, CommandLine line, DecisionContext context)
    {
        var words = line.RestWords.Skip(1).ToList();
        var who = line["who"] ?? words.FirstOrDefault(word => word[0] is '@' or '<' && Links.Of(word) is null);
        var owner = who is null ? null : People.Find(who, context);
        if (owner is null && line["who"] is { } unknown)
            return People.Unknown(unknown, ActionWords.Line, "who");
        var link = line["link"] ?? Links.Find(words);
        if (ActionWords.NoLink(link) is { } noLink)
            return noLink;
        var by = line["by"] ?? Dates.CutBy(line.Rest, context).By;
        var due = by is null ? null : ActionWords.Due(by, context);
        if (by is not null && ActionWords.NoDate(by, due, context) is { } noDate)
            return noDate;
        var factor = line["factor"] is { } typed ? Numbers.Leading([typed]) ?? 0 : (int?)null;
        return new ChangeAction(number, owner, due, link is null ? null : Links.Of(link), factor);
    }
}

/// <summary>An action has another owner, date, item or factor; all its parts as they are now.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Text">What will be there then.</param>
/// <param name="Owner">Who sees to it.</param>
/// <param name="DueAt">By when.</param>
/// <param name="RemindAt">When the owner is reminded next.</param>
/// <param name="Link">Its item in the system of record; null: none yet.</param>
/// <param name="Factor">The contributing factor that it prevents; null: none in particular.</param>
public sealed record ActionChanged(
    int Number,
    string Text,
    Person Owner,
    DateTimeOffset DueAt,
    DateTimeOffset RemindAt,
    string? Link,
    int? Factor
) : IncidentEvent, IChangesReport, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithAction(Number, action => action with { Owner = Owner, DueAt = DueAt, Link = Link, Factor = Factor })
            .Due(DeadlineNames.Of(DeadlineNames.Action, Number), RemindAt);

    /// <inheritdoc/>
    public override string Describe() =>
        $"Action #{Number} is now {Owner.Name}'s, by {Markup.Time(DueAt)}"
        + (Link is null ? "" : $", item {Link}")
        + (Factor is { } factor ? $", prevents factor {factor}" : "")
        + $": {Text}";
}

/// <summary><c>/incident action list</c>: all actions, with what each still needs.</summary>
public sealed record ListActions : IncidentCommand
{
    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        Decision.Answer(
            new Reply
            {
                Message = new ChatMessage
                {
                    Title = $"{incident.Id}: actions",
                    Body = incident.Actions.IsEmpty ? None(incident) : string.Join('\n', incident.Actions.Select(Line)),
                    Actions =
                    [
                        .. incident.IsOver
                            ? []
                            : new[] { new ChatAction("Add an action", "action", ActionStyle.Primary) },
                        .. incident
                            .Actions.Where(action => action.IsOpen)
                            .Take(3)
                            .Select(action => new ChatAction($"#{action.Number} done", $"action done {action.Number}")),
                    ],
                },
            }
        );

    /// <summary>An action in one line with marks.</summary>
    internal static string Line(ReviewAction action) =>
        $"• {Markup.Bold($"#{action.Number}")} {Markup.Clean(ShortText.Cut(action.Text, 200))}, "
        + $"{Markup.Clean(action.Owner.Name)}, "
        + Standing(action)
        + Item(action);

    private static string None(Incident incident) =>
        incident.NoActionsBecause is { } why ? $"None needed: {Markup.Clean(why)}" : "There is none yet.";

    private static string Standing(ReviewAction action)
    {
        if (action.DoneAt is { } done)
            return $"done {Markup.Time(done)}";
        return action.DroppedBecause is { } why
            ? $"dropped: {Markup.Clean(ShortText.Cut(why, 100))}"
            : $"by {Markup.Time(action.DueAt)}";
    }

    private static string Item(ReviewAction action)
    {
        if (action.Link is { } link)
            return $", {Markup.Link(link, "item")}";
        return action.IsOpen ? ", no tracker item yet" : "";
    }
}
