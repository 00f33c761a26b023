using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary><c>/incident update same</c>: the last update's words, and a new time.</summary>
/// <param name="NextAt">When the next one comes; null: after the usual time.</param>
/// <param name="To">The audiences by name, as typed; null: all that are due.</param>
/// <param name="Anyway">Send it although it says that it is over.</param>
public sealed record RepeatUpdate(DateTimeOffset? NextAt, string? To, bool Anyway = false) : IncidentCommand
{
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (DueAudiences.Unknown(incident, To) is { } nobody)
            return nobody;
        if (incident.Updates.LastOrDefault() is not { } last)
        {
            return new Refusal(
                "no-update-yet",
                "There is no update yet that could be repeated.",
                new NextStep("Write the first", "update")
            );
        }

        if (IsTwice(last, context))
            return Decision.NothingToDo;
        var every = context.Now + UpdateClock.CadenceOf(incident, context.Policy);
        var next = incident.IsRunning ? NextAt ?? every : null;
        var doing = Doing(last, incident);
        var sent = new StakeholderUpdateSent(
            incident.Updates.Count + 1,
            last.What,
            last.Impact,
            doing,
            next,
            incident.UpdateDueAt,
            To,
            Same: true
        )
        {
            Audiences = DueAudiences.Of(incident, next, To, context),
        };
        return EarlyAllClear.In($"{last.What}\n{last.Impact}\n{doing}", incident, context) is { } said
            ? TooEarly(said, sent, incident, context)
            : Decision.Accept(sent) with
            {
                Remark = InformEffects.Going(incident, sent.Audiences),
            };
    }

    // A draft's word of what runs is true while it runs.
    private static string Doing(StakeholderUpdate last, Incident incident) =>
        UpdateDoing.IsOurs(last.Doing, incident) ? UpdateDoing.Of(incident) : last.Doing;

    private bool IsTwice(StakeholderUpdate last, DecisionContext context) =>
        To is null
        && context.Now - last.At < DuplicateWindow
        && (NextAt is null || SendUpdate.IsSamePromise(last.NextAt, NextAt));

    private Decision TooEarly(string said, StakeholderUpdateSent sent, Incident incident, DecisionContext context)
    {
        if (!Anyway)
        {
            var typed = UpdateDraft.Of(incident, context) with
            {
                What = sent.What,
                Impact = sent.Impact,
                Doing = sent.Doing,
            };
            var ready = EarlyAllClear.Ready(typed, incident, context);
            return Decision.Answer(EarlyAllClear.Ask(said, ready, "update", $"{Words} anyway: \"yes\""));
        }

        return incident.MayCommand(context.By.Id)
            ? Decision.Accept(EarlyAllClear.Override(said, context), sent)
            : Refusals.LeadOnly(incident, Words);
    }
}
