using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary>How an action ends.</summary>
public enum ActionEnd
{
    /// <summary>It is there.</summary>
    Done,

    /// <summary>It will not be there, with a reason.</summary>
    Dropped,
}

/// <summary><c>/incident action done 2 https://…</c>, <c>action drop 2 the service is switched off</c>. Actions are
/// followed to their end also after the incident was closed.</summary>
/// <param name="End">How it ends.</param>
/// <param name="Number">Which; null: the asker's only open one.</param>
/// <param name="Text">The reason; may be empty where it is done.</param>
/// <param name="Link">Its item, or where the result is seen; null: none.</param>
public sealed record FollowAction(ActionEnd End, int? Number, string Text, string? Link) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var open = incident.Actions.Where(action => action.IsOpen).ToArray();
        var mine = open.Where(action => action.Owner.Id == context.By.Id).ToArray();
        var only = new[] { mine, open }.FirstOrDefault(actions => actions.Length == 1)?[0];
        var found = Number is { } number ? incident.Actions.Find(action => action.Number == number) : only;
        if (found is null)
            return ActionWords.NoSuch(incident, End == ActionEnd.Done ? "done" : "drop");
        if (!found.IsOpen)
            return Decision.NothingToDo;
        if (End == ActionEnd.Done)
            return Decision.Accept(new ActionDone(found.Number, found.Text, Link));
        return Text.Length > 0
            ? Decision.Accept(new ActionDropped(found.Number, found.Text, Text))
            : Decision.Answer(
                Reply.Ask(
                    new Form
                    {
                        Verb = "action",
                        Title = $"Drop action #{found.Number}",
                        Submit = "Drop",
                        Intro = Markup.Clean(found.Text),
                        Lead = $"drop #{found.Number}",
                        Fields = [new FormField { Key = "rest", Label = "Why is it not done after all?" }],
                    }
                )
            );
    }

    internal static Parsed Read(ActionEnd end, CommandLine line)
    {
        var words = line.RestWords.Skip(1).ToArray();
        var number = Numbers.Leading(words);
        var rest = number is null ? words : words[1..];
        var link = line["link"] ?? Links.Find(rest);
        if (ActionWords.NoLink(link) is { } noLink)
            return noLink;
        return new FollowAction(end, number, string.Join(' ', rest), link is null ? null : Links.Of(link));
    }
}

/// <summary>What was to be changed is changed.</summary>
public sealed record ActionDone(int Number, string Text, string? Link) : IncidentEvent, IChangesReport, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithAction(Number, action => action with { DoneAt = recorded.ObservedAt, Link = Link ?? action.Link })
            .NotDue(DeadlineNames.Of(DeadlineNames.Action, Number));

    /// <inheritdoc/>
    public override string Describe() => $"Action #{Number} is done: {Text}" + (Link is null ? "" : $" ({Link})");
}

/// <summary>What was to be changed is not changed after all.</summary>
public sealed record ActionDropped(int Number, string Text, string Why) : IncidentEvent, IChangesReport, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithAction(Number, action => action with { DroppedBecause = Why })
            .NotDue(DeadlineNames.Of(DeadlineNames.Action, Number));

    /// <inheritdoc/>
    public override string Describe() => $"Action #{Number} is dropped ({Text}): {Why}";
}
