using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary>Reminds the owner of an action before, at and after its date, until it is done.</summary>
public static class ActionReminders
{
    private static readonly TimeSpan Again = TimeSpan.FromDays(7);

    /// <summary>The time to remind has come.</summary>
    public static Decision Remind(Incident incident, string number, DecisionContext context)
    {
        var action = incident.Actions.Find(action => action.Number.ToString() == number);
        if (action is not { IsOpen: true })
            return Decision.NothingToDo;
        if (!incident.MayNag(action.Owner.Id, context.Now, context.Policy))
            return Decision.Accept(
                NagDeferred.Of(
                    incident,
                    DeadlineNames.Of(DeadlineNames.Action, number),
                    action.Owner.Id,
                    context.Now,
                    context.Policy
                )
            );
        var (due, late) = (action.DueAt, action.DueAt + context.Policy.ActionReminder);
        var next = new[] { due, late, context.Now + Again }.First(at => at > context.Now);
        var hears = context.Now >= late && incident.Lead is { } lead && lead.Id != action.Owner.Id ? lead : null;
        return Decision.Accept(new ActionReminded(action.Number, action.Text, action.Owner, due, next, hears));
    }
}

/// <summary>The owner of an action was reminded.</summary>
/// <param name="Number">The action's.</param>
/// <param name="Text">What will be there then.</param>
/// <param name="Owner">Who was reminded.</param>
/// <param name="DueAt">By when it is to be done.</param>
/// <param name="NextAt">When the next reminder follows.</param>
/// <param name="LeadHears">The lead, who hears that it is late; null: not now.</param>
public sealed record ActionReminded(
    int Number,
    string Text,
    Person Owner,
    DateTimeOffset DueAt,
    DateTimeOffset NextAt,
    Person? LeadHears = null
) : IncidentEvent, IChangesReport, INags
{
    IEnumerable<string> INags.Nagged => LeadHears is null ? [Owner.Id] : [Owner.Id, LeadHears.Id];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before.Due(DeadlineNames.Of(DeadlineNames.Action, Number), NextAt);

    /// <inheritdoc/>
    public override string Describe() => $"{Owner.Name} was reminded of action #{Number}: {Text}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var isLate = recorded.RecordedAt >= DueAt + context.Policy.ActionReminder;
        var sinceThen = isLate ? $"was due {Markup.Time(DueAt)}" : "is due now";
        var when = recorded.RecordedAt < DueAt ? $"is due {Markup.Time(DueAt)}" : sinceThen;
        yield return new Effect.Direct(
            Owner.Id,
            ChatMessage.Text(
                $"{after.Id}: your action #{Number} {when}. {Markup.Clean(Text)}",
                new ChatAction("Done", $"action done {Number}", ActionStyle.Primary),
                new ChatAction("Change it", $"action {Number}")
            ),
            $"action-reminded-{recorded.Seq}"
        );
        if (LeadHears is not null)
        {
            yield return new Effect.Direct(
                LeadHears.Id,
                ChatMessage.Text(
                    $"{after.Id}: action #{Number} of {Markup.Clean(Owner.Name)} {when}. {Markup.Clean(Text)}",
                    new ChatAction("Change it", $"action {Number}")
                ),
                $"action-late-{recorded.Seq}"
            );
        }
    }
}
