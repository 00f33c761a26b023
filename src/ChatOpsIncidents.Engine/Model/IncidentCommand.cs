using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>Something a person, a signal or the clock asks of one incident.</summary>
public abstract record IncidentCommand
{
    /// <summary>Facts, an answer, or a refusal. Pure: no clock, no I/O, no ids made here.</summary>
    public abstract Decision Decide(Incident incident, DecisionContext context);

    /// <summary>What follows outside, as it is to look when this command has led to it.</summary>
    public virtual IEnumerable<Effect> Shown(IEnumerable<Effect> effects, DecisionContext context) => effects;

    /// <summary>What it is about to begin, for the gates of the settled order; null: nothing that they have a say
    /// in.</summary>
    public virtual Intention? Intends(Incident incident) => null;

    /// <summary>Who may.</summary>
    public virtual Access Access => Access.Member;

    /// <summary>When it was already done: gates stop intentions, never reports. Null: an intention.</summary>
    public virtual DateTimeOffset? DoneAt => null;

    /// <summary>Whether it only reads: allowed on closed and read-only incidents.</summary>
    public virtual bool IsQuestion => false;

    /// <summary>Whether it makes the incident, and so needs none.</summary>
    public virtual bool Declares => false;

    /// <summary>Whether it is about one incident; <c>list</c> and <c>help</c> are not.</summary>
    public virtual bool NeedsIncident => !Declares;

    /// <summary>Whether <see cref="DecisionContext.Others"/> is needed to decide it.</summary>
    public virtual bool NeedsOthers => Declares;

    /// <summary>Whether another command asks for the same thing, be it in other words.</summary>
    public virtual bool IsSameWish(IncidentCommand other) => other.GetType() == GetType() && other.Words == Words;

    /// <summary>Whether <see cref="DecisionContext.Readings"/> are needed to decide it.</summary>
    public virtual bool NeedsReadings => false;

    /// <summary>Whether <see cref="DecisionContext.Notes"/> are needed to decide it.</summary>
    public virtual bool NeedsNotes => false;

    /// <summary>Another incident that is needed to decide it, as <see cref="DecisionContext.Past"/>; null: none.
    /// </summary>
    public virtual string? NeedsPast => null;

    /// <summary>Whether <see cref="DecisionContext.Played"/> is needed to decide it.</summary>
    public virtual bool NeedsPlayed => false;

    /// <summary>The line that was typed, pressed or filled in, in canonical words; a held command runs from it
    /// later.</summary>
    public string Words { get; init; } = "";
}

/// <summary>Who may give a command.</summary>
public enum Access
{
    /// <summary>Every full member of the workspace.</summary>
    Member,

    /// <summary>The lead or the backup; anyone while nobody leads.</summary>
    Command,

    /// <summary>The product itself: the clock, a hook, the outbox.</summary>
    System,
}

/// <summary>Shows a form for what is missing. The command a form becomes is the one it was opened for.</summary>
/// <param name="Build">Makes the form from what is known.</param>
/// <param name="OfIncident">Whether it is about one incident.</param>
public sealed record ShowForm(Func<Incident, DecisionContext, Chat.Form> Build, bool OfIncident = true)
    : IncidentCommand
{
    /// <inheritdoc/>
    public override bool NeedsIncident => OfIncident;

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        Decision.Answer(Chat.Reply.Ask(Build(incident, context)));
}
