using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>What runs although nobody waits for an update of it: its lead is asked whether it is still happening, so
/// that it is not forgotten. Of a small one on working mornings, so that nobody is woken for it; else once a
/// day.</summary>
public static class StillOpen
{
    // Who declared it in the night has the day before them.
    private static readonly TimeSpan Pause = TimeSpan.FromHours(12);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>When it is asked next.</summary>
    internal static DateTimeOffset Next(Incident incident, DecisionContext context) =>
        incident.Severity == Severity.Minor
            ? WorkingMorning.From(context.Now + Pause, context.Policy.TimeZone)
            : context.Now + Day;

    /// <summary>The morning has come.</summary>
    public static Decision Ask(Incident incident, string rest, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Decision.NothingToDo;
        var whom = incident.Lead ?? UpdateLadder.Writer(incident);
        return whom is not null && !incident.MayNag(whom.Id, context.Now, context.Policy)
            ? Decision.Accept(NagDeferred.Of(incident, DeadlineNames.StillOpen, whom.Id, context.Now, context.Policy))
            : Decision.Accept(new StillOpenAsked(whom, Next(incident, context)));
    }
}

/// <summary>Somebody was asked whether it is still happening.</summary>
/// <param name="Of">Who; null: nobody leads it, and the room is asked, where there is one.</param>
/// <param name="NextAt">When it is asked again.</param>
public sealed record StillOpenAsked(Person? Of, DateTimeOffset NextAt) : IncidentEvent, INags
{
    IEnumerable<string> INags.Nagged => Of is null ? [] : [Of.Id];

    /// <inheritdoc/>
    public override int PostsInRoom() => Of is null ? 1 : 0;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.Due(DeadlineNames.StillOpen, NextAt);

    /// <inheritdoc/>
    public override string Describe() =>
        Of is { } person
            ? $"Asked {person.Name} whether it is still happening"
            : "It is still open, and nobody leads it";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var key = $"still-open-{recorded.Seq}";
        return Of is { } person
            ? [new Effect.Direct(person.Id, Question(after), key)]
            : [new Effect.Post(Destination.Room, Question(after), key)];
    }

    private ChatMessage Question(Incident after) =>
        ChatMessage.Text(
            $"{Markup.Bold(after.Id)} {Markup.Clean(after.Title)} ({after.Severity}) is still open, since "
                + $"{Markup.Time(after.DeclaredAt ?? NextAt)}. Is it still happening?",
            new ChatAction("It is over", "resolve", ActionStyle.Primary),
            new ChatAction("Still happening", "note it is still happening"),
            new ChatAction("It was no incident", "cancel")
        ) with
        {
            Footer = $"If it stays open, you are asked again {Markup.Time(NextAt)}.",
        };
}
