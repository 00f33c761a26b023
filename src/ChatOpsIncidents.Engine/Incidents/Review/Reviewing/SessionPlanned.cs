using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary>A session was planned, or moved; everybody concerned is invited. Where it is an item of a meeting that
/// takes place anyway, that meeting stands in people's calendars; else it comes into them by mail and as a
/// file.</summary>
/// <param name="At">When it begins.</param>
/// <param name="Link">The meeting of which it is an item; null: none.</param>
/// <param name="RemindAt">When those who are not prepared are asked; null: it is too soon for that.</param>
public sealed record SessionPlanned(DateTimeOffset At, string? Link, DateTimeOffset? RemindAt) : IncidentEvent
{
    /// <summary>Where it takes place as a meeting of its own; null: not said.</summary>
    public string? Where { get; init; }

    /// <summary>0 for the first of an incident; one more with each change.</summary>
    public int Number { get; init; }

    /// <summary>It stood in calendars, and is now an item of another meeting.</summary>
    public bool Withdraws { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var session = new ReviewSession(At, Link, recorded.By)
        {
            Where = Where,
            Prepared = before.Session?.Prepared ?? [],
        };
        var after = before with { Session = session, SessionChanges = Number + 1 };
        return RemindAt is { } at ? after.Due(DeadlineNames.Session, at) : after.NotDue(DeadlineNames.Session);
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"Session about the review {Markup.Time(At)}"
        + (Link is { } link ? $", {link}" : "")
        + (Link is null && Where is { } where ? $", {where}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) => SessionAgenda.Invitation(after);

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var told = SessionAgenda.Tell(after, SessionAgenda.Invitation(after), recorded, "session");
        if (Link is null)
        {
            var file = new Effect.Upload(
                Destination.Room,
                Effect.Upload.CalendarFormat,
                $"calendar-file-{recorded.Seq}"
            );
            return [.. told, file, .. SessionAgenda.Calendars(after, At, Number, null, recorded)];
        }

        const string Elsewhere = "it is an item of another meeting";
        return Withdraws ? [.. told, .. SessionAgenda.Calendars(after, At, Number, Elsewhere, recorded)] : told;
    }
}
