using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Assigning;

/// <summary>Asks the owner of a task how it goes.</summary>
public static class TaskCheckIns
{
    /// <summary>The time to ask has come.</summary>
    public static Decision Ask(Incident incident, string number, DecisionContext context)
    {
        var task = incident.Tasks.FirstOrDefault(task => task.Number.ToString() == number);
        if (task is null or { DoneAt: not null } or { Owner: null } || !incident.IsRunning)
            return Decision.NothingToDo;
        var name = "task:" + number;
        // Alone, nobody is asked by a machine what that person knows; the question waits until there is a second one.
        if (incident.IsSolo)
            return Decision.Accept(new NagDeferred(name, context.Now + context.Policy.CheckIn));
        return incident.MayNagBesides(task.Owner.Id, UpdateLadder.Writer(incident), context.Now, context.Policy)
            ? Decision.Accept(
                new TaskCheckedIn(
                    task.Number,
                    task.Text,
                    task.Owner,
                    context.Now + context.Policy.CheckIn,
                    Hears(incident, task, context)
                )
            )
            : Decision.Accept(NagDeferred.Of(incident, name, task.Owner.Id, context.Now, context.Policy));
    }

    // From the second question without a word on the lead hears of it, once: with the first question at which it is not
    // one nag too many.
    private static Person? Hears(Incident incident, WorkItem task, DecisionContext context)
    {
        if (task.Asks == 0 || task.LeadHeard)
            return null;
        if (incident.Lead is not { } lead || lead.Id == task.Owner?.Id)
            return null;
        return incident.MayNag(lead.Id, context.Now, context.Policy) ? lead : null;
    }
}

/// <summary>The owner of a task was asked how it goes.</summary>
/// <param name="Number">The task's.</param>
/// <param name="Text">What.</param>
/// <param name="Owner">Who was asked.</param>
/// <param name="NextAt">When the next question follows.</param>
/// <param name="LeadHears">The lead, who is told that there was no word; null: not now.</param>
public sealed record TaskCheckedIn(
    int Number,
    string Text,
    Person Owner,
    DateTimeOffset NextAt,
    Person? LeadHears = null
) : IncidentEvent, INags
{
    IEnumerable<string> INags.Nagged => LeadHears is null ? [Owner.Id] : [Owner.Id, LeadHears.Id];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithTask(
                Number,
                task => task with { Asks = task.Asks + 1, LeadHeard = task.LeadHeard || LeadHears is not null }
            )
            .Due(DeadlineNames.Of(DeadlineNames.Task, Number), NextAt);

    /// <inheritdoc/>
    public override string Describe() => $"{Owner.Name} was asked about task #{Number}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        yield return new Effect.Direct(
            Owner.Id,
            ChatMessage.Text(
                $"{after.Id}, task #{Number} ({Markup.Clean(Text)}): stuck? What do you know so far?",
                new ChatAction("So far…", $"so-far #{Number}", ActionStyle.Primary),
                new ChatAction("Done", $"done #{Number}"),
                new ChatAction("Stuck", $"stuck #{Number}")
            ),
            $"task-asked-{recorded.Seq}"
        );
        if (LeadHears is not null)
        {
            yield return new Effect.Direct(
                LeadHears.Id,
                ChatMessage.Text(
                    $"{after.Id}: {Owner.Name} has said nothing about task #{Number} yet ({Markup.Clean(Text)})."
                ),
                $"task-silent-{recorded.Seq}"
            );
        }
    }
}
